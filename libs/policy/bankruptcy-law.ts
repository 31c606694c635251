import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { remembered } from '../kernel/remembered.ts';
import { ruleSchema } from './rule.ts';

export const chapters = ['7', '9', '11', '12', '13'] as const;
export type Chapter = (typeof chapters)[number];

/** What assurance of future payment may be (BK-366-FORMS); administrative priority is none. */
export const assuranceForms = ['cash-deposit', 'letter-of-credit', 'certificate-of-deposit', 'surety-bond', 'prepayment', 'other-agreed'] as const;

const cited = z.strictObject({ rule: z.string() });
const days = z.int().positive();
const chapterList = z.array(z.enum(chapters)).min(1);

/** The law of bankruptcy as a utility meets it. Federal, and so one file for all packs. Days are calendar days unless they say otherwise. */
export const bankruptcyLawSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]+$/),
  version: z.int().positive(),
  title: z.string(),
  courtHolidays: z.string(),
  rules: z.record(z.string(), ruleSchema),
  split: cited,
  assurance: z.strictObject({
    days: z.record(z.enum(chapters), z.strictObject({ days, rule: z.string() })),
    rollRule: z.string(),
    formsRule: z.string(),
  }),
  repeat: z.strictObject({
    withinMonths: z.int().positive(),
    stayDays: days,
    once: cited,
    twice: z.strictObject({ cases: z.int().min(2), rule: z.string() }),
  }),
  coDebtor: z.strictObject({ chapters: chapterList, rule: z.string() }),
  joint: cited,
  claims: z.strictObject({ days, involuntaryDays: days, governmentalUnitDays: days, assetsNoticedDays: days, /** Before the last day, each a reminder. */ remindDays: z.array(days).min(1), rule: z.string() }),
  conversion: z.strictObject({ from: chapterList, newClaimsFor: chapterList, rule: z.string(), administrativeRule: z.string() }),
  relief: z.strictObject({ waitDays: z.int().nonnegative(), rule: z.string() }),
  postPetition: cited,
  payments: z.strictObject({ rule: z.string(), distributionsRule: z.string(), setOffRule: z.string() }),
  certification: cited,
  reopening: cited,
  limitation: z.strictObject({ tailDays: days, rule: z.string() }),
  provisional: z.strictObject({ businessDays: days, rule: z.string() }),
  notice: cited,
  discrimination: cited,
});
export type BankruptcyLaw = z.infer<typeof bankruptcyLawSchema>;

/** The federal file cannot be used. */
export class BrokenBankruptcyLaw extends Error {
  constructor(file: string, faults: readonly string[]) {
    super(`${file} cannot be used: ${faults.join('; ')}. Mend it, or name another version in the pack under "bankruptcy".`);
    this.name = 'BrokenBankruptcyLaw';
  }
}

const federal = join(dirname(fileURLToPath(import.meta.url)), 'federal');

/** `US-BANKRUPTCY@1` → the law of bankruptcy in that version. @throws BrokenBankruptcyLaw */
export const loadBankruptcyLaw = remembered((reference: string): BankruptcyLaw => {
  const match = /^([A-Z0-9-]+)@([1-9]\d*)$/.exec(reference);
  if (!match) throw new BrokenBankruptcyLaw(reference, ['it is named like US-BANKRUPTCY@1']);
  const file = join(federal, (match[1] as string).toLowerCase(), `${match[2]}.yaml`);
  if (!existsSync(file)) throw new BrokenBankruptcyLaw(file, ['there is no such file']);
  const parsed = bankruptcyLawSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new BrokenBankruptcyLaw(file, parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`));
  const { id, version } = parsed.data;
  if (`${id}@${version}` !== reference) throw new BrokenBankruptcyLaw(file, [`it calls itself ${id}@${version}`]);
  return parsed.data;
});
