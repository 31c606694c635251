import { isFor, namedAt } from '../account/third-parties.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import { paperStatement } from '../policy/paper-statement.ts';
import { guardsOf } from '../policy/path.ts';
import { thirdPartiesNoticedDaysBefore } from '../policy/predicates/third-parties-noticed-days-before.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { recalls, withdrawalReasons } from './decide-holds.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { proposalFor } from './proposal.ts';
import { payByOn } from './schedule.ts';

/** From the order of the notice until a crew is sent: who is named late is told late, and the shut-off waits for it. */
const statuses = new Set<CaseState['status']>(['notice-ordered', 'notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned']);

/** Whom the customer named gets a copy of the notice, under every condition of the notice itself (CA-15D). */
export const orderThirdPartyNotices: Rule = (state, context) => {
  const rule = askedBy(context);
  const owed = owedNow(state, context);
  if (rule === null || state.notice === null || owed.length === 0) return nothing;
  const proposal = proposalFor('notice', context);
  if (!proposal.allowed) return nothing;
  const before = state.thirdPartyNotices?.length ?? 0;
  // Each in the language of whom it is for: one order a language would say the same.
  const [{ language }] = owed as [(typeof owed)[number]];
  const together = owed.filter((party) => party.language === language);
  const notices = together.map(({ thirdPartyId }, index) => ({ noticeId: `${state.caseId}.t${before + index + 1}`, thirdPartyId }));
  const statement = paperStatement((context.inForce ?? context).law, 'third-party-notice', language ?? undefined);
  const stated = statement === null ? {} : { document: statement.document, languages: [...statement.languages], contains: [...statement.contains] };
  const data = { of: state.notice.noticeId, notices, pastDueCents: context.facts.pastDueCents, payByOn: dayToName(state.notice.payByOn, context), ...stated };
  const sentence = `The customer named ${together.map(({ thirdPartyId }) => thirdPartyId).join(', ')} to be told: a copy of notice ${state.notice.noticeId} is due.`;
  return [{ type: 'ThirdPartyNoticesOrdered', data, because: [why(context, rule, sentence), ...proposal.verdicts.map((verdict) => verdict.because)] }];
};

/** Who is told late is told the day that counts from then: nothing is shut off before it, whatever the notice to the customer says. */
function dayToName(noticePayByOn: LocalDate | null, context: Context): LocalDate {
  return laterOf(noticePayByOn ?? context.today, payByOn(context));
}

/** A copy is mailed, with a proof that can be true. Until then it stays open. */
export const confirmThirdPartyNotices: Rule = (state, context) =>
  (state.thirdPartyNotices ?? []).flatMap(({ noticeId, thirdPartyId, orderedAt, status }): CaseDraft[] => {
    const mailedOn = context.account.notices.find((known) => known.noticeId === noticeId)?.mailedOn ?? null;
    const rule = askedBy(context);
    if (status !== 'open' || rule === null || mailedOn === null || mailedOn < dayOf(context.law.calendar, orderedAt)) return [];
    return [{ type: 'ThirdPartyNoticeConfirmed', data: { noticeId, thirdPartyId, mailedOn }, because: [why(context, rule, `The copy ${noticeId} was mailed on ${mailedOn}.`, { mailedOn })] }];
  });

/**
 * A copy came back: whom the customer named is not told, and the shut-off waits for it. A person looks for the address, as for the customer's own
 * letter; after that a fresh copy goes to whoever is named then.
 */
export const copiesCameBack: Rule = (state, context) => {
  const rule = askedBy(context);
  if (rule === null || state.status === 'notice-ordered' || !statuses.has(state.status)) return nothing;
  const named = namedAt(context.account, context.now);
  const back = (state.thirdPartyNotices ?? []).filter(
    (copy) => copy.of === state.notice?.noticeId && copy.status === 'mailed' && named.some((party) => isFor(party, copy)) && context.account.notices.some((known) => known.noticeId === copy.noticeId && known.returnedAt !== null),
  );
  if (back.length === 0) return nothing;
  const which = back.map(({ noticeId, thirdPartyId }) => `${noticeId} to ${thirdPartyId}`).join(', ');
  const because = [why(context, rule, `A copy of the notice came back: ${which}. Whom the customer named is not told, and the address needs a person.`)];
  const question = `A copy of the notice came back: ${which}. Name the address anew, or withdraw the name, before the case goes on.`;
  return [
    ...recalls(state, context, because),
    { type: 'ThirdPartyNoticesWithdrawn', data: { noticeIds: back.map(({ noticeId }) => noticeId) }, because },
    { type: 'ReviewNeeded', data: { question }, because },
  ];
};

/** What protects the household takes back the copies that are not mailed, as does a customer who withdraws the name. */
export const withdrawThirdPartyNotices: Rule = (state, context) => {
  const open = (state.thirdPartyNotices ?? []).filter(({ status }) => status === 'open');
  if (open.length === 0) return nothing;
  const named = namedAt(context.account, context.now);
  const because = withdrawalReasons(context, 'notice');
  const goes = because.length > 0 ? open : open.filter((copy) => !named.some((party) => isFor(party, copy)));
  if (goes.length === 0) return nothing;
  const unnamed = why(context, askedBy(context) ?? 'CASE-PATH', 'The customer does not name them any more, or named another address.');
  return [{ type: 'ThirdPartyNoticesWithdrawn', data: { noticeIds: goes.map(({ noticeId }) => noticeId) }, because: because.length > 0 ? because : [unnamed] }];
};

/** When the next copies may be ordered by time alone, or null. */
export function thirdPartyNoticesAt(state: CaseState, context: Context): Instant | null {
  if (askedBy(context) === null || owedNow(state, context).length === 0) return null;
  const failing = proposalFor('notice', context).verdicts.filter((verdict) => !verdict.holds);
  const waits = failing.map((verdict) => (verdict.guard === 'feeds-are-complete' ? context.now : verdict.notBefore));
  return waits.includes(null) ? null : (waits as Instant[]).reduce(laterOf, context.now);
}

/** Those who are named and have no copy of this notice, on its way or mailed. */
function owedNow(state: CaseState, { account, now }: Context) {
  if (state.notice === null || !statuses.has(state.status)) return [];
  const copies = (state.thirdPartyNotices ?? []).filter((copy) => copy.of === state.notice?.noticeId && copy.status !== 'withdrawn');
  return namedAt(account, now).filter((party) => !copies.some((copy) => isFor(party, copy)));
}

/** The rule by which the shut-off asks for copies, in whichever version of the law does; null where none does. */
function askedBy(context: Context): string | null {
  const { name } = thirdPartiesNoticedDaysBefore;
  for (const { facts, law } of versionsOf(context)) {
    const guard = guardsOf('shut-off', facts, law).find((known) => name in known)?.[name];
    if (guard !== undefined && law.pack.documents?.steps['third-party-notice'] !== undefined) return guard.rule;
  }
  return null;
}
