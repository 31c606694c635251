import { splitEvenly, sumCents } from '../kernel/money.ts';
import { spread } from './payer-plan.ts';
import { unreachable } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountEvent, AccountEventData, FieldResult } from './account.events.ts';
import { withCallback } from './callbacks.ts';
import { withPerson } from './people-named.ts';
import { paidOut, withCertified } from './on-the-roll.ts';
import { withDeposit } from './deposits-told.ts';
import type { AccountState, Bill, Charge, Closing, Credit, FieldWork, Inability, Investigation, NoticeProof, OccupantOffer, Offer, Protection, Review } from './account.state.ts';
import { withoutDocket, withPetition, withPetitionEvent, withTipFound } from './petitions.ts';

/** The next state of an account. Pure: the same events in fold order always give the same state. */
export function evolve(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'AccountOpened':
    case 'AccountChanged': {
      const { customer: _personal, ...facts } = event.data;
      const chosen = facts.noticesBy === undefined ? {} : { noticesBySince: event.effectiveAt };
      return { ...state, ...facts, ...chosen, openedAt: state.openedAt ?? (event.type === 'AccountOpened' ? event.effectiveAt : null) };
    }
    case 'BillIssued':
    case 'BillCorrected':
      return withBill(state, event);
    case 'PaymentReceived':
    case 'PaymentReturned':
    case 'PaymentMoved':
    case 'AdjustmentPosted':
    case 'CreditTransferred':
      return withMoney(state, event);
    case 'PetitionFiled':
    case 'BankruptcyDismissed':
    case 'BankruptcyDischarged':
    case 'BankruptcyConverted':
    case 'PlanConfirmed':
    case 'BankruptcyReopened':
    case 'StayReliefGranted':
    case 'StayOrdered':
    case 'DischargeDenied':
    case 'BankruptcyClosed':
    case 'AssetsNoticed':
    case 'ClaimFiled':
    case 'DocketLetterOrdered':
    case 'AssuranceRequested':
    case 'AssuranceGiven':
    case 'AssuranceLapsed':
    case 'BankruptcyReviewOpened':
    case 'BankruptcyReviewAnswered':
    case 'StayReleased':
    case 'PostPetitionDebtPursued':
    case 'ChargesTaggedAdministrative':
      return withPetitionEvent(state, event);
    case 'BankruptcyTold':
      return { ...state, tips: [...state.tips.filter(({ tipId }) => tipId !== event.data.tipId), { tipId: event.data.tipId, toldAt: event.effectiveAt, channel: event.data.channel, endedAt: null }] };
    case 'BankruptcyFound':
      return withTipFound(state, event);
    case 'PetitionMisattributed':
      return withoutDocket(state, event.data.docket);
    case 'BankruptcyNotFound':
      return { ...state, tips: state.tips.map((tip) => (tip.tipId === event.data.tipId && tip.endedAt === null ? { ...tip, endedAt: event.effectiveAt } : tip)) };
    case 'PetitionDayRead':
      return { ...state, petitionReads: [...state.petitionReads.filter(({ billId, docket }) => billId !== event.data.billId || docket !== event.data.docket), event.data] };
    case 'BillSplit':
      return { ...state, splits: [...state.splits.filter(({ billId }) => billId !== event.data.billId), event.data], splitDecisions: counted(state.splitDecisions, event.data.billId) };
    case 'BillSplitReversed':
      return { ...state, splits: state.splits.filter(({ splitId }) => splitId !== event.data.corrects) };
    case 'MedicalCertificateReceived':
      return { ...state, certificates: started(state.certificates, event.data.certificateId, event.effectiveAt, { throughOn: event.data.validThroughOn }) };
    case 'MedicalCertificateExpired':
      return { ...state, certificates: ended(state.certificates, event.data.certificateId, event.effectiveAt) };
    case 'InabilityToPayShown': {
      const { inabilityId, basis, evidence, validThroughOn } = event.data;
      const shown = { inabilityId, basis, evidence, throughOn: validThroughOn, shownAt: event.effectiveAt, endedAt: null };
      return { ...state, inabilities: [...state.inabilities, shown] };
    }
    case 'InabilityToPayEnded': {
      const ends = (known: Inability) => known.inabilityId === event.data.inabilityId && known.endedAt === null;
      return { ...state, inabilities: state.inabilities.map((known) => (ends(known) ? { ...known, endedAt: event.effectiveAt } : known)) };
    }
    case 'DisputeOpened':
      return { ...state, disputes: started(state.disputes, event.data.disputeId, event.effectiveAt, { billId: event.data.billId ?? null, cents: event.data.disputedCents }) };
    case 'DisputeSettled':
      return { ...state, disputes: ended(state.disputes, event.data.disputeId, event.effectiveAt) };
    case 'InvestigationOpened':
    case 'InvestigationClosed':
    case 'ReReadOrdered':
    case 'ReReadAnswered':
      return withInvestigation(state, event);
    case 'ReviewRequested':
      return { ...state, reviews: started(state.reviews, event.data.reviewId, event.effectiveAt, { lodgedBy: event.data.lodgedBy, about: event.data.about }) };
    case 'ReviewAnswered':
      return { ...state, reviews: answeredReview(state.reviews, event) };
    case 'ReviewAppealed':
      return { ...state, reviews: state.reviews.map((review) => (isOpenReview(review, event.data.reviewId) ? { ...review, appealedAt: event.effectiveAt } : review)) };
    case 'ExtensionGranted':
      return { ...state, extensions: started(state.extensions, event.data.extensionId, event.effectiveAt, { throughOn: event.data.untilOn, grantedAs: event.data.grantedAs }) };
    case 'HoldPlaced':
      return { ...state, manualHolds: started(state.manualHolds, event.data.holdId, event.effectiveAt, { throughOn: event.data.untilOn ?? null, placedAs: event.data.placedAs ?? null }) };
    case 'HoldReleased':
      return { ...state, manualHolds: ended(state.manualHolds, event.data.holdId, event.effectiveAt) };
    case 'DepositReceived':
    case 'DepositRefunded':
    case 'DepositApplied':
    case 'DepositInterestCredited':
    case 'DepositRefundDue':
      return withDeposit(state, event);
    case 'ThirdPartyNamed': {
      const { thirdPartyId, language = null } = event.data;
      return { ...state, thirdParties: [...thirdPartyEnded(state.thirdParties, thirdPartyId, event.effectiveAt), { thirdPartyId, language, namedAt: event.effectiveAt, endedAt: null }] };
    }
    case 'ThirdPartyWithdrawn':
      return { ...state, thirdParties: thirdPartyEnded(state.thirdParties, event.data.thirdPartyId, event.effectiveAt) };
    case 'PersonNamed':
    case 'PersonWithdrawn':
      return { ...state, persons: withPerson(state.persons, event) };
    case 'CallbackPassedOn':
    case 'CallbackDone':
      return { ...state, callbacks: withCallback(state.callbacks, event) };
    case 'PremiseVacant': {
      const { reportId, sinceOn, evidence } = event.data;
      return { ...state, vacancies: [...state.vacancies, { reportId, sinceOn, evidence, reportedAt: event.effectiveAt, endedAt: null }] };
    }
    case 'PremiseOccupied':
      return { ...state, vacancies: occupiedAt(state.vacancies, event.effectiveAt) };
    case 'OccupantNoticeDelivered': {
      const { unitId, deliveredOn, postedOnDoor = false, noticeId } = event.data;
      return { ...state, occupantNotices: [...state.occupantNotices, { unitId, deliveredOn, postedOnDoor, at: event.effectiveAt, ...(noticeId === undefined ? {} : { noticeId }) }] };
    }
    case 'OccupantOffered': {
      const { offerId, unitId } = event.data;
      return { ...state, occupantOffers: [...state.occupantOffers, { offerId, unitId, offeredAt: event.effectiveAt, answeredAt: null, newAccountId: null, refusedBecause: null }] };
    }
    case 'OccupantOfferAccepted':
      return { ...state, occupantOffers: answeredOffer(state.occupantOffers, event.data.offerId, { answeredAt: event.effectiveAt, newAccountId: event.data.newAccountId }) };
    case 'OccupantOfferRefused':
      return { ...state, occupantOffers: answeredOffer(state.occupantOffers, event.data.offerId, { answeredAt: event.effectiveAt, refusedBecause: event.data.reason }) };
    case 'AssistancePledged':
      return { ...state, pledges: started(state.pledges, event.data.pledgeId, event.effectiveAt) };
    case 'PledgeEnded':
      return { ...state, pledges: ended(state.pledges, event.data.pledgeId, event.effectiveAt) };
    case 'CustomerDied':
      return { ...state, estates: started(state.estates, event.data.reportId, event.effectiveAt) };
    case 'EstateAnswered':
      return { ...state, estates: ended(state.estates, event.data.reportId, event.effectiveAt) };
    case 'RestorationRequested': {
      const { requestId, actualCostCents = null } = event.data;
      return { ...state, restorationRequests: [...state.restorationRequests, { requestId, at: event.effectiveAt, actualCostCents }] };
    }
    case 'InterestWaived': {
      const waived = withMoney(state, { ...event, type: 'AdjustmentPosted', data: { adjustmentId: event.data.waiverId, amountCents: -event.data.amountCents, reason: 'interest waived' } });
      return { ...waived, interestWaivers: [...state.interestWaivers, { waiverId: event.data.waiverId, at: event.effectiveAt }] };
    }
    case 'PaymentReported':
      return { ...state, reportedPayments: [...state.reportedPayments, { ...event.data, reportedAt: event.effectiveAt, arrivedAt: arrivalOf(state.credits, event.data.confirmation) }] };
    case 'PayerNamed':
      return { ...state, payerId: event.data.payerId };
    case 'ContactRecorded': {
      const { contactId, channel, spokeWith = null, covered = [] } = event.data;
      return { ...state, contacts: [...state.contacts, { contactId, channel, at: event.effectiveAt, spokeWith, covered }] };
    }
    case 'PlanPaymentReceived':
      return withPlanPayment(state, event);
    case 'PlanPaymentReturned': {
      const { paymentId, accounts } = event.data;
      // Also who had no cent of it: every account has to come to the same shares of what is paid next.
      const planPayments = state.planPayments?.map((known) => (known.paymentId === paymentId ? { ...known, voided: true } : known));
      if (!state.credits.some((paid) => stands(paid, paymentId))) return { ...state, planPayments };
      const voided = (paid: Credit) => [{ ...paid, voidedAt: event.effectiveAt, returned: accounts[0] === state.accountId }];
      return { ...state, lastReturnAt: event.effectiveAt, planPayments, credits: withCredit(state.credits, paymentId, voided) };
    }
    case 'ContactLogged': {
      const { contactId, channel, promise, spokeWith = null, covered = [], callbackOn } = event.data;
      const promises = promise ? [...state.promises, { contactId, ...promise, madeAt: event.effectiveAt }] : state.promises;
      const callbacks = callbackOn === undefined ? {} : { callbacks: withCallback(state.callbacks, event) };
      return { ...state, promises, ...callbacks, contacts: [...state.contacts, { contactId, channel, at: event.effectiveAt, spokeWith, covered }] };
    }
    case 'ArrangementOffered':
      return { ...state, offers: withOffer(state.offers, event.data.offerId, { kind: event.data.kind, offeredAt: event.effectiveAt, evidence: event.data.evidence }) };
    case 'OfferRefused':
      return { ...state, offers: answered(state.offers, event.data, 'refused', event.effectiveAt) };
    case 'OfferAccepted':
      return { ...state, offers: answered(state.offers, event.data, 'accepted', event.effectiveAt) };
    case 'ArrangementAgreed': {
      const { approvedBy, agreedBy: _agreedBy, kind = 'equal-instalments', ...terms } = event.data;
      const before = state.arrangements.find((known) => known.arrangementId === terms.arrangementId);
      const agreed = { ...terms, kind, agreedAt: event.effectiveAt, paidSinceAt: before?.paidSinceAt ?? event.effectiveAt, approvedBy: approvedBy ?? null };
      const formerTerms = before ? [...state.formerTerms, { ...before, replacedAt: event.effectiveAt }] : state.formerTerms;
      return { ...state, formerTerms, arrangements: [...state.arrangements.filter((known) => known !== before), agreed] };
    }
    case 'ArrangementRefused': {
      const refused = state.arrangements.filter((known) => known.arrangementId === event.data.arrangementId);
      const formerTerms = [...state.formerTerms, ...refused.map((terms) => ({ ...terms, replacedAt: event.effectiveAt }))];
      return { ...state, formerTerms, arrangements: state.arrangements.filter((known) => !refused.includes(known)) };
    }
    case 'WorkOrderDispatched':
    case 'WorkOrderCompleted':
    case 'WorkOrderNotCompleted':
    case 'RecallAcknowledged':
    case 'NoticePosted':
      return withFieldWork(state, event);
    case 'NoticeMailed':
      return { ...state, notices: withNotice(state.notices, event.data.noticeId, { mailedOn: event.data.mailedOn, mailedAt: event.effectiveAt }) };
    case 'NoticeBounced':
      return { ...state, notices: withNotice(state.notices, event.data.noticeId, { bouncedAt: event.effectiveAt }) };
    case 'NoticeDelivered':
      return { ...state, notices: withNotice(state.notices, event.data.noticeId, { deliveredOn: event.data.deliveredOn }) };
    case 'NoticeReturned':
      return { ...state, notices: withNotice(state.notices, event.data.noticeId, { returnedAt: event.effectiveAt }) };
    case 'ChargeAcknowledged':
      return { ...state, unacknowledged: state.unacknowledged.filter((requestId) => requestId !== event.data.requestId) };
    case 'PenaltyAssessed':
    case 'PenaltyWithheld':
    case 'PenaltyReversed':
    case 'FeeAssessed':
    case 'FeeReversed':
    case 'PrePetitionDebtDischarged':
      return withEntry(state, event);
    case 'DebtCertified':
    case 'CertificationReduced':
    case 'CertifiedDebtRemitted':
      return { ...state, certified: withCertified(state.certified, event) };
    case 'SuspensePaidOut':
      return { ...state, credits: paidOut(state.credits, event.data, event.effectiveAt) };
    case 'ClosingJudged':
      return { ...state, closings: judged(state.closings, event.data) };
    case 'GrantBeyondLimits':
      return { ...state, beyondLimits: [...state.beyondLimits, { ...event.data, at: event.effectiveAt, answer: null, answeredAt: null }] };
    case 'GrantAnswered':
      return withAnswer(state, event);
    case 'MessageParked':
      return { ...state, parked: [...state.parked, event.data.deadLetterId] };
    case 'MessageRepaired':
    case 'MessageReleased':
      return { ...state, parked: state.parked.filter((parkedId) => parkedId !== event.data.deadLetterId) };
    default:
      return unreachable(event);
  }
}

function counted(counts: Readonly<Record<string, number>>, key: string): Readonly<Record<string, number>> {
  return { ...counts, [key]: (counts[key] ?? 0) + 1 };
}

/** What is refused held until then; a promise holds nothing. */
function withAnswer(state: AccountState, { data: { grant, grantId, answer }, effectiveAt }: Extract<AccountEvent, { type: 'GrantAnswered' }>): AccountState {
  const beyondLimits = state.beyondLimits.map((told) => (told.grant === grant && told.grantId === grantId && told.answer === null ? { ...told, answer, answeredAt: effectiveAt } : told));
  if (answer === 'approved') return { ...state, beyondLimits };
  const refused = (report: AccountState['reportedPayments'][number]) => (grant === 'reported-payment' && report.reportId === grantId ? { ...report, refusedAt: effectiveAt } : report);
  return { ...state, beyondLimits, extensions: grant === 'extension' ? ended(state.extensions, grantId, effectiveAt) : state.extensions, reportedPayments: state.reportedPayments.map(refused) };
}

function withBill(state: AccountState, event: Extract<AccountEvent, { type: 'BillIssued' | 'BillCorrected' }>): AccountState {
  const { billId } = event.data;
  const known = state.bills.find((bill) => bill.billId === billId);
  if (event.type === 'BillCorrected' && !known) return state;
  const issuedAt = known?.issuedAt ?? event.effectiveAt;
  const period = event.type === 'BillIssued' ? periodOf(event.data) : known?.period;
  const charges = event.data.lines.map((line, index): Charge => ({
    chargeId: `${billId}/${index + 1}`,
    kind: line.service,
    billId,
    amountCents: line.amountCents,
    effectiveAt: issuedAt,
    ...(period === undefined ? {} : { usedThroughOn: period.throughOn }),
  }));
  const isLine = (charge: Charge) => charge.billId === billId && charge.kind !== 'penalty';
  const centsOf = (lines: readonly Charge[]) => lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const bill: Bill =
    event.type === 'BillIssued'
      ? { ...(period === undefined ? {} : { period }), ...estimateOf(event.data), billId, billedOn: event.data.billedOn, dueOn: event.data.dueOn, issuedAt, penalty: known?.penalty ?? { status: 'none' }, penaltyDecisions: known?.penaltyDecisions ?? 0, ...(event.data.billRunId === undefined ? {} : { billRunId: event.data.billRunId }) }
      : { ...withCorrection(known as Bill, event.effectiveAt, centsOf(state.charges.filter(isLine)) - centsOf(charges)), ...estimateOf(event.data), dueOn: event.data.dueOn ?? (known as Bill).dueOn };
  return {
    ...state,
    bills: [...state.bills.filter((other) => other.billId !== billId), bill],
    charges: [...state.charges.filter((charge) => !isLine(charge)), ...charges],
  };
}

function periodOf({ periodFrom, periodTo }: AccountEventData<'BillIssued'>): Bill['period'] {
  return periodFrom === undefined || periodTo === undefined || periodTo < periodFrom ? undefined : { fromOn: periodFrom, throughOn: periodTo };
}

/** A correction that says nothing of it leaves it as it was: an estimate ends only with a reading (GEN-PROTECT). */
function estimateOf({ estimated, accessRefused = false }: Pick<AccountEventData<'BillIssued'>, 'estimated' | 'accessRefused'>): Pick<Bill, 'estimate'> {
  if (estimated === undefined) return {};
  return { estimate: estimated ? { accessRefused } : undefined };
}

/** Told again under the same id it is another one: what was questioned before was so until then. */
type InvestigationEvent = Extract<AccountEvent, { type: 'InvestigationOpened' | 'InvestigationClosed' | 'ReReadOrdered' | 'ReReadAnswered' }>;

function withInvestigation(state: AccountState, event: InvestigationEvent): AccountState {
  const { investigationId } = event.data;
  const changed = (change: (open: Investigation) => Investigation) => state.investigations.map((known) => (known.investigationId === investigationId && known.closed === null ? change(known) : known));
  switch (event.type) {
    case 'InvestigationOpened': {
      const { kind, askedBy, questioned } = event.data;
      const before = changed((open) => ({ ...open, closed: { at: event.effectiveAt, outcome: 'upheld' } }));
      return { ...state, investigations: [...before, { investigationId, kind, askedBy, questioned, startedAt: event.effectiveAt, closed: null, openReads: [] }] };
    }
    case 'InvestigationClosed': {
      const { outcome, adjustments = [] } = event.data;
      const closed: AccountState = { ...state, investigations: changed((open) => ({ ...open, closed: { at: event.effectiveAt, outcome } })) };
      return adjustments.reduce<AccountState>((adjusted, adjustment) => withAdjustedBill(adjusted, adjustment, event.effectiveAt, investigationId), closed);
    }
    case 'ReReadOrdered':
      return { ...state, investigations: changed((open) => ({ ...open, openReads: [...open.openReads, event.data.readId] })) };
    case 'ReReadAnswered':
      return { ...state, investigations: changed((open) => ({ ...open, openReads: open.openReads.filter((readId) => readId !== event.data.readId) })) };
    default:
      return unreachable(event);
  }
}

/** What an investigation takes off a bill was never owed: it counts from the bill's issue, and on that bill first. */
function withAdjustedBill(state: AccountState, { adjustmentId, billId, amountCents }: { adjustmentId: string; billId: string; amountCents: number }, at: Instant, investigationId: string): AccountState {
  const bill = state.bills.find((known) => known.billId === billId);
  // Told again under another id of its message it is the same adjustment.
  if (state.credits.some((known) => known.kind === 'adjustment' && known.creditId === adjustmentId && known.forBillId === bill?.billId)) return state;
  const credit: Credit = {
    creditId: adjustmentId,
    kind: 'adjustment',
    amountCents,
    effectiveAt: bill?.issuedAt ?? at,
    tender: null,
    confirmation: null,
    ...(bill ? { forBillId: billId } : {}),
    voidedAt: null,
    returned: false,
    movedTo: null,
  };
  return { ...state, credits: [...state.credits, credit], bills: state.bills.map((known) => (known === bill ? withCorrection(known, at, amountCents, { investigationId }) : known)) };
}

function withCorrection(bill: Bill, at: Instant, lowerByCents: number, by: { readonly investigationId?: string } = {}): Bill {
  return { ...bill, corrections: [...(bill.corrections ?? []), { at, lowerByCents, ...by }] };
}

/**
 * This account's share of a payment to a plan, also where its own part of the plan was refused since; of one that nobody agreed to here, or
 * that names other accounts than the plan, an even part. Every account comes to the same shares.
 */
function withPlanPayment(state: AccountState, event: Extract<AccountEvent, { type: 'PlanPaymentReceived' }>): AccountState {
  const { paymentId, planId, amountCents, tender, channel, confirmation, accounts } = event.data;
  const named = [...new Set(accounts)];
  const agreed = [...state.arrangements, ...state.formerTerms].find(({ payerPlan }) => payerPlan?.planId === planId)?.payerPlan;
  const plan = agreed?.shares.length === named.length && agreed.shares.every(({ accountId }) => named.includes(accountId)) ? agreed : undefined;
  const before = (state.planPayments ?? []).filter((known) => known.planId === planId && !known.voided).map(({ taken }) => taken);
  const sharing = plan?.shares.map(({ accountId }) => accountId) ?? named;
  const taken = plan ? spread(plan.shares, before, amountCents) : [splitEvenly(amountCents, named.length)];
  const own = sharing.indexOf(state.accountId);
  const shareCents = sumCents(taken.map((stage) => stage[own] ?? 0));
  const known = { ...state, planPayments: [...(state.planPayments ?? []), { paymentId, planId, taken: plan ? taken : [], voided: false }] };
  if (shareCents === 0) return known;
  return withMoney(known, { ...event, type: 'PaymentReceived', data: { paymentId, amountCents: shareCents, tender, channel, ...(confirmation === undefined ? {} : { confirmation }) } });
}

type MoneyEvent = Extract<AccountEvent, { type: 'PaymentReceived' | 'PaymentReturned' | 'PaymentMoved' | 'AdjustmentPosted' | 'CreditTransferred' }>;

function withMoney(state: AccountState, event: MoneyEvent): AccountState {
  const credit = (creditId: string, kind: Credit['kind'], amountCents: number, more: Partial<Credit> = {}): AccountState => ({
    ...state,
    credits: [
      ...state.credits,
      { creditId, kind, amountCents, effectiveAt: event.effectiveAt, tender: null, confirmation: null, voidedAt: null, returned: false, movedTo: null, ...more },
    ],
  });
  const charge = (chargeId: string, amountCents: number): AccountState => ({
    ...state,
    charges: [...state.charges, { chargeId, kind: 'other', billId: null, amountCents, effectiveAt: event.effectiveAt }],
  });
  switch (event.type) {
    case 'PaymentReceived': {
      const { paymentId, amountCents, tender, confirmation, forBillId, forDocket, forCertified } = event.data;
      const meantFor = { ...(forBillId === undefined ? {} : { forBillId }), ...(forDocket === undefined ? {} : { forDocket }), ...(forCertified === true ? { forCertified } : {}) };
      const paid = credit(paymentId, 'payment', amountCents, { tender, confirmation: confirmation ?? null, ...meantFor });
      return { ...paid, reportedPayments: paid.reportedPayments.map((report) => (report.confirmation === confirmation ? { ...report, arrivedAt: event.effectiveAt } : report)) };
    }
    case 'PaymentReturned': {
      // The return of what was moved away is not this account's: it neither owes it nor answers for it.
      if (!state.credits.some((paid) => stands(paid, event.data.paymentId))) return state;
      const returned = (paid: Credit) => [{ ...paid, voidedAt: event.effectiveAt, returned: true }];
      return { ...state, lastReturnAt: event.effectiveAt, credits: withCredit(state.credits, event.data.paymentId, returned) };
    }
    case 'PaymentMoved':
      return event.data.fromAccountId === state.accountId
        ? { ...state, credits: withCredit(state.credits, event.data.paymentId, (paid) => movedAway(paid, event.data, event.effectiveAt)) }
        : credit(event.data.paymentId, 'payment', event.data.amountCents, { tender: event.data.tender });
    case 'AdjustmentPosted':
      return event.data.amountCents > 0
        ? charge(event.data.adjustmentId, event.data.amountCents)
        : credit(event.data.adjustmentId, 'adjustment', -event.data.amountCents);
    case 'CreditTransferred':
      // The debt of the account that was taken over never moves, by whatever name (CA-998-TENANT).
      if (state.takenOverFrom !== undefined && event.data.fromAccountId === state.accountId && event.data.toAccountId === state.takenOverFrom.accountId) return state;
      return event.data.fromAccountId === state.accountId
        ? charge(event.data.transferId, event.data.amountCents)
        : credit(event.data.transferId, 'transfer', event.data.amountCents);
    default:
      return unreachable(event);
  }
}

type EntryEvent = Extract<
  AccountEvent,
  { type: 'PenaltyAssessed' | 'PenaltyWithheld' | 'PenaltyReversed' | 'FeeAssessed' | 'FeeReversed' | 'PrePetitionDebtDischarged' }
>;

function withEntry(state: AccountState, event: EntryEvent): AccountState {
  const asked = (requestId: string) => [...state.unacknowledged, requestId];
  const bills = (billId: string, penalty: Bill['penalty']) => state.bills.map((bill) => (bill.billId === billId ? { ...bill, penalty, penaltyDecisions: bill.penaltyDecisions + 1 } : bill));
  const penaltyId = (billId: string) => `${billId}/penalty`;
  switch (event.type) {
    case 'PenaltyAssessed': {
      const { billId, amountCents, requestId } = event.data;
      return {
        ...state,
        bills: bills(billId, { status: 'assessed', eventId: event.id, amountCents, at: event.effectiveAt }),
        charges: [...state.charges, { chargeId: penaltyId(billId), kind: 'penalty', billId, amountCents, effectiveAt: event.effectiveAt }],
        unacknowledged: asked(requestId),
      };
    }
    case 'PenaltyWithheld':
      return { ...state, bills: bills(event.data.billId, { status: 'withheld', at: event.effectiveAt, forGood: event.data.forGood }) };
    case 'PenaltyReversed':
      return {
        ...state,
        bills: state.bills.map((bill) => (bill.billId === event.data.billId ? reversed(bill, event.effectiveAt) : bill)),
        charges: state.charges.filter((charge) => charge.chargeId !== penaltyId(event.data.billId)),
        unacknowledged: asked(event.data.requestId),
      };
    case 'FeeAssessed': {
      const { fee, cause, amountCents, requestId } = event.data;
      return {
        ...state,
        fees: [...state.fees, { requestId, fee, cause, amountCents, at: event.effectiveAt, reversed: false }],
        charges: [...state.charges, { chargeId: requestId, kind: 'fee', billId: null, amountCents, effectiveAt: causeAt(state, fee, cause) ?? event.effectiveAt }],
        unacknowledged: asked(requestId),
      };
    }
    case 'FeeReversed':
      return {
        ...state,
        fees: state.fees.map((fee) => (fee.requestId === event.data.corrects ? { ...fee, reversed: true } : fee)),
        charges: state.charges.filter((charge) => charge.chargeId !== event.data.corrects),
        unacknowledged: asked(event.data.requestId),
      };
    case 'PrePetitionDebtDischarged':
      return writtenOff(state, event);
    default:
      return unreachable(event);
  }
}

function reversed(bill: Bill, at: Instant): Bill {
  const postedAt = bill.penalty.status === 'assessed' ? bill.penalty.at : at;
  return { ...bill, penalty: { status: 'reversed', at, postedAt }, penaltyDecisions: bill.penaltyDecisions + 1 };
}

/** One credit for each discharge, as of its entry on the docket; a later decision corrects its amount. */
function writtenOff(state: AccountState, event: Extract<AccountEvent, { type: 'PrePetitionDebtDischarged' }>): AccountState {
  const { docket } = event.data;
  if (state.misattributed.includes(docket)) return state;
  const creditId = dischargeCreditId(docket);
  const petition = state.petitions.find((known) => known.docket === docket);
  const before = state.credits.find((credit) => credit.creditId === creditId)?.amountCents ?? 0;
  const amountCents = before + event.data.amountCents;
  const credit: Credit = {
    creditId,
    kind: 'discharge',
    amountCents,
    effectiveAt: petition?.endedAt ?? event.effectiveAt,
    tender: null,
    confirmation: null,
    voidedAt: null,
    returned: false,
    movedTo: null,
    forDocket: docket,
  };
  return {
    ...state,
    petitions: withPetition(state.petitions, docket, ({ writeOffs }) => ({ writtenOff: amountCents > 0, writeOffs: writeOffs + 1 })),
    credits: [...state.credits.filter((known) => known.creditId !== creditId), ...(amountCents > 0 ? [credit] : [])],
  };
}

export function dischargeCreditId(docket: string): string {
  return `${docket}/discharge`;
}

/** When the event happened that a fee is for; a fee is owed from then, whenever it came to be posted (I2). */
function causeAt(state: AccountState, fee: string, cause: string): Instant | null {
  if (fee === 'reconnection') return state.closings.findLast((closing) => closing.workOrderId === cause)?.closedAt ?? null;
  const returned = state.credits.find((credit) => credit.creditId === cause && credit.returned);
  return returned?.voidedAt ?? state.fieldWork.find((work) => work.workOrderId === cause)?.endedAt ?? null;
}

type FieldEvent = Extract<AccountEvent, { type: 'WorkOrderDispatched' | 'WorkOrderCompleted' | 'WorkOrderNotCompleted' | 'RecallAcknowledged' | 'NoticePosted' }>;

function withFieldWork(state: AccountState, event: FieldEvent): AccountState {
  const { workOrderId } = event.data;
  const known = state.fieldWork.find((work) => work.workOrderId === workOrderId);
  const before: FieldWork = known ?? { workOrderId, dispatchedAt: null, postedAt: null, result: null, endedAt: null, recallAcknowledgedAt: null };
  const after = { ...before, ...fieldChange(event, before) };
  const valve = event.type === 'WorkOrderCompleted' && (event.data.result === 'off' || event.data.result === 'on') ? event.data.result : null;
  const alreadyOff = event.type === 'WorkOrderNotCompleted' && event.data.result === 'already-off';
  return {
    ...state,
    valve: valve ?? (alreadyOff ? 'off' : state.valve),
    vacancies: event.type === 'WorkOrderNotCompleted' && somebodyIsThere.has(event.data.result) ? occupiedAt(state.vacancies, event.effectiveAt) : state.vacancies,
    fieldWork: [...state.fieldWork.filter((work) => work.workOrderId !== workOrderId), after],
    closings: withClosing(state, event),
  };
}

function thirdPartyEnded(named: AccountState['thirdParties'], thirdPartyId: string, at: Instant): AccountState['thirdParties'] {
  return named.map((known) => (known.thirdPartyId === thirdPartyId && known.endedAt === null ? { ...known, endedAt: at } : known));
}

/** What a crew can only have met where somebody lives: no report of an empty house stands against it. */
const somebodyIsThere: ReadonlySet<string> = new Set<FieldResult>(['occupied', 'medical', 'child-alone', 'paid-at-door']);

function occupiedAt(vacancies: AccountState['vacancies'], at: Instant): AccountState['vacancies'] {
  return vacancies.some(({ endedAt }) => endedAt === null) ? vacancies.map((vacancy) => ({ ...vacancy, endedAt: vacancy.endedAt ?? at })) : vacancies;
}

function fieldChange(event: FieldEvent, before: FieldWork): Partial<FieldWork> {
  switch (event.type) {
    case 'WorkOrderDispatched':
      return { dispatchedAt: event.effectiveAt };
    case 'NoticePosted':
      return { postedAt: event.effectiveAt };
    case 'RecallAcknowledged':
      return { recallAcknowledgedAt: event.effectiveAt };
    case 'WorkOrderCompleted':
      // Illness or a child alone at the door still protects when the valve was closed after it.
      return event.data.result === 'off' && before.result !== null ? {} : { result: event.data.result, endedAt: event.effectiveAt };
    case 'WorkOrderNotCompleted':
      return { result: event.data.result, endedAt: event.effectiveAt };
    default:
      return unreachable(event);
  }
}

/** A closing that is told again is one; a valve that was opened since and closed once more is two. */
function withClosing(state: AccountState, event: FieldEvent): readonly Closing[] {
  if (event.type !== 'WorkOrderCompleted' || event.data.result !== 'off') return state.closings;
  const { workOrderId, meterSerial, clearanceId } = event.data;
  const isKnown = state.valve === 'off' && state.closings.some((closing) => closing.workOrderId === workOrderId);
  if (isKnown) return state.closings;
  return [...state.closings, { workOrderId, closedAt: event.effectiveAt, meterSerial: meterSerial ?? null, clearanceId: clearanceId ?? null, wrongs: null }];
}

function judged(closings: readonly Closing[], { workOrderId, closedAt, wrongs }: AccountEventData<'ClosingJudged'>): readonly Closing[] {
  // A report that comes late may move the closing to an earlier moment; it is the same closing.
  const meant = closings.findLast((closing) => closing.workOrderId === workOrderId && closing.closedAt <= closedAt);
  return closings.map((closing) => (closing === meant ? { ...closing, wrongs: [...(closing.wrongs ?? []), ...wrongs] } : closing));
}

function stands(credit: Credit, creditId: string): boolean {
  return credit.creditId === creditId && credit.voidedAt === null;
}

function withCredit(credits: readonly Credit[], creditId: string, change: (credit: Credit) => readonly Credit[]): readonly Credit[] {
  return credits.flatMap((credit) => (stands(credit, creditId) ? change(credit) : [credit]));
}

/** What was moved counts here as never paid; the rest goes on paying what it paid. */
function movedAway(paid: Credit, { amountCents, toAccountId }: AccountEventData<'PaymentMoved'>, at: Instant): readonly Credit[] {
  const rest = paid.amountCents - amountCents;
  const moved = { ...paid, amountCents: Math.min(amountCents, paid.amountCents), voidedAt: at, movedTo: toAccountId };
  return rest > 0 ? [{ ...paid, amountCents: rest }, moved] : [moved];
}

function arrivalOf(credits: readonly Credit[], confirmation: string): Instant | null {
  return credits.find((credit) => credit.confirmation === confirmation)?.effectiveAt ?? null;
}

function isOpenReview({ id, endedAt }: Review, reviewId: string): boolean {
  return id === reviewId && endedAt === null;
}

/** A manager's decision against the customer leaves the way to the governing body open; another one ends the review. */
function answeredReview(reviews: readonly Review[], { data: { reviewId, decidedBy, against }, effectiveAt }: Extract<AccountEvent, { type: 'ReviewAnswered' }>): readonly Review[] {
  if (decidedBy !== 'manager' || against !== true) return ended(reviews, reviewId, effectiveAt);
  return reviews.map((review) => (isOpenReview(review, reviewId) ? { ...review, managerDecidedAt: review.managerDecidedAt ?? effectiveAt } : review));
}

function started<P extends Protection>(list: readonly P[], id: string, at: Instant, more: Partial<P> = {}): readonly P[] {
  return [...ended(list, id, at), { id, startedAt: at, throughOn: null, endedAt: null, billId: null, placedAs: null, ...more } as P];
}

/** Ends what stands under that id. Facts fold by effective time: what begins later is not ended by it. */
function ended<P extends Protection>(list: readonly P[], id: string, at: Instant): readonly P[] {
  return list.map((protection) => (protection.id === id && protection.endedAt === null ? { ...protection, endedAt: at } : protection));
}

function answeredOffer(offers: readonly OccupantOffer[], offerId: string, answer: Partial<OccupantOffer>): readonly OccupantOffer[] {
  return offers.map((offer) => (offer.offerId === offerId && offer.answeredAt === null ? { ...offer, ...answer } : offer));
}

function withOffer(offers: readonly Offer[], offerId: string, offered: Pick<Offer, 'kind' | 'offeredAt' | 'evidence'>): readonly Offer[] {
  const known = offers.find((offer) => offer.offerId === offerId);
  return [...offers.filter((offer) => offer !== known), { offerId, answers: [], ...known, ...offered }];
}

/** An answer to an offer that nobody made is an answer to nothing. */
function answered(offers: readonly Offer[], { offerId, evidence }: AccountEventData<'OfferRefused'>, answer: Offer['answers'][number]['answer'], at: Instant): readonly Offer[] {
  return offers.map((offer) => (offer.offerId === offerId ? { ...offer, answers: [...offer.answers, { answer, at, evidence }] } : offer));
}

function withNotice(notices: readonly NoticeProof[], noticeId: string, change: Partial<NoticeProof>): readonly NoticeProof[] {
  const known = notices.find((notice) => notice.noticeId === noticeId);
  const before: NoticeProof = known ?? { noticeId, mailedOn: null, mailedAt: null, returnedAt: null };
  return [...notices.filter((notice) => notice.noticeId !== noticeId), { ...before, ...change }];
}

