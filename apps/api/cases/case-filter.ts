import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { isInstant, localDateSchema } from '../../../libs/kernel/time.ts';
import { holdKinds } from '../../../libs/policy/pack.ts';
import { caseSorts, caseStuckKinds, type CaseFilter, type CaseSort } from '../../../libs/store/read/index.ts';
import { flag } from '../http/schemas.ts';

const word = z.string().trim().min(1).max(100);
const statuses = z.array(z.enum(caseStatuses)).min(1).max(caseStatuses.length);
const kinds = z.array(z.enum(holdKinds)).min(1).max(holdKinds.length);
const mostCents = 100_000_000_000;
const cents = z.int().min(-mostCents).max(mostCents);

/** Which cases are meant: by a list, a saved view, an export, a bulk intervention. What is left out asks nothing. */
export const caseFilterSchema = z
  .strictObject({
    status: statuses.optional().meta({ description: 'Where it stands: any of these.' }),
    open: z.boolean().optional(),
    held: z.boolean().optional().meta({ description: 'A hold stands.' }),
    heldBy: kinds.optional().meta({ description: 'A hold of any of these kinds stands.' }),
    stuck: z.boolean().optional().meta({ description: 'Nothing moves it without a person.' }),
    stuckKind: z.enum(caseStuckKinds).optional(),
    balanceFromCents: cents.optional().meta({ description: 'What its account owes: so much or more.' }),
    balanceToCents: cents.optional(),
    dueThroughOn: localDateSchema.optional().meta({ description: 'Its oldest unpaid bill was due then or before.' }),
    customerClass: word.optional(),
    language: word.optional().meta({ description: 'Of the customer, where somebody said.' }),
    pack: word.optional(),
    openedFromOn: localDateSchema.optional(),
    openedThroughOn: localDateSchema.optional(),
    nextFromOn: localDateSchema.optional().meta({ description: 'The day on which something happens next, if nothing else does before: then or later.' }),
    nextThroughOn: localDateSchema.optional(),
    assignedTo: word.optional().meta({ description: 'Who works on it; `@me` for whoever asks, `@nobody` for what nobody has.' }),
  })
  .meta({ id: 'CaseFilter', description: 'Which cases are meant. What is left out asks nothing.' });

export type CaseFilterInput = z.output<typeof caseFilterSchema>;

const listed = <T extends string>(schema: z.ZodType<T[], string[]>, says: string) =>
  z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(schema)
    .meta({ description: `${says} More than one between commas.` });
const centsText = z
  .string()
  .refine((text) => /^-?\d{1,12}$/.test(text), { error: 'must be whole cents' })
  .transform(Number)
  .pipe(cents)
  .meta({ type: 'integer' });
const { shape } = caseFilterSchema;

/** The same as it stands in an address. */
export const caseFilterQuery = {
  status: listed(statuses, 'Where it stands.').optional(),
  open: flag.optional(),
  held: flag.optional().meta({ description: 'A hold stands.' }),
  heldBy: listed(kinds, 'A hold of this kind stands.').optional(),
  stuck: flag.optional().meta({ description: 'Nothing moves it without a person.' }),
  stuckKind: shape.stuckKind,
  balanceFromCents: centsText.optional().meta({ description: 'What its account owes: so much or more.' }),
  balanceToCents: centsText.optional(),
  dueThroughOn: shape.dueThroughOn,
  customerClass: shape.customerClass,
  language: shape.language,
  pack: shape.pack,
  openedFromOn: shape.openedFromOn,
  openedThroughOn: shape.openedThroughOn,
  nextFromOn: shape.nextFromOn,
  nextThroughOn: shape.nextThroughOn,
  assignedTo: shape.assignedTo,
} satisfies Record<keyof CaseFilterInput, z.ZodType>;

export const caseSortSchema = z.enum(caseSorts).meta({ id: 'CaseSort', description: `By id; by the day of opening, either way; by what happens next; by what is owed, most first; by the oldest bill. The last three list open cases alone.` });

/** As the store reads it: whoever asks stands in for `@me`. */
export function filterFor(subject: string, { assignedTo, ...filter }: CaseFilterInput): CaseFilter {
  return { ...filter, ...(assignedTo === undefined ? {} : { assignedTo: assignedTo === '@me' ? subject : assignedTo }) };
}

const byText: Readonly<Record<CaseSort, z.ZodType<string | null>>> = {
  case: z.null(),
  opened: z.string().refine(isInstant),
  newest: z.string().refine(isInstant),
  next: z.string().refine(isInstant).nullable(),
  balance: z.string().regex(/^-?\d{1,15}$/),
  'oldest-due': localDateSchema.nullable(),
};

/** Where a page of cases ended. A cursor of one order is none of another. */
export const casePlaceSchema = (sort: CaseSort) => z.strictObject({ sort: z.literal(sort), by: byText[sort], caseId: z.string().min(1).max(250) });
