import type { Law } from '../policy/facts.ts';
import { activation } from './sections/activation.ts';
import { breaker } from './sections/breaker.ts';
import { aboutPack } from './sections/pack.ts';
import { bills } from './sections/bills.ts';
import { days } from './sections/calendar.ts';
import { documents } from './sections/documents.ts';
import { field } from './sections/field.ts';
import { further } from './sections/further.ts';
import { lapsing } from './sections/lapsing.ts';
import { protection } from './sections/protection.ts';
import { rules } from './sections/rules.ts';
import { secondPerson } from './sections/second-person.ts';
import { steps } from './sections/steps.ts';
import type { Section, Statement } from './statement.ts';

/** A law in words: every value of the pack and of its calendar speaks in some sentence. The manual prints them, a comparison compares them. */
export function proceduresOf(law: Law): readonly Section[] {
  return [aboutPack, steps, bills, protection, field, documents, further, breaker, lapsing, secondPerson, activation, days, rules].map((section) => section(law));
}

export function statementsOf(law: Law): { readonly section: string; readonly group: string; readonly statement: Statement }[] {
  return proceduresOf(law).flatMap(({ title: section, groups }) => groups.flatMap(({ title: group, statements, conditions = [] }) => [...statements, ...conditions].map((statement) => ({ section, group, statement }))));
}
