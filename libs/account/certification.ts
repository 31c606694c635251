import { plusDays } from '../calendar/days.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import { dollars, portionOf, type Cents } from '../kernel/money.ts';
import type { Because } from '../kernel/because.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import { because, ruleOfHold } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { HoldKind } from '../policy/pack.ts';
import type { AccountState, Bill, Petition } from './account.state.ts';
import { lawOfBill, penaltyAt } from './due-dates.ts';
import { standingHolds } from './holds.ts';
import { ledgerOf, type OpenCharge } from './ledger.ts';
import { effectiveDueOn } from './past-due.ts';
import { isPrePetition } from './pre-petition.ts';
import { withoutQuestioned } from './questioned.ts';
import { relievedSince } from './stays.ts';

/** What is owed for one service, principal and penalty, and whether it goes to the auditor. */
export interface CertifiableService {
  readonly service: string;
  readonly principalCents: Cents;
  readonly penaltyCents: Cents;
  readonly certified: boolean;
  /** Of which charge how much. */
  readonly parts: readonly CertifiedPart[];
  /** In one word each; none for what is certified. */
  readonly reasons: readonly CertificationBar[];
  /** Each rule that speaks for or against it; for an exclusion the first that stands against it. */
  readonly because: readonly Because[];
}

export type CertificationBar = 'stay' | 'dispute' | 'arrangement-kept' | 'hold' | 'tenant-contract' | 'land-bank' | 'notice-missing' | 'other';

interface Against {
  readonly reason: CertificationBar;
  readonly because: Because;
}

export interface CertifiedPart {
  readonly chargeId: string;
  readonly amountCents: Cents;
}

export interface Certifiable {
  readonly certifiedCents: Cents;
  /** What stays collectible from the customer. */
  readonly excludedCents: Cents;
  readonly services: readonly CertifiableService[];
}

/** A pack without `certification` certifies nothing. */
export class NoCertification extends Error {
  constructor(pack: string) {
    super(`Pack ${pack} has no "certification": add what may be certified, or do not run a tax-roll season under it`);
    this.name = 'NoCertification';
  }
}

/**
 * What of an account's debt may be certified to a tax roll at that moment, service by service, to the cent (OH-CERT-*, CA-TAXROLL). What
 * was paid is taken off by the pack's order of application; a penalty goes with the service on whose charges it was assessed.
 * @param ownerNoticeMailedOn when the owner's notice of certification was mailed, with proof; null when it was not
 * @param dueThroughOn bills that fell due later are left alone; null for none
 * @throws NoCertification
 */
export function certifiable(state: AccountState, law: Law, now: Instant, ownerNoticeMailedOn: LocalDate | null, dueThroughOn: LocalDate | null = null): Certifiable {
  const rules = law.pack.certification;
  if (rules === undefined) throw new NoCertification(law.pack.id);
  const owed = owedByService(state, law, now, dueThroughOn);
  const services = [...owed].map(([service, cents]): CertifiableService => {
    const against = exclusions(state, law, now, ownerNoticeMailedOn, service, cents);
    const excluded = against.length > 0;
    return { service, principalCents: cents.principalCents, penaltyCents: cents.penaltyCents, certified: !excluded, parts: cents.parts, reasons: against.map(({ reason }) => reason), because: excluded ? against.map((known) => known.because) : [allowedBecause(service, cents, law)] };
  });
  const sum = (certified: boolean) => services.filter((line) => line.certified === certified).reduce((total, line) => total + line.principalCents + line.penaltyCents, 0);
  return { certifiedCents: sum(true), excludedCents: sum(false), services };
}

/** Was the certification freed by an order when it was made? What became of the docket since changes nothing about that. */
export function certificationIsFreedAt(petition: Petition, law: Law, madeAt: Instant): boolean {
  const wasDischarged = petition.ending === 'discharged' && petition.endedAt !== null && petition.endedAt <= madeAt;
  return !wasDischarged && relievedSince(petition, 'certification', law, madeAt) !== null;
}

interface Owed {
  principalCents: Cents;
  penaltyCents: Cents;
  oldestChargedAt: Instant;
  hasPrePetition: boolean;
  parts: CertifiedPart[];
}

/** An order for relief that names the certification frees it, and nothing else; not what a discharge has ended (BK-RELIEF). */
function certificationIsFreed(petition: Petition, law: Law, now: Instant): boolean {
  return petition.ending !== 'discharged' && relievedSince(petition, 'certification', law, now) !== null;
}

function owedByService(state: AccountState, law: Law, now: Instant, dueThroughOn: LocalDate | null): Map<string, Owed> {
  const stayed = { ...state, petitions: state.petitions.filter((petition) => !certificationIsFreed(petition, law, now)) };
  const owed = new Map<string, Owed>();
  const add = (service: string, charge: OpenCharge, principalCents: Cents, penaltyCents: Cents) => {
    if (principalCents + penaltyCents === 0) return;
    const known = owed.get(service) ?? { principalCents: 0, penaltyCents: 0, oldestChargedAt: charge.effectiveAt, hasPrePetition: false, parts: [] };
    known.parts.push({ chargeId: charge.chargeId, amountCents: principalCents + penaltyCents });
    known.principalCents += principalCents;
    known.penaltyCents += penaltyCents;
    if (charge.effectiveAt < known.oldestChargedAt) known.oldestChargedAt = charge.effectiveAt;
    known.hasPrePetition ||= isPrePetition(stayed, charge, law, now);
    owed.set(service, known);
  };
  const today = dayOf(law.calendar, now);
  for (const charge of withoutQuestioned(ledgerOf(state, law).charges, state, law, today)) {
    const bill = state.bills.find((known) => known.billId === charge.billId);
    if (dueThroughOn !== null && (!bill || effectiveDueOn(bill, law).on > dueThroughOn)) continue;
    if (charge.openCents <= 0 || charge.effectiveAt > now || (bill && effectiveDueOn(bill, law).on >= today)) continue;
    if (charge.kind !== 'penalty' || !bill) add(charge.kind, charge, charge.openCents, 0);
    else for (const [service, cents] of openPenaltyByService(state, law, bill, charge)) add(service, charge, 0, cents);
  }
  return owed;
}

/** The open part of a bill's penalty by the services that it was assessed on; what was paid of it went by the pack's order. */
function openPenaltyByService(state: AccountState, law: Law, bill: Bill, penalty: OpenCharge): [string, Cents][] {
  const { application, penalty: rate } = lawOfBill(bill, law).pack;
  const unpaid = ledgerOf(state, law, penaltyAt(bill, law)).charges.filter((charge) => charge.billId === bill.billId && charge.kind !== 'penalty' && charge.openCents > 0);
  const rank = (service: string) => application.withinBill.indexOf(service);
  const services = [...new Set(unpaid.map((charge) => charge.kind as string))].sort((first, second) => rank(first) - rank(second));
  let restCents = penalty.amountCents;
  let paidCents = penalty.amountCents - penalty.openCents;
  return services.map((service, index): [string, Cents] => {
    const assessed = portionOf(unpaid.filter((charge) => charge.kind === service).reduce((total, charge) => total + charge.openCents, 0), rate.basisPoints);
    // The last carries what rounding left over, so that the parts sum to the penalty.
    const share = index === services.length - 1 ? restCents : Math.min(assessed, restCents);
    const paid = Math.min(paidCents, share);
    restCents -= share;
    paidCents -= paid;
    return [service, share - paid];
  });
}

const barOf: Partial<Record<HoldKind, CertificationBar>> = { bankruptcy: 'stay', dispute: 'dispute', arrangement: 'arrangement-kept' };

function exclusions(state: AccountState, law: Law, now: Instant, ownerNoticeMailedOn: LocalDate | null, service: string, owed: Owed): Against[] {
  const rules = law.pack.certification as NonNullable<Law['pack']['certification']>;
  const today = dayOf(law.calendar, now);
  const cents = dollars(owed.principalCents + owed.penaltyCents);
  const no = (reason: CertificationBar, rule: string, sentence: string): Against => ({ reason, because: because(law, rule, sentence, { service }) });
  const found: Against[] = [];
  const ofService = rules.services[service];
  if (service === 'fee' ? !rules.fees : ofService === undefined) found.push(no('other', rules.rule, `${cents} for ${service} is not among what the pack certifies.`));
  if (ofService?.requiresOwnerOccupant && state.contract !== 'owner-occupant') {
    found.push(no('tenant-contract', ofService.rule, `${cents} for ${service} is left out: it did not arise under a contract made directly with an owner who occupies the property (${state.contract ?? 'nobody said with whom it was made'}).`));
  }
  const isOwners = ofService?.contractWith === undefined || ofService.contractWith.some((kind) => kind === state.contract) || state.tenancy?.dwelling === 'master-meter';
  if (ofService && !isOwners) {
    found.push(no('tenant-contract', ofService.rule, `${cents} for ${service} is left out: the owner answers for no tenant's contract but a master meter's (${state.contract ?? 'nobody said with whom it was made'}).`));
  }
  if (rules.landBankRule !== undefined && state.landBankSinceOn !== undefined && dayOf(law.calendar, owed.oldestChargedAt) < state.landBankSinceOn) {
    found.push(no('land-bank', rules.landBankRule, `${cents} for ${service} is left out: the parcel went to an electing subdivision on ${state.landBankSinceOn}, after it was charged.`));
  }
  if (owed.hasPrePetition) found.push(no('stay', rules.stayRule, `${cents} for ${service} is left out: part of it was charged before a petition.`));
  const freed = new Set(state.petitions.filter((petition) => certificationIsFreed(petition, law, now)).map(({ docket }) => docket));
  for (const hold of standingHolds(state, law, now).filter(({ kind, evidence }) => kind !== 'bankruptcy' || !freed.has(evidence))) found.push(no(barOf[hold.kind] ?? 'hold', ruleOfHold(hold, law), `${cents} for ${service} is left out: ${hold.sentence}`));
  const noticeIsOver = ownerNoticeMailedOn !== null && laterOf(today, plusDays(ownerNoticeMailedOn, rules.ownerNoticeDays)) === today;
  if (!noticeIsOver) found.push(no('notice-missing', rules.ownerNoticeRule, ownerNoticeMailedOn === null ? 'No notice to the owner was mailed.' : `The owner's notice was mailed ${ownerNoticeMailedOn}; its ${rules.ownerNoticeDays} days are not over.`));
  return found;
}

function allowedBecause(service: string, { principalCents, penaltyCents }: Owed, law: Law): Because {
  const rules = law.pack.certification as NonNullable<Law['pack']['certification']>;
  const ofService = rules.services[service];
  const approval = ofService?.approval === undefined ? '' : ` Approved: ${ofService.approval}.`;
  const sentence = `${dollars(principalCents + penaltyCents)} for ${service} is certified (${dollars(principalCents)} and ${dollars(penaltyCents)} penalty).${approval}`;
  return because(law, ofService?.rule ?? rules.rule, sentence, { service });
}
