import type { AccountState } from '../account/account.state.ts';
import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { laterOf, type Instant, type LocalTime } from '../kernel/time.ts';
import type { Tenancy } from '../policy/facts.ts';
import { longAgo } from '../policy/notice-date.ts';
import { occupantsOwed, type OccupantsOwed } from '../policy/occupants.ts';
import { takesStep } from '../policy/path.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { withdrawalReasons } from './decide-holds.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { proposalFor, ruleOf } from './proposal.ts';
import { firstShutOffDay } from './schedule.ts';

const step = 'occupant-notice';

/** From the mailing of the notice until a crew is sent: a unit that is named late is told late, and the shut-off waits for it. */
const statuses = new Set<CaseState['status']>(['notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned']);

/** The occupants of each unit that has no notice are sent one, when the notice to the owner or manager is mailed (CA-998-TENANT). */
export const orderOccupantNotices: Rule = (state, context) => {
  const owed = owedNow(state, context);
  if (owed === null || context.now < orderedFrom(context)) return nothing;
  const proposal = proposalFor(step, context);
  if (!proposal.allowed) return nothing;
  const { law, facts } = context;
  const before = state.occupantNotices?.length ?? 0;
  const notices = owed.units.map((unitId, index) => ({ noticeId: `${state.caseId}.o${before + index + 1}`, unitId }));
  const { monthlyCostCents } = facts.tenancy as Tenancy;
  const statement = facts.paperStatement(step);
  const stated = statement === null ? {} : { document: statement.document, languages: [...statement.languages], contains: [...statement.contains] };
  const deliverBy = owed.onEachDoor ? ('posting' as const) : ('letter' as const);
  const data = { notices, deliverBy, shutOffOn: dayToName(owed, context), ...(monthlyCostCents == null ? {} : { monthlyCostCents }), ...stated };
  const sentence = `The occupants of ${owed.units.join(', ')} get their notice${owed.onEachDoor ? ', posted on each door' : ''}: nothing is shut off before they have had it for ${owed.days} days.`;
  const because = [why(context, ruleOf(step, law), sentence, { units: owed.units.length }), ...proposal.verdicts.map((verdict) => verdict.because)];
  return [{ type: 'OccupantNoticesOrdered', data, because }];
};

/** A unit's notice is delivered, with proof, and on the door where that is asked for. Until then it stays open. */
export const confirmOccupantNotices: Rule = (state, context) =>
  (state.occupantNotices ?? []).flatMap((ordered): CaseDraft[] => {
    if (ordered.status !== 'open') return [];
    const proof = context.account.occupantNotices.find((known) => known.at <= context.now && answers(known, ordered, dayOf(context.law.calendar, ordered.orderedAt)));
    if (!proof) return [];
    const { noticeId, unitId } = ordered;
    const sentence = `The occupants of ${unitId} have the notice since ${proof.deliveredOn}${proof.postedOnDoor ? ', posted on the door' : ''}.`;
    return [{ type: 'OccupantNoticeConfirmed', data: { noticeId, unitId, deliveredOn: proof.deliveredOn }, because: [why(context, ruleOf(step, context.law), sentence, { deliveredOn: proof.deliveredOn })] }];
  });

type Ordered = NonNullable<CaseState['occupantNotices']>[number];

function answers(proof: AccountState['occupantNotices'][number], { noticeId, unitId, deliverBy }: Ordered, orderedOn: string): boolean {
  return (proof.noticeId ?? noticeId) === noticeId && proof.unitId === unitId && proof.deliveredOn >= orderedOn && (deliverBy === 'letter' || proof.postedOnDoor);
}

/** What protects the household takes back what its occupants were not told yet. */
export const withdrawOccupantNotices: Rule = (state, context) => {
  const noticeIds = (state.occupantNotices ?? []).filter(({ status }) => status === 'open').map(({ noticeId }) => noticeId);
  const because = noticeIds.length === 0 ? [] : withdrawalReasons(context, 'shut-off');
  return because.length === 0 ? nothing : [{ type: 'OccupantNoticesWithdrawn', data: { noticeIds }, because }];
};

/** When the next notices to occupants may be ordered by time alone, or null. */
export function occupantNoticesAt(state: CaseState, context: Context): Instant | null {
  if (owedNow(state, context) === null) return null;
  const from = orderedFrom(context);
  if (from > context.now) return from;
  const failing = proposalFor(step, context).verdicts.filter((verdict) => !verdict.holds);
  const waits = failing.map((verdict) => (verdict.guard === 'feeds-are-complete' ? context.now : verdict.notBefore));
  return waits.includes(null) ? null : (waits as Instant[]).reduce(laterOf, context.now);
}

/** The units without a notice for which none is under way, by whichever version of the law asks for more; null when there is none. */
function owedNow(state: CaseState, context: Context): OccupantsOwed | null {
  // What would be taken back at once is not ordered.
  if (!statuses.has(state.status) || state.notice?.mailedOn == null || context.facts.tenancy === null || withdrawalReasons(context, 'shut-off').length > 0) return null;
  const owed = versionsOf(context).flatMap(({ facts, law }) => (takesStep(step, facts, law) ? (occupantsOwed(facts, law) ?? []) : []));
  const units = [...new Set(owed.flatMap((asked) => asked.units))].filter((unitId) => !(state.occupantNotices ?? []).some((known) => known.status === 'open' && known.unitId === unitId));
  return units.length === 0 ? null : { units, onEachDoor: owed.some(({ onEachDoor }) => onEachDoor), days: Math.max(...owed.map(({ days }) => days)) };
}

function orderedFrom({ law, today }: Context): Instant {
  return at(law.calendar, today, (law.pack.steps[step]?.orderAt ?? '00:00') as LocalTime);
}

/** The first day on which the water may be shut off, were every unit told today and a tag posted; never one before the occupants' own days are over. */
function dayToName({ days }: OccupantsOwed, context: Context) {
  const { today, facts } = context;
  const tenancy = facts.tenancy && { ...facts.tenancy, units: facts.tenancy.units.map((unit) => (unit.noticedOn === null ? { ...unit, noticedOn: today, postedOnDoor: true } : { ...unit, postedOnDoor: true })) };
  const ownDays = plusDays(today, days);
  return laterOf(ownDays, firstShutOffDay(today, context, { tenancy, doorTagPostedAt: longAgo }) ?? ownDays);
}
