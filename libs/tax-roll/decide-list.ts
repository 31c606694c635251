import { certifiable, type Certifiable, type CertificationBar, type CertifiedPart } from '../account/certification.ts';
import type { AccountState } from '../account/account.state.ts';
import { plusDays } from '../calendar/days.ts';
import { dollars, sumCents } from '../kernel/money.ts';
import type { Because, Refusal } from '../kernel/because.ts';
import type { LocalDate } from '../kernel/time.ts';
import { evaluateGuards } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import { lowered } from './evolve.ts';
import type { LineChange, RollEntry } from './line-change.ts';
import type { ExclusionReason, RollDraft } from './roll.events.ts';
import { draft, no, objectionsEndOn, why, type SeasonContext } from './season-context.ts';
import type { LineService, RollLine } from './season.state.ts';

/** An account as a line is decided by: its facts, and what every guard asks of the utility. */
export interface LineFacts {
  readonly account: AccountState;
  readonly facts: Facts;
}

const nothing: LineChange = { events: [], entries: [] };
const alone = (...events: RollDraft[]): LineChange => ({ events, entries: [] });

/**
 * Is an account a candidate of the season? Everything is asked that can be answered before the owner's notice; what stands against
 * it is written down for the exclusion report. @param line what is known of it already: who owns the parcel
 */
export function listCandidate(context: SeasonContext, line: RollLine, { account }: LineFacts): LineChange {
  const { rules, authority, today } = context;
  const found = owed(context, account, plusDays(today, -rules.ownerNoticeDays));
  const total = found.certifiedCents + found.excludedCents;
  if (total === 0) return nothing;
  const left = excludedServices(context, line, account, found);
  const bar = barOfParcel(context, account, line) ?? (found.certifiedCents === 0 ? barOfServices(found) : belowMinimum(context, found.certifiedCents));
  if (bar) return alone(...left, excluded(context, account, null, total, bar.reason, ...bar.because));
  const services = servicesOf(found);
  const sentence = `${dollars(found.certifiedCents)} is to be certified to ${authority.says}; the owner of parcel ${account.parcelId ?? ''} gets a notice first.`;
  const noticeId = `${context.state.seasonId}/${account.accountId}/notice`;
  return alone(...left, draft('CandidateListed', { lineId: line.lineId, accountId: account.accountId, parcelId: account.parcelId as string, services, amountCents: found.certifiedCents, noticeId }, why(context, authority.rule, sentence)));
}

/** A notice that was ordered before a petition asks nobody to pay after it: it is not mailed while any of the debt is stayed (BK-STAY). */
export function mayBeNoticed(context: SeasonContext, account: AccountState): boolean {
  return owed(context, account, plusDays(context.today, -context.rules.ownerNoticeDays)).services.every(({ reasons }) => !reasons.includes('stay'));
}

/**
 * On the day of the extraction: what the owner was told of, less what was paid, held or objected to since. It is never raised.
 * @returns nothing while an objection waits for its hearing
 */
export function freezeLine(context: SeasonContext, line: RollLine, { account }: LineFacts): LineChange {
  const again = stillCertifiable(context, line, account);
  if (isBar(again)) return alone(excluded(context, account, null, line.amountCents, again.reason, ...again.because));
  const { services, amountCents } = again;
  return alone(draft('LineFrozen', { lineId: line.lineId, services: [...services], amountCents }, why(context, context.authority.windowRule, `${dollars(amountCents)} was extracted on ${context.today}.`)));
}

/** When a line cannot be certified now, and time or the utility's feeds may free it. */
export interface LineWaits {
  readonly waits: Because;
}

export function isWaiting(decision: LineChange | LineWaits): decision is LineWaits {
  return 'waits' in decision;
}

/**
 * Certifies a line, under its account's lock: everything is asked again with the facts of this moment (I3). What a fence, a payment
 * or a sale took away since the extraction is left out, and said.
 */
export function certifyLine(context: SeasonContext, line: RollLine, { account, facts }: LineFacts, runId: string): LineChange | LineWaits {
  const again = stillCertifiable(context, line, account);
  if (isBar(again)) return alone(excluded(context, account, null, line.amountCents, again.reason, ...again.because));
  const verdicts = evaluateGuards(context.rules.guards, facts, context.law).verdicts.filter(({ holds }) => !holds);
  const waits = verdicts.find(({ guard }) => guard !== 'no-message-is-parked');
  if (waits) return { waits: waits.because };
  // What could not be read of an account keeps that account's line back, and nobody else's (I6).
  const parked = verdicts[0];
  if (parked) return alone(excluded(context, account, null, line.amountCents, 'hold', parked.because));
  const { services, amountCents, parts } = again;
  const reasons = services.map(({ service }) => again.reasons.get(service)).filter((reason) => reason !== undefined);
  const lineId = `${context.state.seasonId}/${line.lineId}`;
  const entry: RollEntry = { type: 'DebtCertified', id: `arrears#${lineId}/certified`, data: { lineId, amountCents, parts: [...parts] }, because: reasons };
  return { events: [draft('LineCertified', { lineId: line.lineId, services: [...services], amountCents, runId }, ...reasons)], entries: [entry] };
}

/** May the candidates be drawn up today? */
export function mayDrawUp({ state, days, today, authority, ...context }: SeasonContext): Refusal | null {
  if (state.status !== 'open') return no(context, authority.windowRule, `The candidates of ${state.seasonId} were drawn up already.`);
  if (today < days.candidatesOn) return no(context, authority.windowRule, `The season of ${authority.says} begins on ${days.candidatesOn}.`, days.candidatesOn);
  if (state.ownershipCheckedOn === null) return no(context, authority.rule, `Nobody said yet who owns which parcel: take in the county's file of owners.`);
  return null;
}

/** May the list be extracted today? The owners have to have been checked on this very day. */
export function mayFreeze({ state, days, today, authority, ...context }: SeasonContext): Refusal | null {
  if (state.status !== 'drawn-up') return no(context, authority.windowRule, `The list of ${state.seasonId} is ${state.status}; it is extracted once its candidates are drawn up.`);
  if (today < days.frozenOn) return no(context, authority.windowRule, `The list is extracted on ${days.frozenOn}.`, days.frozenOn);
  const heard = mayBeHeard({ state, days, today, authority, ...context });
  return heard ?? ownersOfToday({ state, days, today, authority, ...context });
}

/** A report that nobody published, or a hearing that nobody held, keeps the list back (CA-TAXROLL). */
function mayBeHeard({ state, authority, days, ...context }: SeasonContext): Refusal | null {
  const { hearing } = authority;
  if (hearing === undefined) return null;
  if (state.published.length < hearing.timesPublished) return no(context, hearing.rule, `The report has to be published ${hearing.timesPublished} times; it was ${state.published.length} times.`);
  const late = state.published.find((on) => days.hearingOn !== undefined && plusDays(on, hearing.noticeDaysBefore) > days.hearingOn);
  if (state.published[0] === late && late !== undefined) return no(context, hearing.rule, `The report was first published on ${late}, less than ${hearing.noticeDaysBefore} days before the hearing of ${days.hearingOn ?? ''}.`);
  if (state.hearingHeldOn === null) return no(context, hearing.rule, `The governing body has not heard the report yet${days.hearingOn === undefined ? '' : `; its hearing is on ${days.hearingOn}`}.`);
  return null;
}

function ownersOfToday({ state, today, authority, ...context }: SeasonContext): Refusal | null {
  if (state.ownershipCheckedOn === today) return null;
  return no(context, authority.rule, `The owners were last checked on ${state.ownershipCheckedOn ?? 'no day'}; they have to be on the day itself, ${today}: take in the county's file of owners.`);
}

/** May lines be certified and the file be written today? */
export function mayCertify({ state, days, today, authority, ...context }: SeasonContext): Refusal | null {
  const { people, rule } = authority.approval;
  if (state.status !== 'frozen') return no(context, authority.windowRule, `The list of ${state.seasonId} is ${state.status}.`);
  if (state.approvals.length < people) return no(context, rule, `${people} people have to approve the list; ${state.approvals.length} did.`);
  if (today > days.fileBy) return no(context, authority.windowRule, `${authority.says} took files until ${days.fileBy}.`);
  return ownersOfToday({ state, days, today, authority, ...context });
}

interface Bar {
  readonly reason: ExclusionReason;
  readonly because: readonly Because[];
}

interface Again {
  readonly services: readonly LineService[];
  readonly amountCents: number;
  readonly parts: readonly CertifiedPart[];
  readonly reasons: ReadonlyMap<string, Because | undefined>;
}

const isBar = (value: Bar | Again): value is Bar => 'reason' in value;

function stillCertifiable(context: SeasonContext, line: RollLine, account: AccountState): Bar | Again {
  const bar = barOfParcel(context, account, line) ?? barOfNotice(context, line) ?? barOfObjections(context, line);
  if (bar) return bar;
  const found = owed(context, account, line.notice?.mailedOn ?? null);
  if (found.certifiedCents + found.excludedCents === 0) return { reason: 'nothing-owed', because: [why(context, context.rules.ledgerRule, 'Nothing of what the owner was told of is owed any more.')] };
  const services = servicesOf(found).flatMap((known) => lesser(known, line.services.find(({ service }) => service === known.service)));
  const amountCents = sumOf(services);
  if (amountCents === 0) return barOfServices(found) ?? { reason: 'nothing-owed', because: [why(context, context.rules.ledgerRule, 'Nothing of what the owner was told of may be certified.')] };
  const tooLittle = belowMinimum(context, amountCents);
  if (tooLittle) return tooLittle;
  const partsOf = (service: string, cents: number) => firstParts(found.services.find((known) => known.service === service)?.parts ?? [], cents);
  return {
    services,
    amountCents,
    parts: services.flatMap(({ service, principalCents, penaltyCents }) => partsOf(service, principalCents + penaltyCents)),
    reasons: new Map(found.services.map(({ service, because }) => [service, because[0]])),
  };
}

/** Never more than the owner was told of. */
function lesser(now: LineService, told: LineService | undefined): LineService[] {
  if (!told) return [];
  const cents = Math.min(now.principalCents + now.penaltyCents, told.principalCents + told.penaltyCents);
  return lowered({ services: [now], amountCents: now.principalCents + now.penaltyCents }, cents).services as LineService[];
}

function firstParts(parts: readonly CertifiedPart[], cents: number): CertifiedPart[] {
  let left = cents;
  return parts.flatMap(({ chargeId, amountCents }) => {
    const share = Math.min(left, amountCents);
    left -= share;
    return share > 0 ? [{ chargeId, amountCents: share }] : [];
  });
}

function owed({ authority, days, law, now }: SeasonContext, account: AccountState, noticeMailedOn: LocalDate | null): Certifiable {
  const dueThroughOn = authority.unpaid && days.unpaidOn ? plusDays(days.unpaidOn, -authority.unpaid.days) : null;
  return certifiable(account, law, now, noticeMailedOn, dueThroughOn);
}

function servicesOf(found: Certifiable): LineService[] {
  return found.services.filter(({ certified }) => certified).map(({ service, principalCents, penaltyCents }) => ({ service, principalCents, penaltyCents }));
}

function sumOf(services: readonly LineService[]): number {
  return sumCents(services.map(({ principalCents, penaltyCents }) => principalCents + penaltyCents));
}

/** A parcel that nobody knows, one that the county's file does not name, or one that a buyer or lender came by in good faith, or whose owner or account is another since the notice. */
function barOfParcel(context: SeasonContext, account: AccountState, line: RollLine): Bar | null {
  const { authority, days } = context;
  if (account.parcelId === undefined) return { reason: 'missing-parcel', because: [why(context, authority.rule, `No parcel is known for account ${account.accountId}.`)] };
  if (line.owner === null) return { reason: 'missing-parcel', because: [why(context, authority.rule, `The county's file of owners does not name parcel ${account.parcelId}.`)] };
  if (line.notice !== null && line.parcelId !== account.parcelId) {
    return { reason: 'transferred-parcel', because: [why(context, context.rules.ownerNoticeRule, `The notice went to the owner of parcel ${line.parcelId ?? ''}, and account ${account.accountId} lies on parcel ${account.parcelId}, as was told since.`)] };
  }
  const { sinceOn, bonaFide } = line.owner;
  // A lender leaves the owner as it was, and a buyer may have come before the notice.
  if (authority.bonaFide && bonaFide && isWithin(days.bonaFide, sinceOn)) {
    const goes = line.noticedOwner === null ? 'the debt stays where it is owed' : `the debt goes to the ${authority.bonaFide.to.replace('-', ' ')}`;
    return { reason: 'bona-fide-buyer', because: [why(context, authority.bonaFide.rule, `A bona fide buyer or lender has had an interest in parcel ${account.parcelId} since ${sinceOn}: no lien; ${goes}.`)] };
  }
  if (line.noticedOwner === null || line.noticedOwner.ownerKey === line.owner.ownerKey) return null;
  return { reason: 'transferred-parcel', because: [why(context, context.rules.ownerNoticeRule, `Parcel ${account.parcelId} changed hands on ${sinceOn}; its owner had no notice.`)] };
}

export function isWithin(days: { readonly sinceOn: LocalDate; readonly throughOn: LocalDate } | undefined, on: LocalDate): boolean {
  return days !== undefined && days.sinceOn <= on && on <= days.throughOn;
}

function barOfNotice(context: SeasonContext, { notice }: RollLine): Bar | null {
  const rule = context.rules.ownerNoticeRule;
  if (notice === null || notice.mailedOn === null) return { reason: 'notice-missing', because: [why(context, rule, 'There is no proof that the owner\'s notice was mailed.')] };
  if (notice.returned) return { reason: 'notice-missing', because: [why(context, rule, 'The owner\'s notice came back.')] };
  const endsOn = objectionsEndOn(context, notice.mailedOn);
  if (context.today < endsOn) return { reason: 'notice-missing', because: [why(context, rule, `The owner's notice was mailed ${notice.mailedOn}; its ${context.rules.ownerNoticeDays} days are over on ${endsOn}.`)] };
  return null;
}

function barOfObjections(context: SeasonContext, { objections }: RollLine): Bar | null {
  const rule = context.rules.ownerNoticeRule;
  const upheld = objections.find(({ outcome }) => outcome === 'upheld');
  if (upheld) return { reason: 'objection-upheld', because: [why(context, rule, `The owner's objection ${upheld.objectionId} was upheld.`)] };
  const open = objections.find(({ outcome }) => outcome === null);
  return open ? { reason: 'dispute', because: [why(context, rule, `The owner's objection ${open.objectionId} of ${open.receivedOn} was not heard.`)] } : null;
}

function belowMinimum(context: SeasonContext, cents: number): Bar | null {
  const { minimum } = context.authority;
  return cents >= minimum.cents ? null : { reason: 'below-minimum', because: [why(context, minimum.rule, `${dollars(cents)} is less than ${dollars(minimum.cents)}, the least that is certified.`)] };
}

function barOfServices({ services }: Certifiable): Bar | null {
  const [first] = services.filter(({ certified }) => !certified);
  return first ? { reason: first.reasons[0] as CertificationBar, because: services.flatMap(({ because }) => because) } : null;
}

/** Each service that is left out while another goes on the list. */
function excludedServices(context: SeasonContext, line: RollLine, account: AccountState, found: Certifiable): RollDraft[] {
  if (found.certifiedCents === 0 || line.owner === null) return [];
  return found.services.filter(({ certified }) => !certified).map((known) => excluded(context, account, known.service, known.principalCents + known.penaltyCents, known.reasons[0] as CertificationBar, ...known.because));
}

function excluded(_context: SeasonContext, account: AccountState, service: string | null, amountCents: number, reason: ExclusionReason, ...because: readonly Because[]): RollDraft {
  return draft('LineExcluded', { lineId: account.accountId, accountId: account.accountId, parcelId: account.parcelId ?? null, amountCents, service, reason }, ...because);
}

