import { factSchemas, type FactType } from '../account/account.events.ts';

/** The systems that tell Arrears what happened, one topic each. */
export const feeds = ['billing', 'payment', 'field', 'customer', 'court'] as const;
export type Feed = (typeof feeds)[number];

/** What a message coming in may be: a fact of an account, or a feed's word that it is complete through an instant. */
export type InType = FactType | 'FeedCompleteThrough';

const factsOfFeed: Record<Feed, readonly FactType[]> = {
  billing: ['AccountOpened', 'AccountChanged', 'BillIssued', 'BillCorrected', 'AdjustmentPosted', 'CreditTransferred', 'ChargeAcknowledged', 'InterestWaived', 'DepositReceived', 'DepositRefunded', 'DepositApplied', 'InvestigationOpened', 'InvestigationClosed', 'ReReadOrdered', 'PetitionDayRead'],
  payment: ['PaymentReceived', 'PaymentReturned', 'PaymentMoved', 'PaymentReported', 'PlanPaymentReceived', 'PlanPaymentReturned'],
  field: ['WorkOrderDispatched', 'WorkOrderCompleted', 'WorkOrderNotCompleted', 'RecallAcknowledged', 'NoticePosted', 'ReReadAnswered'],
  customer: [
    'MedicalCertificateReceived',
    'MedicalCertificateExpired',
    'DisputeOpened',
    'DisputeSettled',
    'ReviewRequested',
    'ReviewAnswered',
    'ReviewAppealed',
    'ExtensionGranted',
    'RestorationRequested',
    'ThirdPartyNamed',
    'ThirdPartyWithdrawn',
    'PersonNamed',
    'PersonWithdrawn',
    'PremiseVacant',
    'PremiseOccupied',
    'OccupantNoticeDelivered',
    'OccupantOffered',
    'OccupantOfferAccepted',
    'OccupantOfferRefused',
    'AssistancePledged',
    'PledgeEnded',
    'CustomerDied',
    'EstateAnswered',
    'ContactLogged',
    'PayerNamed',
    'ContactRecorded',
    'InabilityToPayShown',
    'InabilityToPayEnded',
    'ArrangementOffered',
    'OfferRefused',
    'OfferAccepted',
    'ArrangementAgreed',
    'NoticeMailed',
    'NoticeReturned',
    'NoticeBounced',
    'NoticeDelivered',
    'BankruptcyTold',
    'BankruptcyNotFound',
    'AssuranceRequested',
    'AssuranceGiven',
  ],
  court: [
    'PetitionFiled',
    'BankruptcyDismissed',
    'BankruptcyDischarged',
    'BankruptcyConverted',
    'PlanConfirmed',
    'BankruptcyReopened',
    'StayReliefGranted',
    'StayOrdered',
    'DischargeDenied',
    'BankruptcyClosed',
    'AssetsNoticed',
    'ClaimFiled',
  ],
};

const feedOfFact = new Map<string, Feed>(feeds.flatMap((feed) => factsOfFeed[feed].map((type) => [type, feed] as const)));

/** The facts that a feed sends. */
export function factTypesOf(feed: Feed): readonly FactType[] {
  return factsOfFeed[feed];
}

/** `billing` → `billing.events` */
export function topicOf(feed: Feed): string {
  return `${feed}.events`;
}

const feedOfTopicName = new Map<string, Feed>(feeds.map((feed) => [topicOf(feed), feed]));

/** `billing.events` → `billing`; undefined for a topic that is not read. */
export function feedOfTopic(topic: string): Feed | undefined {
  return feedOfTopicName.get(topic);
}

/** Where a message goes that cannot be read or decided: `billing.events.dlq`. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** @returns the feed that sends this fact; undefined for what no feed sends alone (watermarks, entries) */
export function feedOfType(eventType: string): Feed | undefined {
  return feedOfFact.get(eventType);
}

/** `BillIssued` → `arrears.bill-issued.v1` */
export function wireTypeOf(eventType: InType): string {
  return `arrears.${kebab(eventType)}.v1`;
}

function kebab(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

export const inTypes: readonly InType[] = [...(Object.keys(factSchemas) as FactType[]), 'FeedCompleteThrough'];

const typeOfWire = new Map<string, InType>(inTypes.map((type) => [wireTypeOf(type), type]));
const unversioned = new Set([...typeOfWire.keys()].map((wireType) => wireType.slice(0, wireType.lastIndexOf('.v'))));

/** `arrears.bill-issued.v1` → `BillIssued` */
export function typeOfWireType(wireType: string): InType | undefined {
  return typeOfWire.get(wireType);
}

/** True for `arrears.bill-issued.v2`: the event is known, its version is not. */
export function isOtherVersion(wireType: string): boolean {
  const match = /^(.+)\.v\d+$/.exec(wireType);
  return unversioned.has(match?.[1] ?? wireType);
}
