import { ledgerOf } from '../../../libs/account/ledger.ts';
import { openCallbacks } from '../../../libs/account/callbacks.ts';
import { namedNow } from '../../../libs/account/people-named.ts';
import { isPrePetition } from '../../../libs/account/pre-petition.ts';
import { dayOf, nthBusinessDayAfter } from '../../../libs/calendar/business-calendar.ts';
import { amountsToTell, type AmountToTell } from '../../../libs/case/amounts-to-tell.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { stateInWords } from '../../../libs/case/state-in-words.ts';
import { compose, DocumentLacksValue, languagesFor, type DocumentValues } from '../../../libs/documents/index.ts';
import type { Because } from '../../../libs/kernel/because.ts';
import { dollars, sumCents } from '../../../libs/kernel/money.ts';
import { ruleOfHold } from '../../../libs/policy/evaluate.ts';
import { packValues } from '../../../libs/policy/notice-statement.ts';
import type { Utility } from '../../../libs/store/index.ts';
import type { Person, StoredAccount, StoredCase, StoredContact } from '../../../libs/store/read/index.ts';
import { awaitedView } from '../cases/case-view.ts';
import { contextNow, holdsOf } from '../http/views.ts';
import { bestArrangement, longestExtension } from './offers.ts';
import { whoHearsWhat, type CallerRole } from './who-hears-what.ts';

export interface Called {
  readonly utility: Utility;
  readonly account: StoredAccount;
  readonly lastCase: StoredCase | null;
  readonly person: Person | null;
  /** Of those who were named on the account, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** The newest first. */
  readonly contacts: readonly StoredContact[];
  /** Whether whoever takes the call may look before it is clear who calls. */
  readonly mayLookFirst: boolean;
}

/** Everything that a call about an account needs, as of the utility's now, in the order in which it is needed. */
export function callPage({ utility, account, lastCase, person, names, contacts, mayLookFirst }: Called) {
  const { state } = account;
  const open = account.openCaseId !== null && lastCase?.caseId === account.openCaseId ? lastCase : null;
  const context = contextNow(utility, state, account.lastCase);
  const { keepsWaterOn, restoresWater, totalCents } = amountsToTell(open?.state ?? null, context);
  const isStayed = context.holds.some(({ kind }) => kind === 'bankruptcy');
  const isPressed = !isStayed && !context.holds.some(({ kind }) => kind === 'estate');
  const notAskedFor = owedElsewhere(context, isStayed);
  return {
    accountId: account.accountId,
    now: utility.now,
    today: context.today,
    identity: { isFirst: !mayLookFirst, lastPayment: lastPaymentOf(context) },
    amounts: {
      keepsWaterOn: keepsWaterOn && { ...told(keepsWaterOn), leastCents: keepsWaterOn.leastCents },
      restoresWater: restoresWater && { ...told(restoresWater), backOn: restoresWater.backOn },
      total: { cents: totalCents, mayBeAskedFor: isPressed && notAskedFor.length === 0 },
    },
    state: { caseId: open?.caseId ?? null, words: stateInWords(open?.state ?? null, context), valve: state.valve },
    next: open && nextOf(open, context, utility, account),
    offers: isStayed ? null : { arrangement: arrangementOf(context), extension: extensionOf(context) },
    protections: protectionsOf(context),
    mayNotSay: [...forbidden(context), ...notAskedFor],
    phone: person?.phone ?? null,
    people: peopleOf(context, person, names),
    callers: whoHearsWhat(context).map((one) => ({ ...one, because: plain(one.because) })),
    language: state.language ?? null,
    interpreter: state.interpreter ?? null,
    largePrint: state.largePrint ?? false,
    noticesBy: state.noticesBy ?? 'letter',
    flags: [...(state.doNotCall === true ? ['do-not-call'] : []), ...(state.atTheDoor ?? [])],
    holds: holdsOf(context),
    contacts: contacts.map(({ at, contactId, channel, outcome, caller = null, callerName = null, takenBy = null, callbackOn = null }) => ({ at, contactId, channel, said: outcome, caller, callerName, takenBy, callbackOn })),
    callbacks: openCallbacks(state).map(({ contactId, dueOn, owner }) => ({ contactId, dueOn, owner })),
    nextBusinessDayOn: nthBusinessDayAfter(context.law.calendar, context.today, 1).on,
    script: isPressed ? scriptOf(context, account, open, person) : null,
  };
}

const plain = (reason: Because) => ({ ...reason, facts: { ...reason.facts } });

function told({ cents, byAt, byOn, tenders, because: reasons }: AmountToTell) {
  return { cents, byAt, byOn, tenders: tenders === null ? null : [...tenders], because: reasons.map(plain) };
}

function nextOf(open: StoredCase, context: Context, utility: Utility, account: StoredAccount) {
  const { says, step, nextDeadlineAt } = awaitedView(open, account.state, utility);
  return { says, step: step?.name ?? null, expectedAt: step?.expectedAt ?? nextDeadlineAt, shutOffOn: open.state.plannedOn, heldBy: context.holds.length };
}

function arrangementOf(context: Context) {
  const { offer, refusal } = bestArrangement(context);
  return { offer: offer && { ...offer, instalments: [...offer.instalments], because: plain(offer.because) }, refusal: refusal && plain(refusal) };
}

function extensionOf(context: Context) {
  const { untilOn, because: reason } = longestExtension(context);
  return { untilOn, because: reason && plain(reason) };
}

/** What may protect the household, whether it does, and which words of the script say how to ask for it. */
function protectionsOf(context: Context) {
  const { law, facts, holds } = context;
  const standing = (kind: string) => holds.find((hold) => hold.kind === kind);
  const medicalNeeds = facts.protection === null ? ['A medical certificate protects the household while it is in force.'] : Object.values(facts.protection).map(({ sentence }) => sentence);
  const kinds = [
    { kind: 'medical', block: 'health-protection', says: medicalNeeds.join(' ') },
    { kind: 'review', block: 'review-and-appeal', says: 'While a review is open, nothing is shut off.' },
    { kind: 'dispute', block: 'dispute-how', says: 'While a dispute of the bill is open, nothing is shut off for what is disputed.' },
  ] as const;
  return kinds.map(({ kind, block, says }) => ({ kind, stands: standing(kind) !== undefined, block, because: plain(why(context, law.pack.holds[kind].rule, standing(kind)?.sentence ?? says)) }));
}

/** Under a stay, and for an estate, nobody presses for old debt at the phone either. */
function forbidden(context: Context) {
  return context.holds
    .filter(({ kind }) => kind === 'bankruptcy' || kind === 'estate')
    .map((hold) => {
      const says =
        hold.kind === 'bankruptcy'
          ? 'Do not ask for payment of what was charged before the petition, name no day for it and offer no plan. You may take down what the caller says, speak about service from the petition on, and give the number of counsel.'
          : 'Do not ask for payment. Say who may answer for the estate, and take down who calls.';
      return plain(why(context, ruleOfHold(hold, context.law), `${hold.sentence} ${says}`, { [hold.kind]: hold.evidence }));
    });
}

/** What is part of the total and is paid to somebody else or to nobody: debt of before a petition whose stay stands no more, and what lies on a tax roll. */
function owedElsewhere(context: Context, isStayed: boolean) {
  const { account, law, now } = context;
  const { charges, certifiedCents } = ledgerOf(account, law);
  const before = sumCents(charges.flatMap((charge) => (charge.openCents > 0 && isPrePetition(account, charge, law, now) ? [charge.openCents] : [])));
  const { certification, holds } = law.pack;
  const stayed = isStayed || before === 0 ? [] : [why(context, holds.bankruptcy.rule, `${dollars(before)} was charged before a petition: do not ask for it.`)];
  const onRoll = certifiedCents <= 0 || certification === undefined ? [] : [why(context, certification.ledgerRule, `${dollars(certifiedCents)} lies on a tax roll: whoever collects the taxes takes it, and nobody is asked to pay it here.`)];
  return [...stayed, ...onRoll].map(plain);
}

/** What a caller may be asked for, to show who it is: the last payment that stands. */
function lastPaymentOf({ account, law }: Context) {
  const paid = account.credits.filter(({ kind, voidedAt }) => kind === 'payment' && voidedAt === null);
  const last = paid.reduce<(typeof paid)[number] | null>((latest, next) => (latest === null || next.effectiveAt > latest.effectiveAt ? next : latest), null);
  return last && { cents: last.amountCents, on: dayOf(law.calendar, last.effectiveAt), tender: last.tender };
}

/** Who stands on the account, each with what this person may be told. */
function peopleOf(context: Context, person: Person | null, names: ReadonlyMap<string, string>) {
  const { account, facts, now } = context;
  const told = new Map(whoHearsWhat(context).map(({ caller, because: reason }) => [caller, reason]));
  const line = (role: CallerRole | 'bill-to', id: string | null, name: string | null) => ({ role, name, id, mayBeTold: plain(told.get(role === 'bill-to' ? 'payer' : role) as Because) });
  const customer = line('customer', null, person?.name ?? null);
  const contract = account.contract === undefined ? '' : ` The contract was made with the ${account.contract}.`;
  return [
    { ...customer, mayBeTold: { ...customer.mayBeTold, sentence: `${customer.mayBeTold.sentence}${contract}` } },
    ...(account.payerId === undefined ? [] : [line('payer', account.payerId, null)]),
    ...facts.thirdParties.map(({ thirdPartyId }) => line('third-party', thirdPartyId, names.get(thirdPartyId) ?? null)),
    ...namedNow(account, now).map(({ personId, role }) => line(role, personId, names.get(personId) ?? null)),
    ...(facts.tenancy?.units ?? []).map(({ unitId }) => line('occupant', unitId, null)),
  ];
}

/** The pack's phone script in the language of the household, and in the pack's first for whoever speaks. */
function scriptOf({ law, facts }: Context, { accountId, state }: StoredAccount, open: StoredCase | null, person: Person | null) {
  if (law.documents === null || facts.pastDueCents <= 0) return null;
  const notice = open?.state.notice ?? null;
  const values: DocumentValues = {
    ...packValues(law),
    account: accountId,
    'amount-past-due': facts.pastDueCents,
    ...(person === null ? {} : { 'customer-name': person.name, 'service-address': person.premiseAddress }),
    ...(notice?.payByOn ? { 'pay-by-date': notice.payByOn } : {}),
    ...(open?.state.plannedOn ? { 'shut-off-date': open.state.plannedOn } : {}),
  };
  const set = law.documents;
  try {
    return languagesFor(set, state.language ?? null).map((language) => {
      const { title, sections } = compose(set, 'phone-script', language, values);
      return { language, wording: set.texts[language]?.wording ?? 'original', title, sections: sections.map(({ block, heading, text }) => ({ block, heading, text })) };
    });
  } catch (error) {
    if (error instanceof DocumentLacksValue) return null;
    throw error;
  }
}
