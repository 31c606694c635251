import type { Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Contact } from '../policy/facts.ts';
import type { PayerShare, Taken } from './payer-plan.ts';
import type { GrantKind, GrantRole } from '../policy/limits.ts';
import type { Sparing } from '../policy/moratorium.ts';
import type { ArrangementKind } from '../policy/pack.ts';
import type { Chapter } from '../policy/bankruptcy-law.ts';
import type { AccountEventData, BankruptcyReview, ClosingWrong, DocketLetter, FieldResult, personRoles, StayAct } from './account.events.ts';

type Ro<T> = { readonly [K in keyof T]: T[K] };

/** Something owed: a bill's line, a penalty, a fee, a debit adjustment. */
export type Charge = Ro<{
  chargeId: string;
  kind: 'sewer' | 'water' | 'fire-line' | 'other' | 'penalty' | 'fee';
  billId: string | null;
  amountCents: Cents;
  effectiveAt: Instant;
  /** The last day of the service that it is for, where somebody said: it decides on which side of a petition it stands (BK-SPLIT). */
  usedThroughOn?: LocalDate | undefined;
}>;

/** Something that pays: a payment, a credit adjustment, a transfer. `voided`: it was returned or moved away. */
export type Credit = Ro<{
  creditId: string;
  kind: 'payment' | 'adjustment' | 'transfer' | 'discharge' | 'deposit';
  amountCents: Cents;
  effectiveAt: Instant;
  tender: string | null;
  confirmation: string | null;
  /** The bill that the payer meant it for. */
  forBillId?: string | undefined;
  /** Meant for what is on the tax roll. */
  forCertified?: boolean | undefined;
  /** The docket on whose claim it pays, or that wrote it off: it pays debt of before that petition alone. */
  forDocket?: string | undefined;
  voidedAt: Instant | null;
  returned: boolean;
  /** The account to which it was moved; a part that was moved stands beside the rest, under the same id. */
  movedTo: string | null;
}>;

export type PenaltyState =
  | Ro<{ status: 'none' }>
  | Ro<{ status: 'assessed'; eventId: string; amountCents: Cents; at: Instant }>
  | Ro<{ status: 'withheld'; at: Instant; forGood: boolean }>
  | Ro<{ status: 'reversed'; at: Instant; postedAt: Instant }>;

/** For which days of service a bill is, where it says. */
export type ServicePeriod = Ro<{ fromOn: LocalDate; throughOn: LocalDate }>;

/** A bill that is divided by a petition or a conversion. */
export type BillSplit = Ro<AccountEventData<'BillSplit'>>;

export type Bill = Ro<{
  period?: ServicePeriod | undefined;
  billId: string;
  billedOn: LocalDate;
  dueOn: LocalDate;
  issuedAt: Instant;
  penalty: PenaltyState;
  penaltyDecisions: number;
  billRunId?: string | undefined;
  /** It rests on an estimate, and whether the reader was refused access; left out where it rests on a reading. */
  estimate?: Ro<{ accessRefused: boolean }> | undefined;
  /** When billing changed it, and by how much less (below zero: more) was charged from then; left out until it did. */
  corrections?: readonly Ro<{ at: Instant; lowerByCents: Cents; /** By which it was found, where one was closed with it. */ investigationId?: string }>[] | undefined;
}>;

export type Side = 'debtor' | 'joint';

export type Petition = Ro<{
  docket: string;
  chapter: Chapter | '';
  /** As whose account this one came into the case. */
  role: 'debtor' | 'co-debtor';
  involuntary: boolean;
  /** The spouses whose petition it is, and how it ended for each (BK-JOINT). */
  sides: readonly Side[];
  sideEndings: readonly Ro<{ side: Side; ending: 'dismissed' | 'discharged'; at: Instant }>[];
  conversions: readonly Ro<{ at: Instant; from: Chapter | ''; to: Chapter }>[];
  priorDismissals: readonly Ro<{ docket: string; dismissedOn: LocalDate; debtor?: Side | undefined }>[];
  /** What courts and counsel said of the stay, in order. */
  orders: readonly Ro<{ at: Instant; order: 'extended' | 'imposed' | 'not-in-effect' | 'released' }>[];
  reliefs: readonly Ro<{ at: Instant; acts: readonly StayAct[]; waitWaived: boolean }>[];
  assurance: Ro<{
    requestedCents: Cents | null;
    given: readonly Ro<{ assuranceId: string; amountCents: Cents; form: string; at: Instant }>[];
    /** Since when its lack lets the ordinary rules treat the service; null while it does not. */
    lapsedAt: Instant | null;
    lastDayOn: LocalDate | null;
    /** The letter that asked for it; left out where it was asked for otherwise. */
    noticeId?: string | undefined;
  }>;
  /** Since when counsel lets debt of after the petition be pursued. */
  postPetitionPursuedAt: Instant | null;
  administrative: boolean;
  confirmedAt: Instant | null;
  deniedAt: Instant | null;
  closedAt: Instant | null;
  reopenedAt: Instant | null;
  assetsNoticedAt: Instant | null;
  reviews: readonly Ro<{ review: BankruptcyReview; openedAt: Instant; answeredAt: Instant | null }>[];
  /** Letters that were ordered; left out until there is one. */
  letters?: readonly Ro<{ letter: DocketLetter; noticeId: string; orderedAt: Instant; voids: readonly string[] }>[] | undefined;
  /** The last claim that was filed. */
  claim?: Ro<{ filedOn: LocalDate; filedAt: Instant; claimNumber: string | null }> | undefined;
  /** The first filing: the line between debt of before the petition and after it, however often the docket is reopened. */
  filedAt: Instant | null;
  /** From the filing, and from each reopening, until the docket said otherwise (BK-REOPEN). */
  stays: readonly Ro<{ sinceAt: Instant; endedAt: Instant | null }>[];
  /** The ending that counts: a dismissal until the docket is reopened, a discharge for good. */
  endedAt: Instant | null;
  ending: 'dismissed' | 'discharged' | null;
  writtenOff: boolean;
  /** How often the write-off was decided: late facts correct it. */
  writeOffs: number;
}>;

/**
 * A fact that opens and may be ended by another: certificate, dispute, review, manual hold. Told again under the same id it is
 * another one, which stands from then on: what held before still held then.
 */
export type Protection = Ro<{ id: string; startedAt: Instant; throughOn: LocalDate | null; endedAt: Instant | null; billId: string | null; placedAs: string | null; /** What of the bill is questioned; all of it where nobody said. */ cents?: Cents | undefined; grantedAs?: GrantRole | undefined }>;

/** A deposit, what of it went out, and what was decided of it. */
export type Deposit = Ro<{
  depositId: string;
  amountCents: Cents;
  receivedAt: Instant;
  /** Its interest through that day is paid, by billing. */
  interestCreditedThroughOn?: LocalDate;
  takenOut: readonly Ro<{ at: Instant; cents: Cents }>[];
  /** Credited so far, by the last day of each period, and how often it was decided. */
  interest: Readonly<Record<LocalDate, Ro<{ cents: Cents; requestId: string; decisions: number }>>>;
  refundAsked: boolean;
}>;

/** Somebody whom the customer named, and until when. */
export type ThirdPartyNaming = Ro<{ thirdPartyId: string; language: string | null; namedAt: Instant; endedAt: Instant | null }>;

/** Somebody on the account beside its customer, and until when; the name stays in the stream. */
export type PersonNaming = Ro<{ personId: string; role: (typeof personRoles)[number]; evidence: string | null; namedAt: Instant; endedAt: Instant | null }>;

/** That somebody is called back: one owner, one day (M45). */
export type Callback = Ro<{ contactId: string; dueOn: LocalDate; /** Null where nobody said who took the call. */ owner: string | null; promisedAt: Instant; passedOn: number; doneAt: Instant | null }>;

/** Billing looks into a part of what is owed (M43). */
export type Investigation = Ro<{
  investigationId: string;
  kind: AccountEventData<'InvestigationOpened'>['kind'];
  askedBy: AccountEventData<'InvestigationOpened'>['askedBy'];
  questioned: AccountEventData<'InvestigationOpened'>['questioned'];
  startedAt: Instant;
  closed: Ro<{ at: Instant; outcome: AccountEventData<'InvestigationClosed'>['outcome'] }> | null;
  /** Readings that were ordered for it and not answered. */
  openReads: readonly string[];
}>;

/** An occupant's offer to take over from a landlord's account. */
export type OccupantOffer = Ro<{
  offerId: string;
  unitId: string;
  offeredAt: Instant;
  answeredAt: Instant | null;
  /** The account that was opened at zero. */
  newAccountId: string | null;
  refusedBecause: string | null;
}>;

/** A review or an appeal: lodged, decided by a manager, taken to the governing body. */
export type Review = Protection &
  Ro<{
    lodgedBy?: 'customer' | 'adult-resident' | 'somebody-else' | undefined;
    about?: { readonly billId: string } | { readonly noticeId: string } | undefined;
    managerDecidedAt?: Instant | undefined;
    appealedAt?: Instant | undefined;
  }>;

/** That a household cannot pay, and by which proof. */
export type Inability = Ro<{
  inabilityId: string;
  shownAt: Instant;
  basis: { readonly programme: string } | { readonly incomePercentOfPovertyLevel: number } | { readonly annualIncomeCents: Cents; readonly persons: number };
  evidence: string;
  throughOn: LocalDate;
  endedAt: Instant | null;
}>;

/** A plan that was offered, and the customer's last word on it. */
export type Offer = Ro<{ offerId: string; kind: ArrangementKind; offeredAt: Instant; evidence: string; answers: readonly Ro<{ answer: 'accepted' | 'refused'; at: Instant; evidence: string }>[] }>;

export type ReportedPayment = Ro<{ reportId: string; reportedAt: Instant; confirmation: string; channel: string; amountCents: Cents; arrivedAt: Instant | null; takenAs?: GrantRole | undefined; refusedAt?: Instant | undefined }>;

export type ArrangementTerms = Ro<{
  arrangementId: string;
  kind: ArrangementKind;
  agreedAt: Instant;
  /** When it was first agreed: what was paid while it awaited a supervisor counts. */
  paidSinceAt: Instant;
  downPaymentCents: Cents;
  reducedByCents?: Cents | undefined;
  /** Of a plan over several accounts. */
  payerPlan?: Ro<{ planId: string; payerId: string; shares: readonly PayerShare[] }> | undefined;
  instalments: readonly Ro<{ dueOn: LocalDate; amountCents: Cents }>[];
  approvedBy: string | null;
}>;

export type NoticeProof = Ro<{ noticeId: string; mailedOn: LocalDate | null; mailedAt: Instant | null; returnedAt: Instant | null; bouncedAt?: Instant; deliveredOn?: LocalDate }>;

export type FieldWork = Ro<{
  workOrderId: string;
  dispatchedAt: Instant | null;
  postedAt: Instant | null;
  result: FieldResult | null;
  endedAt: Instant | null;
  recallAcknowledgedAt: Instant | null;
}>;

/** A valve that a crew closed, on whatever order. `wrongs`: null until it was judged. */
export type Closing = Ro<{
  workOrderId: string;
  closedAt: Instant;
  meterSerial: string | null;
  clearanceId: string | null;
  wrongs: readonly ClosingWrong[] | null;
}>;

export type Fee = Ro<{ requestId: string; fee: 'reconnection' | 'trip' | 'returnedPayment'; cause: string; amountCents: Cents; at: Instant; reversed: boolean }>;

/** What of an account lies on a tax roll: `moves` takes cents off charges, or gives them back where it is below zero. */
export type CertifiedLine = Ro<{
  lineId: string;
  moves: readonly Ro<{ at: Instant; chargeId: string; cents: Cents }>[];
  remitted: readonly Ro<{ at: Instant; cents: Cents }>[];
}>;

/** An account as its facts tell it, at the last of them. Rebuilt from the stream at any time. */
export type AccountState = Ro<{
  accountId: string;
  openedAt: Instant | null;
  services: readonly string[];
  customerClass: string;
  valve: 'on' | 'off' | 'none';
  meterSerial: string | null;
  district: string;
  cycle?: string | undefined;
  route?: string | undefined;
  contract?: 'owner-occupant' | 'owner' | 'tenant' | undefined;
  parcelId?: string | undefined;
  landBankSinceOn?: LocalDate | undefined;
  /** Left out where nobody said; accounts folded before languages were told lack both. */
  language?: string | undefined;
  largePrint?: boolean | undefined;
  interpreter?: string | undefined;
  doNotCall?: boolean | undefined;
  atTheDoor?: readonly ('dog' | 'threat')[] | undefined;
  noticesBy?: 'letter' | 'e-mail' | undefined;
  /** When the customer chose that; what bounced before was sent to another address. */
  noticesBySince?: Instant | undefined;
  bills: readonly Bill[];
  charges: readonly Charge[];
  credits: readonly Credit[];
  fees: readonly Fee[];
  petitions: readonly Petition[];
  /** Dockets of somebody else that were taken for this customer's. */
  misattributed: readonly string[];
  /** Letters that were ordered on those dockets: their numbers are taken, and what lies unmailed is voided. */
  misattributedLetters?: readonly { readonly docket: string; readonly noticeId: string; readonly orderedAt: Instant }[] | undefined;
  certified: readonly CertifiedLine[];
  /** What somebody told of a petition, until a docket is known or known not to be. */
  tips: readonly Ro<{ tipId: string; toldAt: Instant; channel: string; endedAt: Instant | null }>[];
  splits: readonly BillSplit[];
  /** How many divisions of each bill were decided: each has its own id. */
  splitDecisions: Readonly<Record<string, number>>;
  petitionReads: readonly Ro<AccountEventData<'PetitionDayRead'>>[];
  certificates: readonly Protection[];
  inabilities: readonly Inability[];
  offers: readonly Offer[];
  tenancy?: Ro<{ dwelling: 'individual-meters' | 'master-meter' | 'single-family'; units: readonly string[]; monthlyCostCents?: Cents | undefined }> | undefined;
  takenOverFrom?: Ro<{ accountId: string; changeoverReading: number }> | undefined;
  occupantNotices: readonly Ro<{ unitId: string; deliveredOn: LocalDate; postedOnDoor: boolean; at: Instant; noticeId?: string | undefined }>[];
  deposits: readonly Deposit[];
  /** Whom the customer named to be told before a shut-off; the address stays in the stream. */
  thirdParties: readonly ThirdPartyNaming[];
  /** Reports that nobody lives there, and when somebody did again. */
  vacancies: readonly Ro<{ reportId: string; sinceOn: LocalDate; evidence: string; reportedAt: Instant; endedAt: Instant | null }>[];
  occupantOffers: readonly OccupantOffer[];
  pledges: readonly Protection[];
  estates: readonly Protection[];
  restorationRequests: readonly Ro<{ requestId: string; at: Instant; actualCostCents: Cents | null }>[];
  interestWaivers: readonly Ro<{ waiverId: string; at: Instant }>[];
  disputes: readonly Protection[];
  investigations: readonly Investigation[];
  reviews: readonly Review[];
  extensions: readonly Protection[];
  manualHolds: readonly Protection[];
  reportedPayments: readonly ReportedPayment[];
  arrangements: readonly ArrangementTerms[];
  /** What was agreed before under the same id, until it was agreed anew: it held then. */
  formerTerms: readonly (ArrangementTerms & Ro<{ replacedAt: Instant }>)[];
  /** That somebody spoke with the household, and how; what was said stays in the stream. */
  payerId?: string | undefined;
  /** Payments to a payer's plan, whole, with what each account had of them; left out until there is one. */
  planPayments?: readonly Ro<{ paymentId: string; planId: string; taken: Taken; voided: boolean }>[] | undefined;
  contacts: readonly Contact[];
  /** Left out until there is one, as are callbacks. */
  persons?: readonly PersonNaming[] | undefined;
  callbacks?: readonly Callback[] | undefined;
  promises: readonly Ro<{ contactId: string; on: LocalDate; amountCents: Cents; madeAt: Instant; takenAs?: GrantRole | undefined }>[];
  /** What was granted beyond the limits, and the supervisor's answer. */
  beyondLimits: readonly Ro<{ grant: GrantKind; grantId: string; at: Instant; answer: 'approved' | 'refused' | null; answeredAt: Instant | null }>[];
  parked: readonly string[];
  notices: readonly NoticeProof[];
  fieldWork: readonly FieldWork[];
  closings: readonly Closing[];
  /** Charges asked of billing and not yet acknowledged. */
  unacknowledged: readonly string[];
  lastReturnAt: Instant | null;
  /** What the utility declared for the account's area. No fact of the account: laid over the fold where it is asked about. */
  moratoriums?: readonly Sparing[] | undefined;
}>;

export function unopenedAccount(accountId: string): AccountState {
  return {
    accountId,
    openedAt: null,
    services: [],
    customerClass: 'residential',
    valve: 'none',
    meterSerial: null,
    district: '',
    bills: [],
    charges: [],
    credits: [],
    fees: [],
    petitions: [],
    misattributed: [],
    certified: [],
    tips: [],
    splits: [],
    splitDecisions: {},
    petitionReads: [],
    certificates: [],
    inabilities: [],
    offers: [],
    deposits: [],
    thirdParties: [],
    vacancies: [],
    occupantNotices: [],
    occupantOffers: [],
    pledges: [],
    estates: [],
    restorationRequests: [],
    interestWaivers: [],
    disputes: [],
    investigations: [],
    reviews: [],
    extensions: [],
    manualHolds: [],
    reportedPayments: [],
    arrangements: [],
    formerTerms: [],
    contacts: [],
    promises: [],
    beyondLimits: [],
    parked: [],
    notices: [],
    fieldWork: [],
    closings: [],
    unacknowledged: [],
    lastReturnAt: null,
  };
}
