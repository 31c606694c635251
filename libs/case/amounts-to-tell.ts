import type { Credit } from '../account/account.state.ts';
import { feeAmount } from '../account/fee-amount.ts';
import { feesDue, type FeeCause } from '../account/fee-causes.ts';
import { ledgerOf } from '../account/ledger.ts';
import { at } from '../calendar/business-calendar.ts';
import type { Because } from '../kernel/because.ts';
import { dollars, sumCents, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because, evaluateGuard } from '../policy/evaluate.ts';
import { guardsOf } from '../policy/path.ts';
import { predicateOf } from '../policy/predicates/index.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { contextOf, why, type Context } from './context.ts';
import { reasonsUnpaid } from './decide-restoration.ts';
import { isWaterOff } from './evolve.ts';
import { restorationVisit } from './restoration-visit.ts';
import { dispatchAt } from './schedule.ts';

/** An amount that a customer is told, by when it has to be there, and why. */
export interface AmountToTell {
  readonly cents: Cents;
  /** By when: a moment, or a day and all of it; both null where nothing hurries. */
  readonly byAt: Instant | null;
  readonly byOn: LocalDate | null;
  /** The only tenders that count; null where each does. */
  readonly tenders: readonly string[] | null;
  readonly because: readonly Because[];
}

export interface AmountsToTell {
  /** Null where no water is on, or nothing may be asked for. */
  readonly keepsWaterOn: (AmountToTell & { /** With so much already, too little is left past due for a shut-off. */ readonly leastCents: Cents }) | null;
  /** What turns the water on again; while it is on, what that would take. Null where nothing may be asked for, or a rule brings it back unpaid. */
  readonly restoresWater: (AmountToTell & { /** Paid now, the crew comes on this day; null while the water is on. */ readonly backOn: LocalDate | null }) | null;
  readonly totalCents: Cents;
}

/**
 * What to tell a customer at the phone: first what keeps the water on, then what brings it back, then all of it. Nothing of it is
 * reckoned here: it is what the guards of the shut-off and of the restoration ask for, as of now. Under a stay nothing is named to be
 * paid (BK-STAY).
 */
export function amountsToTell(state: CaseState | null, context: Context): AmountsToTell {
  const { account, law, holds } = context;
  const totalCents = ledgerOf(account, law).balanceCents;
  if (holds.some(({ kind }) => kind === 'bankruptcy') || account.valve === 'none') return { keepsWaterOn: null, restoresWater: null, totalCents };
  const isOff = account.valve === 'off' || (state?.shutOff ?? null) !== null;
  const comesUnpaid = state !== null && isWaterOff(state) && reasonsUnpaid(state, context).length > 0;
  return { keepsWaterOn: isOff ? null : keepsOn(state, context), restoresWater: comesUnpaid ? null : restores(isOff ? state : null, context), totalCents };
}

function keepsOn(state: CaseState | null, context: Context): NonNullable<AmountsToTell['keepsWaterOn']> {
  const { pastDueCents } = context.facts;
  const { least, rule } = leastToStop(context);
  const sentence = pastDueCents <= 0 ? 'Nothing is past due.' : `${dollars(pastDueCents)} is past due; when it is paid, nothing is shut off.`;
  return { cents: Math.max(pastDueCents, 0), leastCents: least, ...deadlineOf(state, context), tenders: null, because: [why(context, rule, sentence, { pastDueCents, leastCents: least })] };
}

/** Under each version that is asked: one that forbids the shut-off is enough. */
function leastToStop(context: Context): { readonly least: Cents; readonly rule: string } {
  const { pastDueCents } = context.facts;
  const floors = versionsOf(context).flatMap(({ facts, law }) =>
    guardsOf('shut-off', facts, law)
      .map(predicateOf)
      .flatMap(({ predicate, args }) => (predicate.name === 'past-due-at-least' ? [args as { cents: Cents; rule: string }] : [])),
  );
  const highest = floors.reduce<{ cents: Cents; rule: string } | null>((high, floor) => (high === null || floor.cents > high.cents ? floor : high), null);
  const rule = highest?.rule ?? context.law.pack.steps['shut-off'].rule;
  const most = highest === null ? 0 : highest.cents - 1;
  return { least: Math.max(pastDueCents - most, 0), rule };
}

/** Before the crew is sent; while it is out, at once; before that the day that the notice names. */
function deadlineOf(state: CaseState | null, context: Context): Pick<AmountToTell, 'byAt' | 'byOn'> {
  if (state === null || context.facts.pastDueCents <= 0) return { byAt: null, byOn: null };
  if (state.status === 'shut-off-ordered') return { byAt: context.now, byOn: null };
  if (state.status === 'shut-off-planned' && state.plannedOn !== null) return { byAt: versionsOf(context).map(({ law }) => dispatchAt(law, state.plannedOn as LocalDate)).reduce((early, next) => (next < early ? next : early)), byOn: null };
  return { byAt: null, byOn: state.notice?.payByOn ?? null };
}

/** @param off the case whose water is off; null while it is on */
function restores(off: CaseState | null, context: Context): AmountsToTell['restoresWater'] {
  const { account, law, now, facts, today } = context;
  const fee = off === null && account.valve === 'on' ? feeIfShutOff(context) : pendingFee(context);
  const cents = Math.max(facts.pastDueCents, 0) + (fee?.cents ?? 0);
  const { tenders, because: bound } = tendersFor(context);
  const sentence = `${dollars(cents)}: ${dollars(Math.max(facts.pastDueCents, 0))} past due${fee === null ? '' : ` and ${dollars(fee.cents)} for the reconnection`}.`;
  const reasons = [why(context, law.pack.restoration.rule, sentence, { pastDueCents: facts.pastDueCents, reconnectionCents: fee?.cents ?? 0 }), ...(fee === null ? [] : [why(context, law.pack.fees.reconnection.rule, fee.sentence)]), ...bound];
  const sameDayUntil = at(law.calendar, today, law.pack.restoration.sameDayUntil);
  const backOn = off === null ? null : restorationVisit(off, contextOf(paidNow(context, cents), off, law, now, facts.feeds), false).onDay;
  return { cents, byAt: backOn === today && now < sameDayUntil ? sameDayUntil : null, byOn: null, tenders, backOn, because: reasons };
}

type Fee = { readonly cents: Cents; readonly sentence: string } | null;

/** What closing the valve now would cost. */
function feeIfShutOff({ account, law, now }: Context): Fee {
  const fee = law.pack.fieldResults['off']?.fee;
  if (fee === undefined || law.pack.fees[fee].cents === 0) return null;
  const cause: FeeCause = { fee, cause: 'if-shut-off', at: now, sentence: '' };
  return feeAmount(account, cause, law);
}

/** A fee for the closing that is called for and not posted yet; one that is posted is past due like the rest. */
function pendingFee({ account, law }: Context): Fee {
  const amounts = feesDue(account, law).filter(({ fee }) => fee === 'reconnection').flatMap((cause) => feeAmount(account, cause, law) ?? []);
  return amounts.length === 0 ? null : { cents: sumCents(amounts.map(({ cents }) => cents)), sentence: amounts.map(({ sentence }) => sentence).join(' ') };
}

/** The guard is asked what it would say if other tenders had paid: where it refuses, only its own count. */
function tendersFor(context: Context): Pick<AmountToTell, 'tenders' | 'because'> {
  const asked = versionsOf(context).flatMap(({ facts, law }) =>
    guardsOf('restoration', facts, law).flatMap((guard) => {
      const { predicate, args } = predicateOf(guard);
      if (predicate.name !== 'funds-are-guaranteed' || evaluateGuard(guard, { ...facts, pastDueCountingOnly: () => 1 }, law).holds) return [];
      const { tenders, rule } = args as { tenders: readonly string[]; rule: string };
      return [{ tenders, because: because(law, rule, `A payment was returned on ${facts.lastReturnOn}: only ${tenders.join(', ')} counts for the reconnection.`, { lastReturnOn: facts.lastReturnOn }) }];
    }),
  );
  const [first, ...others] = asked;
  return first === undefined ? { tenders: null, because: [] } : { tenders: first.tenders.filter((tender) => others.every((other) => other.tenders.includes(tender))), because: asked.map((one) => one.because) };
}

/** The account as it would be with that payment. */
function paidNow({ account, now }: Context, amountCents: Cents): Context['account'] {
  const credit: Credit = { creditId: 'if-paid-now', kind: 'payment', amountCents, effectiveAt: now, tender: 'cash', confirmation: null, voidedAt: null, returned: false, movedTo: null };
  return { ...account, credits: [...account.credits, credit] };
}
