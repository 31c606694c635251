import type { LocalDate } from '../kernel/time.ts';
import type { PaperName } from '../policy/paper-statement.ts';
import type { CaseEventData } from './case.events.ts';
import type { Context } from './context.ts';

export type Paper = NonNullable<CaseEventData<'DoorTagOrdered'>['paper']>;

/** What a crew's order says of the paper that goes with it; nothing under a law without a document for it. */
export function paperFor(name: PaperName, context: Context, days: { readonly payByOn?: LocalDate; readonly shutOffOn?: LocalDate } = {}): { readonly paper?: Paper } {
  // The text is that of the version in force, as with the notice.
  const { facts } = context.inForce ?? context;
  const statement = facts.paperStatement(name);
  if (statement === null) return {};
  const { document, languages, contains } = statement;
  return { paper: { document, languages: [...languages], contains: [...contains], pastDueCents: context.facts.pastDueCents, ...days } };
}

/** A plan that was broken is told of by a final notice where the pack has one (CA-998-BREACH). */
export function postingPaper({ facts, law, inForce }: Context): PaperName {
  const { pack } = inForce?.law ?? law;
  return facts.brokenPlan !== null && pack.documents?.steps['final-notice'] !== undefined ? 'final-notice' : 'door-tag';
}
