import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays, plusMonths } from '../calendar/days.ts';
import type { Refusal } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import { grantWords, type GrantKind, type GrantRole } from '../policy/limits.ts';
import type { AccountState } from './account.state.ts';
import type { EntryDraft } from './decide-entries.ts';

/** Something that was granted, or is to be: from when, and through which day where it has one. */
export interface Grant {
  readonly grant: GrantKind;
  readonly grantId: string;
  readonly at: Instant;
  readonly throughOn: LocalDate | null;
  /** In which role; the lowest where nobody said. */
  readonly as?: GrantRole | undefined;
}

function grantsOf({ extensions, reportedPayments, promises }: AccountState): readonly Grant[] {
  return [
    ...extensions.map(({ id, startedAt, throughOn, grantedAs }): Grant => ({ grant: 'extension', grantId: id, at: startedAt, throughOn, as: grantedAs })),
    ...reportedPayments.map(({ reportId, reportedAt, takenAs }): Grant => ({ grant: 'reported-payment', grantId: reportId, at: reportedAt, throughOn: null, as: takenAs })),
    ...promises.map(({ contactId, madeAt, on, takenAs }): Grant => ({ grant: 'promise', grantId: contactId, at: madeAt, throughOn: on, as: takenAs })),
  ];
}

/** Why whoever grants this may not do it alone, by the law of that day; null within the limits, and under a pack that sets none. */
export function limitRefusal(state: AccountState, wish: Grant, law: Law): Refusal | null {
  const own = inForceAt(law, wish.at);
  const { limits } = own.pack;
  const { as = 'specialist', grant, throughOn } = wish;
  const limit = limits?.grants[grant]?.[as];
  if (limits === undefined || limit === undefined) return null;
  const on = dayOf(own.calendar, wish.at);
  const since = plusMonths(on, -limits.windowMonths);
  const before = grantsOf(state).filter((known) => known.grant === grant && known.at < wish.at && dayOf(own.calendar, known.at) > since).length;
  const refuse = (sentence: string): Refusal => ({ refused: true, notBefore: null, because: because(own, limits.rule, sentence, { grant, grantId: wish.grantId, as }) });
  const more = as === 'specialist' ? 'need a supervisor' : 'are granted by nobody';
  if (before >= limit.times) return refuse(`${before} ${grantWords[grant]} in ${limits.windowMonths} months before this one; more than ${limit.times} ${more}.`);
  if (limit.days !== undefined && throughOn !== null && throughOn > plusDays(on, limit.days)) return refuse(`It runs through ${throughOn}; more than ${limit.days} days ${more}.`);
  return null;
}

/** Asks a supervisor about the first grant that is beyond its limits and was not told of. The household was told: until somebody says otherwise it holds (GEN-PROTECT). */
export function nextBeyondLimits(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  if (state.extensions.length + state.reportedPayments.length + state.promises.length === 0) return null;
  for (const known of grantsOf(state)) {
    const { grant, grantId, at } = known;
    if (at > now || state.beyondLimits.some((told) => told.grant === grant && told.grantId === grantId)) continue;
    const refusal = limitRefusal(state, known, law);
    if (refusal) return { type: 'GrantBeyondLimits', id: `arrears#beyond-limits/${grant}/${grantId}`, data: { grant, grantId }, because: [refusal.because] };
  }
  return null;
}

/** Whether a supervisor is asked about it and has not answered by then. */
export function awaitsAnswer(state: AccountState, grant: GrantKind, grantId: string, now: Instant): boolean {
  return state.beyondLimits.some((told) => told.grant === grant && told.grantId === grantId && told.at <= now && (told.answeredAt === null || told.answeredAt > now));
}
