import type { AccountEventType } from '../account/account.events.ts';

/**
 * Where an event of an account's stream comes from, as far as a what-if is concerned. Given: what billing, payers, courts, customers
 * and people of the utility said, which no pack changes. Answer: what came back on an order of Arrears, and fits that order alone.
 * Decided: what Arrears put there itself, and decides anew.
 */
type Origin = 'given' | 'answer' | 'decided';

const origins: Readonly<Record<AccountEventType, Origin>> = {
  AccountOpened: 'given',
  AccountChanged: 'given',
  BillIssued: 'given',
  BillCorrected: 'given',
  PaymentReceived: 'given',
  PaymentReturned: 'given',
  PaymentMoved: 'given',
  AdjustmentPosted: 'given',
  CreditTransferred: 'given',
  PetitionFiled: 'given',
  BankruptcyDismissed: 'given',
  BankruptcyDischarged: 'given',
  MedicalCertificateReceived: 'given',
  MedicalCertificateExpired: 'given',
  DisputeOpened: 'given',
  DisputeSettled: 'given',
  InvestigationOpened: 'given',
  InvestigationClosed: 'given',
  ReReadOrdered: 'given',
  ReReadAnswered: 'given',
  ReviewRequested: 'given',
  ReviewAnswered: 'given',
  ReviewAppealed: 'given',
  ExtensionGranted: 'given',
  RestorationRequested: 'given',
  InterestWaived: 'given',
  PremiseVacant: 'given',
  PremiseOccupied: 'given',
  OccupantNoticeDelivered: 'given',
  OccupantOffered: 'given',
  OccupantOfferAccepted: 'given',
  OccupantOfferRefused: 'given',
  AssistancePledged: 'given',
  PledgeEnded: 'given',
  CustomerDied: 'given',
  EstateAnswered: 'given',
  PaymentReported: 'given',
  ContactLogged: 'given',
  InabilityToPayShown: 'given',
  InabilityToPayEnded: 'given',
  ArrangementOffered: 'given',
  OfferRefused: 'given',
  OfferAccepted: 'given',
  ArrangementAgreed: 'given',
  ArrangementRefused: 'given',
  HoldPlaced: 'given',
  HoldReleased: 'given',
  MessageParked: 'given',
  MessageRepaired: 'given',
  MessageReleased: 'given',
  // What lies on a tax roll lies there, whichever pack is tried.
  DebtCertified: 'given',
  CertificationReduced: 'given',
  CertifiedDebtRemitted: 'given',
  SuspensePaidOut: 'given',
  WorkOrderDispatched: 'answer',
  WorkOrderCompleted: 'answer',
  WorkOrderNotCompleted: 'answer',
  RecallAcknowledged: 'answer',
  NoticeMailed: 'answer',
  NoticePosted: 'answer',
  NoticeReturned: 'answer',
  NoticeBounced: 'answer',
  NoticeDelivered: 'answer',
  ChargeAcknowledged: 'answer',
  PenaltyAssessed: 'decided',
  PenaltyWithheld: 'decided',
  PenaltyReversed: 'decided',
  FeeAssessed: 'decided',
  FeeReversed: 'decided',
  PrePetitionDebtDischarged: 'decided',
  ClosingJudged: 'decided',
};

/** Types of events that both packs are given as they were recorded. */
export const givenTypes: readonly AccountEventType[] = (Object.keys(origins) as AccountEventType[]).filter((type) => origins[type] === 'given');
const given: ReadonlySet<string> = new Set(givenTypes);

export function isGiven(type: AccountEventType): boolean {
  return given.has(type);
}
