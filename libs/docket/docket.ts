import { z } from 'zod';
import { localDateSchema, type LocalDate } from '../kernel/time.ts';

export const milestoneKinds = [
  'petition',
  'converted',
  'plan-confirmed',
  'dismissed',
  'dismissal-vacated',
  'discharged',
  'discharge-denied',
  'stay-relief',
  'reopened',
  'closed',
] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** What loosens a protection: acts alone only when nothing in the text or after it speaks against it; else a person decides. */
export const adverseKinds: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>(['dismissed', 'discharge-denied', 'stay-relief']);

export const debtorsConcerned = ['debtor', 'joint', 'both'] as const;
/** `both`: whoever is a debtor of the case, also where the docket does not show whether there are two (BK-JOINT). */
export type DebtorsConcerned = (typeof debtorsConcerned)[number];

export const docketEntrySchema = z.object({
  dateFiled: localDateSchema.nullish(),
  dateEntered: localDateSchema.nullish(),
  number: z
    .union([z.string(), z.number().int().transform(String)])
    .nullish()
    .transform((number) => number ?? null),
  /** Sealed or restricted entries come without words. */
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
});
export type DocketEntry = z.infer<typeof docketEntrySchema>;

/** A line of `arrears court read`. What else the line holds (a header, say) is not looked at. */
export const docketSchema = z.object({
  id: z.string().min(1),
  court: z.string().optional(),
  docketNumber: z.string().optional(),
  entries: z.array(docketEntrySchema),
});
export type Docket = z.infer<typeof docketSchema>;

export interface Milestone {
  readonly kind: MilestoneKind;
  /** The day on which it was entered, where the court is. */
  readonly on: LocalDate;
  readonly debtor: DebtorsConcerned;
  /** Number of the entry that says so; null for an entry without number. */
  readonly entry: string | null;
  /** The words relied on, as they stand in the entry's text. */
  readonly words: string;
  readonly certain: boolean;
  /** The rule that read it, in a sentence. */
  readonly because: string;
  /** Why it is not certain; empty when it is. */
  readonly doubts: readonly string[];
}
