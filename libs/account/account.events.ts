import { z } from 'zod';
import type { Because } from '../kernel/because.ts';
import { centsSchema, positiveCentsSchema } from '../kernel/money.ts';
import { languageSchema } from '../documents/index.ts';
import { assuranceForms, chapters } from '../policy/bankruptcy-law.ts';
import { grantKinds, grantRoles } from '../policy/limits.ts';
import { arrangementKinds } from '../policy/pack.ts';
import { askers } from '../policy/predicates/no-investigation-is-open.ts';
import { instantSchema, localDateSchema, type Instant } from '../kernel/time.ts';

const id = z.string().min(1).max(200);
const text = z.string().max(2_000);
const telephone = z.string().regex(/^\+?\d[\d ().-]{5,30}$/, { error: 'must be a telephone number' });
/** A debtor may be the landlord of many; more than this stand in several messages on one docket, since each account keeps the list. */
const accountIds = z.array(id).min(1).max(1_000);

/** The accounts of one payer that a fact is about; the message is keyed by one of them. */
const payersAccounts = z.array(id).min(1).max(200);

export const serviceKinds = ['water', 'sewer', 'fire-line', 'other'] as const;
export const tenders = ['cash', 'money-order', 'certified-check', 'card', 'check', 'ach'] as const;
export const fieldResultKinds = [
  'off',
  'on',
  'posted',
  'no-access',
  'unsafe',
  'wrong-serial',
  'already-off',
  'still-flowing',
  'vacant',
  'occupied',
  'medical',
  'child-alone',
  'paid-at-door',
] as const;
export type FieldResult = (typeof fieldResultKinds)[number];

/** What a bill is looked into for (M43). */
export const investigationKinds = ['high-bill', 'leak', 'estimated-read', 'misread', 'wrong-customer', 'catch-up-bill', 'budget-billing'] as const;

/** Two spouses may file together; each is a debtor of their own (BK-JOINT). */
const debtorSide = z.enum(['debtor', 'joint', 'both']);
/** What an order for relief from the stay may free. */
export const stayActs = ['collection', 'shut-off', 'certification', 'set-off'] as const;
export type StayAct = (typeof stayActs)[number];

/** What a person has to look at in a bankruptcy. While it is open, nothing goes on by itself. */
export const bankruptcyReviews = [
  'stay-lapses',
  'no-stay-arose',
  'petition-unknown',
  'joint-debtors-differ',
  'discharge-denied',
  'closed-without-discharge',
  'reopened',
  'tip-not-looked-up',
  'late-notice',
  'claim-due',
  'claim-late',
  'letter-returned',
] as const;
/** What Arrears writes to a debtor on a docket: it asks for assurance, says that an account is divided, or that a paper is void. None asks for old debt. */
export const docketLetters = ['assurance', 'division', 'void'] as const;
export type DocketLetter = (typeof docketLetters)[number];

export type BankruptcyReview = (typeof bankruptcyReviews)[number];

const lines = z.array(z.strictObject({ service: z.enum(serviceKinds), amountCents: positiveCentsSchema })).min(1).max(20);

/** Left out where a bill rests on a reading; a correction that leaves it out changes nothing of it. */
const howItWasRead = {
  /** Nobody read the meter: the bill rests on a guess. */
  estimated: z.boolean().optional(),
  /** … because the reader was not let in. */
  accessRefused: z.boolean().optional(),
};

/** Who speaks for an account, or about it, and by what it is clear that it is that person. */
export const callerRoles = ['customer', 'payer', 'third-party', 'occupant', 'owner', 'attorney', 'executor', 'somebody-else'] as const;
/** Who stands on an account beside its customer (M37). */
export const personRoles = ['owner', 'bill-to', 'occupant', 'attorney', 'executor'] as const;
export const identityChecks = ['account-number', 'name-and-address', 'last-payment', 'telephone-on-file', 'photo-id', 'letter-of-authority'] as const;

const accountFacts = {
  services: z.array(z.enum(serviceKinds)).min(1),
  customerClass: z.enum(['residential', 'commercial', 'hospital', 'care-home']),
  /** `none` where nothing can be closed, as for sewer only. */
  valve: z.enum(['on', 'off', 'none']),
  meterSerial: id.nullable(),
  district: id,
  /** When it is billed and read: moratoriums may be declared by either. */
  cycle: id.optional(),
  route: id.optional(),
  /** With whom the contract was made; unknown where nobody said. */
  contract: z.enum(['owner-occupant', 'owner', 'tenant']).optional(),
  /** As the county's auditor or assessor numbers it; without it nothing can be put on the tax roll. */
  parcelId: id.optional(),
  /** Since when the parcel belongs to an electing subdivision (a land bank), OH-CERT-EXCL. */
  landBankSinceOn: localDateSchema.optional(),
  /** The customer is the owner or manager, and others live there. */
  tenancy: z
    .strictObject({
      dwelling: z.enum(['individual-meters', 'master-meter', 'single-family']),
      units: z.array(id).min(1).max(500),
      /** What the service costs in a month, as billing estimates it: occupants behind a city's master meter are told (PUC 10009.1). */
      monthlyCostCents: positiveCentsSchema.optional(),
    })
    .optional(),
  /** An occupant took over from that account, from this reading on and owing nothing (CA-998-TENANT). */
  takenOverFrom: z.strictObject({ accountId: id, changeoverReading: z.number().nonnegative() }).optional(),
  /** In which language the customer asked to be written to, BCP 47: `en`, `es`, `zh-Hant`, `tl`, `vi`, `ko` … */
  language: languageSchema.optional(),
  /** Letters in large print were asked for. */
  largePrint: z.boolean().optional(),
  /** Who calls needs an interpreter of this language. */
  interpreter: languageSchema.optional(),
  /** Asked not to be called. */
  doNotCall: z.boolean().optional(),
  /** What whoever goes there has to know. */
  atTheDoor: z.array(z.enum(['dog', 'threat'])).max(2).optional(),
  /** How the customer chose to get notices; by e-mail only with an address on file. */
  noticesBy: z.enum(['letter', 'e-mail']).optional(),
  /** The customer's name and address stay in PostgreSQL; they never go out. */
  customer: z.strictObject({ name: text, mailingAddress: text, premiseAddress: text, eMail: z.email().max(320).optional(), phone: telephone.optional() }),
};

const partially = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape).partial();

/** What happened to an account, as other systems and people tell it. Units: cents, local dates, UTC instants. */
export const factSchemas = {
  AccountOpened: z.strictObject(accountFacts),
  AccountChanged: partially(accountFacts),
  BillIssued: z.strictObject({
    billId: id,
    billedOn: localDateSchema,
    /** As printed on the bill. */
    dueOn: localDateSchema,
    periodFrom: localDateSchema.optional(),
    periodTo: localDateSchema.optional(),
    /** The run that printed it: a bad one is held as a whole. */
    billRunId: id.optional(),
    lines,
    ...howItWasRead,
  }),
  /** Replaces a bill's lines and, if given, its due date. `estimated: false` says that a reading took the place of the estimate. */
  BillCorrected: z.strictObject({ billId: id, lines, dueOn: localDateSchema.optional(), reason: text, ...howItWasRead }),
  PaymentReceived: z.strictObject({
    paymentId: id,
    amountCents: positiveCentsSchema,
    tender: z.enum(tenders),
    channel: id,
    confirmation: id.optional(),
    /** The payer, or a court, says which bill it pays (OP-APPLY). */
    forBillId: id.optional(),
    /** Meant for what is on the tax roll: it waits in suspense until the county has taken that much off (OH-CERT-RECON). */
    forCertified: z.boolean().optional(),
    /** A trustee's distribution on the claim of that docket: it pays debt of before the petition alone (BK-PLANPAY). */
    forDocket: id.optional(),
  }),
  PaymentReturned: z.strictObject({ paymentId: id, reason: text }),
  /** A payment that was posted to the wrong account; it counts on the right one from its original time. */
  PaymentMoved: z.strictObject({
    paymentId: id,
    fromAccountId: id,
    toAccountId: id,
    amountCents: positiveCentsSchema,
    tender: z.enum(tenders),
    originalEffectiveAt: instantSchema,
  }),
  /** Positive raises what is owed, negative lowers it. */
  AdjustmentPosted: z.strictObject({
    adjustmentId: id,
    amountCents: centsSchema.refine((cents) => cents !== 0, { error: 'must not be zero' }),
    reason: text,
    /** Who did it at billing; whoever reviews people's work finds it by that. */
    postedBy: id.optional(),
  }),
  CreditTransferred: z.strictObject({ transferId: id, fromAccountId: id, toAccountId: id, amountCents: positiveCentsSchema }),
  PetitionFiled: z.strictObject({
    docket: id,
    chapter: z.enum(chapters),
    /** The accounts that were matched to the debtor. */
    accountIds,
    /** Accounts of others who answer for the debtor's consumer debt (BK-CODEBTOR). They are no debtors. */
    coDebtorAccountIds: accountIds.optional(),
    /** Voluntary where nobody said. */
    involuntary: z.boolean().optional(),
    /** Whose petition it is as far as these accounts go; one debtor where nobody said. Spouses who file together are told apart (BK-JOINT). */
    debtor: debtorSide.optional(),
    /** Who speaks for the debtor: letters of the docket go there (BK-NOTICE). Stays in PostgreSQL like the customer's own name. */
    counsel: z.strictObject({ name: text.min(1), mailingAddress: text.min(1) }).optional(),
    /** Cases of the debtor that were dismissed before and that Arrears has no docket of. */
    priorDismissals: z.array(z.strictObject({ docket: id, dismissedOn: localDateSchema, debtor: z.enum(['debtor', 'joint']).optional() })).max(20).optional(),
    /** When any word of it first reached the utility, by whatever channel. */
    noticedAt: instantSchema.optional(),
  }),
  /** `debtor`: of which of two spouses; of both where nobody said. */
  BankruptcyDismissed: z.strictObject({ docket: id, accountIds, debtor: debtorSide.optional() }),
  BankruptcyDischarged: z.strictObject({ docket: id, accountIds, debtor: debtorSide.optional() }),
  BankruptcyConverted: z.strictObject({ docket: id, accountIds, chapter: z.enum(chapters) }),
  PlanConfirmed: z.strictObject({ docket: id, accountIds }),
  /** The case was opened again, or its dismissal vacated: the stay holds from this order on (BK-REOPEN). */
  BankruptcyReopened: z.strictObject({ docket: id, accountIds, vacatesDismissal: z.boolean().optional() }),
  /** An order that frees these acts and no others, after the days of waiting unless it waives them (BK-RELIEF). */
  StayReliefGranted: z.strictObject({ docket: id, accountIds, acts: z.array(z.enum(stayActs)).min(1), waitWaived: z.boolean().optional() }),
  /** What a court says of the stay of somebody who filed before: it goes on, it is imposed, or it is not in effect (BK-REPEAT-1, BK-REPEAT-2). */
  StayOrdered: z.strictObject({ docket: id, accountIds, order: z.enum(['extended', 'imposed', 'not-in-effect']) }),
  DischargeDenied: z.strictObject({ docket: id, accountIds, debtor: debtorSide.optional() }),
  BankruptcyClosed: z.strictObject({ docket: id, accountIds }),
  /** In a case that was noticed as one without assets, creditors are asked for claims after all (BK-POC). */
  AssetsNoticed: z.strictObject({ docket: id, accountIds }),
  /** The utility's proof of claim was filed with the court (BK-POC). */
  ClaimFiled: z.strictObject({ docket: id, accountIds, filedOn: localDateSchema, claimNumber: id.optional() }),
  /** Somebody says that a petition was filed, and no docket is known yet. */
  BankruptcyTold: z.strictObject({ tipId: id, toldBy: id, channel: id }),
  /** The docket was looked up, and a second person agrees that there is none: what was told holds no longer. */
  BankruptcyNotFound: z.strictObject({ tipId: id, lookedUpBy: id, agreedBy: id }),
  /** The utility asks for assurance of future payment; a court may set another amount (BK-366-20, BK-366-30). */
  AssuranceRequested: z.strictObject({ docket: id, amountCents: positiveCentsSchema, orderedByCourt: z.boolean().optional() }),
  /** Assurance was given, in one of the forms that the law counts (BK-366-FORMS). */
  AssuranceGiven: z.strictObject({ docket: id, assuranceId: id, form: z.enum(assuranceForms), amountCents: positiveCentsSchema, evidence: id }),
  /** A reading that tells what of a bill was used through the day of the petition: it takes the place of a division by days (BK-SPLIT). */
  PetitionDayRead: z.strictObject({ billId: id, docket: id, unitsThroughPetition: z.number().nonnegative(), units: z.number().positive() }),
  MedicalCertificateReceived: z.strictObject({ certificateId: id, validThroughOn: localDateSchema }),
  MedicalCertificateExpired: z.strictObject({ certificateId: id }),
  /** That the household cannot pay: it receives a programme's help, or declares its income; `evidence` is where the proof is kept (CA-998-INABILITY). */
  InabilityToPayShown: z.strictObject({
    inabilityId: id,
    basis: z.union([z.strictObject({ programme: id }), z.strictObject({ incomePercentOfPovertyLevel: z.int().nonnegative() }), z.strictObject({ annualIncomeCents: centsSchema.nonnegative(), persons: z.int().min(1).max(50) })]),
    evidence: id,
    validThroughOn: localDateSchema,
  }),
  InabilityToPayEnded: z.strictObject({ inabilityId: id, reason: text }),
  DisputeOpened: z.strictObject({ disputeId: id, billId: id.optional(), disputedCents: positiveCentsSchema.optional() }),
  DisputeSettled: z.strictObject({ disputeId: id, outcome: text }),
  /**
   * Billing looks into a part of what is owed: of a bill, of a single charge (its line, counted from 1: `B1/2`), or of whatever was charged until
   * then. Without an amount all of that bill or charge is questioned. Only that part waits, where the pack says so.
   */
  InvestigationOpened: z.strictObject({
    investigationId: id,
    kind: z.enum(investigationKinds),
    askedBy: z.enum(askers),
    openedBy: id.optional(),
    questioned: z
      .array(
        z.union([
          z.strictObject({ billId: id, amountCents: positiveCentsSchema.optional() }),
          z.strictObject({ chargeId: id, amountCents: positiveCentsSchema.optional() }),
          z.strictObject({ amountCents: positiveCentsSchema }),
        ]),
      )
      .min(1)
      .max(50),
  }),
  /**
   * Upheld, the part is owed as it was, from its original dates. Adjusted, billing lowers bills by so much, as of their issue. Re-billed, the
   * questioned bills go on waiting until their corrections came.
   */
  InvestigationClosed: z
    .strictObject({
      investigationId: id,
      outcome: z.enum(['upheld', 'adjusted', 're-billed']),
      adjustments: z.array(z.strictObject({ adjustmentId: id, billId: id, amountCents: positiveCentsSchema })).min(1).max(50).optional(),
      closedBy: id.optional(),
      note: text.optional(),
    })
    .refine(({ outcome, adjustments }) => (outcome === 'adjusted') === (adjustments !== undefined), { error: 'has adjustments if, and only if, the outcome is "adjusted"' }),
  /** The meter is to be read once more for an investigation. */
  ReReadOrdered: z.strictObject({ investigationId: id, readId: id }),
  ReReadAnswered: z.strictObject({ investigationId: id, readId: id, readOn: localDateSchema, reading: z.number().nonnegative().optional(), photo: id.optional() }),
  /** `lodgedBy`: any adult resident may appeal (CA-998-APPEAL). `about`: the bill that is disputed, or the notice after which more time is asked for (CA-REVIEW). */
  ReviewRequested: z.strictObject({
    reviewId: id,
    requestedBy: id.optional(),
    lodgedBy: z.enum(['customer', 'adult-resident', 'somebody-else']).optional(),
    about: z.union([z.strictObject({ billId: id }), z.strictObject({ noticeId: id })]).optional(),
  }),
  /** What a manager decides against the customer may be taken to the governing body; anything else ends the review. */
  ReviewAnswered: z.strictObject({ reviewId: id, outcome: text, decidedBy: z.enum(['manager', 'governing-body']).optional(), against: z.boolean().optional() }),
  /** The manager's decision is taken to the governing body. */
  ReviewAppealed: z.strictObject({ reviewId: id }),
  ExtensionGranted: z.strictObject({ extensionId: id, untilOn: localDateSchema, grantedBy: id.optional(), grantedAs: z.enum(grantRoles).optional() }),
  /** Somebody asks for the water back; what it will cost the utility, where that is known (CA-998-FEE). */
  RestorationRequested: z.strictObject({ requestId: id, actualCostCents: centsSchema.nonnegative().optional() }),
  /** Interest on delinquent bills that billing took off, for a household of low income (CA-998-FEE). */
  InterestWaived: z.strictObject({ waiverId: id, amountCents: positiveCentsSchema }),
  /** The occupants of a unit have the notice; `proof`: who delivered it, or the photo of the posting. */
  OccupantNoticeDelivered: z.strictObject({ unitId: id, deliveredOn: localDateSchema, proof: id, postedOnDoor: z.boolean().optional(), /** Which of the notices that Arrears ordered; left out for one of another origin. */ noticeId: id.optional() }),
  /** Nobody lives or works there since that day; `evidence` is where the proof is kept: a photo, a move-out reading, the owner's letter. */
  PremiseVacant: z.strictObject({ reportId: id, sinceOn: localDateSchema, evidence: id }),
  /** Somebody does again. A crew that meets somebody at the door says the same by its result. */
  PremiseOccupied: z.strictObject({ reportId: id, evidence: id }),
  /**
   * A customer of 65 or older, or a dependent adult, names somebody who is told when the water may be shut off, and who owes nothing (CA-15D). Told
   * again under the same id it is another address.
   */
  ThirdPartyNamed: z.strictObject({
    thirdPartyId: id,
    basis: z.enum(['age-65', 'dependent-adult']),
    language: languageSchema.optional(),
    /** Stays in PostgreSQL like that of the customer; everywhere else the id alone stands. */
    contact: z.strictObject({ name: text.min(1), mailingAddress: text.min(1) }),
  }),
  ThirdPartyWithdrawn: z.strictObject({ thirdPartyId: id }),
  /**
   * Somebody stands on the account beside its customer: owns the property, gets the bills, lives there, or speaks for the customer or the estate.
   * It says who may be told what, and nothing of who owes. Told again under the same id it is another name.
   */
  PersonNamed: z.strictObject({
    personId: id,
    role: z.enum(personRoles),
    /** Stays in PostgreSQL like that of the customer. */
    contact: z.strictObject({ name: text.min(1), mailingAddress: text.min(1).optional(), phone: telephone.optional() }),
    /** Where the proof is kept: a letter of authority, a deed, the contact in which it was shown. */
    evidence: id.optional(),
  }),
  PersonWithdrawn: z.strictObject({ personId: id }),
  /**
   * A deposit that secures what the customer will owe; the utility holds it from the event's time on (OP-DEPOSIT). `interestCreditedThroughOn`: billing
   * has credited its interest through that day; what follows bears it here.
   */
  DepositReceived: z.strictObject({ depositId: id, amountCents: positiveCentsSchema, interestCreditedThroughOn: localDateSchema.optional() }),
  /** So much of it went back to the customer, outside the account. */
  DepositRefunded: z.strictObject({ depositId: id, refundId: id, amountCents: positiveCentsSchema }),
  /** So much of it pays what the account owes. Under a stay it pays what came after the petition alone (BK-SETOFF). */
  DepositApplied: z.strictObject({ depositId: id, applicationId: id, amountCents: positiveCentsSchema }),
  /** An occupant offers to answer for what is charged from now on. A record of rent paid stands in place of a history of service. */
  OccupantOffered: z.strictObject({ offerId: id, unitId: id, proof: z.enum(['utility-history', 'rent-record', 'other']), evidence: id }),
  OccupantOfferAccepted: z.strictObject({ offerId: id, newAccountId: id, changeoverReading: z.number().nonnegative() }),
  /** No offer is refused without its reason. */
  OccupantOfferRefused: z.strictObject({ offerId: id, reason: text.min(3) }),
  /** An agency promises to pay; the pack says for how long that holds (OP-PLEDGE). */
  AssistancePledged: z.strictObject({ pledgeId: id, agency: id, amountCents: positiveCentsSchema }),
  PledgeEnded: z.strictObject({ pledgeId: id, reason: text }),
  /** The customer died: nothing is pressed until somebody answers for the estate. */
  CustomerDied: z.strictObject({ reportId: id }),
  EstateAnswered: z.strictObject({ reportId: id, outcome: text }),
  /** The customer says it was paid: a hold until the channel's next file. */
  PaymentReported: z.strictObject({ reportId: id, confirmation: id, channel: id, amountCents: positiveCentsSchema, takenAs: z.enum(grantRoles).optional() }),
  /** A promise is a reminder, not a hold. */
  ContactLogged: z.strictObject({
    contactId: id,
    channel: z.enum(['phone', 'e-mail', 'letter', 'counter', 'visit']),
    outcome: text,
    promise: z.strictObject({ amountCents: positiveCentsSchema, on: localDateSchema, takenAs: z.enum(grantRoles).optional() }).optional(),
    /** A name stays in PostgreSQL. */
    caller: z.enum(callerRoles).optional(),
    callerName: text.min(1).optional(),
    identifiedBy: z.array(z.enum(identityChecks)).max(identityChecks.length).optional(),
    takenBy: id.optional(),
    /** To be called back by that day. */
    callbackOn: localDateSchema.optional(),
    spokeWith: z.enum(['customer', 'adult-resident', 'nobody']).optional(),
    /** What was said, by the blocks of the phone script: `policy-offer`, `arrangement-options`, `shut-off-warning` … */
    covered: z.array(id).max(30).optional(),
  }),
  /** Who pays for these accounts, from then on: an opaque id, under which a payer may have many. */
  PayerNamed: z.strictObject({ payerId: id, accounts: payersAccounts }),
  /** One call or letter that was about several accounts of a payer. */
  ContactRecorded: z.strictObject({
    contactId: id,
    channel: z.enum(['phone', 'e-mail', 'letter', 'counter', 'visit']),
    outcome: text,
    accounts: payersAccounts,
    spokeWith: z.enum(['customer', 'adult-resident', 'nobody']).optional(),
    covered: z.array(id).max(30).optional(),
  }),
  /** A payment to a payer's plan: each account has its share of it. */
  PlanPaymentReceived: z.strictObject({ paymentId: id, planId: id, amountCents: positiveCentsSchema, tender: z.enum(tenders), channel: id, confirmation: id.optional(), accounts: payersAccounts }),
  /** It was returned, on all of them; the fee for it is the first account's. */
  PlanPaymentReturned: z.strictObject({ paymentId: id, reason: text, accounts: payersAccounts }),
  /** A plan was offered; `evidence` is the recorded call or the letter (CA-998-PLANS). */
  ArrangementOffered: z.strictObject({ offerId: id, kind: z.enum(arrangementKinds), evidence: id }),
  /** The customer declined it; without the call or the letter nothing was declined. */
  OfferRefused: z.strictObject({ offerId: id, evidence: id }),
  OfferAccepted: z.strictObject({ offerId: id, evidence: id }),
  ArrangementAgreed: z.strictObject({
    arrangementId: id,
    /** Equal instalments where nobody said. */
    kind: z.enum(arrangementKinds).optional(),
    downPaymentCents: centsSchema.nonnegative(),
    /** Of a reduction: what need not be paid once the plan is fulfilled. Billing takes it off. */
    reducedByCents: positiveCentsSchema.optional(),
    instalments: z.array(z.strictObject({ dueOn: localDateSchema, amountCents: positiveCentsSchema })).min(1).max(36),
    /** It is this account's share of one plan over several accounts of a payer; every share stands here, so that a payment to the plan can be spread. */
    payerPlan: z
      .strictObject({ planId: id, payerId: id, shares: z.array(z.strictObject({ accountId: id, downPaymentCents: centsSchema.nonnegative(), instalmentCents: z.array(centsSchema.nonnegative()).min(1).max(36) })).min(1).max(200) })
      .optional(),
    agreedBy: id,
    approvedBy: id.optional(),
  }),
  WorkOrderDispatched: z.strictObject({ workOrderId: id, crewId: id }),
  WorkOrderCompleted: z.strictObject({
    workOrderId: id,
    result: z.enum(['off', 'on', 'posted']),
    crewId: id,
    meterSerial: id.optional(),
    clearanceId: id.optional(),
    reading: z.number().nonnegative().optional(),
    photo: id.optional(),
  }),
  WorkOrderNotCompleted: z.strictObject({
    workOrderId: id,
    result: z.enum(fieldResultKinds).exclude(['off', 'on', 'posted']),
    crewId: id,
    note: text.optional(),
  }),
  RecallAcknowledged: z.strictObject({ workOrderId: id, crewId: id }),
  NoticeMailed: z.strictObject({ noticeId: id, mailedOn: localDateSchema, proof: id }),
  /** A tag at the door. Without photo and name it proves nothing (OP-DOORTAG). */
  NoticePosted: z.strictObject({ workOrderId: id, photo: id, postedBy: id }),
  NoticeReturned: z.strictObject({ noticeId: id, reason: text }),
  /** A mail server says that the customer's does not take the notice (a DSN of the kind `failed`). */
  NoticeBounced: z.strictObject({ noticeId: id, reason: text }),
  /** The notice reached the customer: proof of delivery, beyond that of sending. */
  NoticeDelivered: z.strictObject({ noticeId: id, deliveredOn: localDateSchema, channel: z.enum(['letter', 'e-mail', 'visit']), proof: id }),
  ChargeAcknowledged: z.strictObject({ requestId: id }),
} as const;

/** What makes the closing of a valve wrong. Each is an incident; a clearance that is merely missing is one too, and is none of these. */
export const closingWrongs = [
  'shut-off-under-stay',
  'shut-off-under-hold',
  'shut-off-not-owed',
  'shut-off-without-order',
  'shut-off-after-recall',
  'shut-off-at-wrong-meter',
] as const;
export type ClosingWrong = (typeof closingWrongs)[number];

const holdId = id;
/** What Arrears itself puts on an account: entries that it decides, and fences set by its people or by a message it could not read. */
export const entrySchemas = {
  PenaltyAssessed: z.strictObject({ requestId: id, billId: id, amountCents: positiveCentsSchema }),
  /** The day for the penalty came and a rule forbade it. For good: decided after a fence, and not made up for later. */
  PenaltyWithheld: z.strictObject({ billId: id, forGood: z.boolean() }),
  PenaltyReversed: z.strictObject({ requestId: id, billId: id, amountCents: positiveCentsSchema, corrects: id }),
  FeeAssessed: z.strictObject({ requestId: id, fee: z.enum(['reconnection', 'trip', 'returnedPayment']), cause: id, amountCents: positiveCentsSchema }),
  FeeReversed: z.strictObject({ requestId: id, cause: id, amountCents: positiveCentsSchema, corrects: id }),
  /** What is written off; below zero when a fact that came late shows that less was owed than was written off. */
  PrePetitionDebtDischarged: z.strictObject({ docket: id, amountCents: centsSchema.refine((cents) => cents !== 0, { error: 'must not be zero' }) }),
  /** Moved to the sub-ledger of the tax roll: the county collects it from the parcel. `parts`: of which charge how much (OH-CERT-RECON). */
  DebtCertified: z.strictObject({ lineId: id, amountCents: positiveCentsSchema, parts: z.array(z.strictObject({ chargeId: id, amountCents: positiveCentsSchema })).min(1).max(2_000) }),
  /** Taken back from the roll: the charges are the account's again, in the order in which they were certified. */
  CertificationReduced: z.strictObject({ requestId: id, lineId: id, amountCents: positiveCentsSchema, reason: z.enum(['amended', 'withdrawn', 'rejected']) }),
  /** What the county collected and paid over. */
  CertifiedDebtRemitted: z.strictObject({ settlementId: id, lineId: id, amountCents: positiveCentsSchema }),
  /** Credit that the roll did not take: given back to the payer, or sent on to the treasurer; never set off silently (OH-CERT-RECON). */
  SuspensePaidOut: z.strictObject({ requestId: id, amountCents: positiveCentsSchema, to: z.enum(['payer', 'treasurer']), by: id }),
  /** A bill for days on both sides of a petition or a conversion, divided to the cent (BK-SPLIT). */
  BillSplit: z.strictObject({
    splitId: id,
    billId: id,
    basis: z.enum(['days', 'reading']),
    parts: z
      .array(
        z.strictObject({
          part: z.enum(['pre-petition', 'pre-conversion', 'post-petition']),
          fromOn: localDateSchema,
          throughOn: localDateSchema,
          amountCents: centsSchema.nonnegative(),
          /** In the order of the bill's lines. */
          lines: z.array(centsSchema.nonnegative()).min(1).max(20),
        }),
      )
      .min(1)
      .max(10),
  }),
  /** A division that does not stand any more; what is known now is divided anew. */
  BillSplitReversed: z.strictObject({ splitId: id, billId: id, corrects: id }),
  /** The days for assurance are over and none was given: from then on service may be treated by the ordinary rules, for this reason and no other. */
  AssuranceLapsed: z.strictObject({ docket: id, reason: z.literal('no assurance'), lastDayOn: localDateSchema, mayActFromOn: localDateSchema, amountCents: positiveCentsSchema }),
  /** A letter of a docket, to the debtor or to whoever speaks for them. `voids`: the papers that it takes back. */
  DocketLetterOrdered: z.strictObject({
    docket: id,
    letter: z.enum(docketLetters),
    noticeId: id,
    document: id,
    languages: z.array(languageSchema).max(2),
    contains: z.array(id).max(50),
    assurance: z.strictObject({ amountCents: positiveCentsSchema, lastDayOn: localDateSchema }).optional(),
    voids: z.array(id).min(1).max(200).optional(),
  }),
  BankruptcyReviewOpened: z.strictObject({ docket: id, review: z.enum(bankruptcyReviews) }),
  BankruptcyReviewAnswered: z.strictObject({ docket: id, review: z.enum(bankruptcyReviews), outcome: text, answeredBy: id }),
  /** The docket that somebody told of was found, and its petition is recorded: from here on the docket holds, or does not, by what it says itself. */
  BankruptcyFound: z.strictObject({ tipId: id, docket: id }),
  /** Two people say that the docket is another person's: nothing of it counts on this account, from its beginning. */
  PetitionMisattributed: z.strictObject({ docket: id, reason: text, lookedUpBy: id, agreedBy: id }),
  /** Counsel says that the stay does not hold on this docket (any more). What else holds stays. */
  StayReleased: z.strictObject({ docket: id, reason: text, releasedBy: id }),
  /** Counsel allows that what was charged after the petition is pursued by the ordinary rules (BK-POSTDEFAULT). */
  PostPetitionDebtPursued: z.strictObject({ docket: id, reason: text, allowedBy: id }),
  /** Counsel counts what was charged between the petition and the conversion among the costs of administration (BK-ADMIN). */
  ChargesTaggedAdministrative: z.strictObject({ docket: id, reason: text, taggedBy: id }),
  /** Interest on a deposit through a day, credited to the account; below zero where a fact that came late makes it less. */
  DepositInterestCredited: z.strictObject({ requestId: id, depositId: id, throughOn: localDateSchema, amountCents: centsSchema.refine((cents) => cents !== 0, { error: 'must not be zero' }), corrects: id.optional() }),
  /** The customer paid well for long enough: billing is asked to give the deposit back. */
  DepositRefundDue: z.strictObject({ requestId: id, depositId: id, amountCents: positiveCentsSchema }),
  /** What a closing of a valve was, by what was true at that moment; again when a late fact shows another wrong. */
  ClosingJudged: z.strictObject({ workOrderId: id, closedAt: instantSchema, wrongs: z.array(z.enum(closingWrongs)) }),
  /** `placedAs`: in which role, since no lower one may release it. */
  HoldPlaced: z.strictObject({ holdId, reason: text, placedBy: id, placedAs: id.optional(), untilOn: localDateSchema.optional() }),
  HoldReleased: z.strictObject({ holdId, reason: text, releasedBy: id }),
  /** Beyond the limits, and no supervisor would have it: it held until then. */
  ArrangementRefused: z.strictObject({ arrangementId: id, reason: text, refusedBy: id }),
  /** More was granted than the pack lets whoever granted it: it protects all the same, and a supervisor is asked. */
  GrantBeyondLimits: z.strictObject({ grant: z.enum(grantKinds), grantId: id }),
  /** A callback that was promised is somebody else's from then on: one promise has one owner (M45). */
  CallbackPassedOn: z.strictObject({ contactId: id, to: id, passedOnBy: id, reason: text }),
  /** It was kept, or nobody wants it any more. */
  CallbackDone: z.strictObject({ contactId: id, doneBy: id, outcome: text }),
  /** Approved it stands as granted; refused it held until then. */
  GrantAnswered: z.strictObject({ grant: z.enum(grantKinds), grantId: id, answer: z.enum(['approved', 'refused']), reason: text, answeredBy: id }),
  MessageParked: z.strictObject({ deadLetterId: id, reason: text }),
  MessageRepaired: z.strictObject({ deadLetterId: id, replacedBy: id }),
  /** A person says that the message does not concern the account. */
  MessageReleased: z.strictObject({ deadLetterId: id, reason: text, releasedBy: id }),
} as const;

export const accountEventSchemas = { ...factSchemas, ...entrySchemas } as const;

export type FactType = keyof typeof factSchemas;
export type EntryType = keyof typeof entrySchemas;
/** What a season of the tax roll puts on an account. */
export const rollEntryTypes = ['DebtCertified', 'CertificationReduced', 'CertifiedDebtRemitted', 'SuspensePaidOut'] as const satisfies readonly EntryType[];
export type RollEntryType = (typeof rollEntryTypes)[number];
export type AccountEventType = FactType | EntryType;
export type AccountEventData<T extends AccountEventType> = z.infer<(typeof accountEventSchemas)[T]>;

/** One event of an account stream. `effectiveAt` orders the fold; `recordedAt` is when Arrears learnt of it. */
export type AccountEvent = {
  [T in AccountEventType]: {
    readonly type: T;
    readonly id: string;
    readonly effectiveAt: Instant;
    readonly recordedAt: Instant;
    readonly data: AccountEventData<T>;
    /** For decided entries: why. */
    readonly because?: readonly Because[];
  };
}[AccountEventType];

/**
 * Facts and entries of the same moment fold in this order: what opens before what changes, money before answers, what ends a
 * protection before what begins one (so that a certificate that is exchanged for the next protects without a gap), and a closing
 * before its judgement.
 */
const ranks: Partial<Record<AccountEventType, number>> = {
  AccountOpened: 0,
  AccountChanged: 1,
  BillIssued: 2,
  BillCorrected: 3,
  PaymentReceived: 4,
  BankruptcyDismissed: 5,
  BankruptcyDischarged: 5,
  BankruptcyClosed: 5,
  MedicalCertificateExpired: 5,
  InabilityToPayEnded: 5,
  PledgeEnded: 5,
  EstateAnswered: 5,
  DisputeSettled: 5,
  InvestigationClosed: 5,
  PremiseOccupied: 5,
  ThirdPartyWithdrawn: 5,
  ReviewAnswered: 5,
  ClosingJudged: 7,
  // Of the same moment, as on a clock that stands: what concerns somebody named, or a promise, comes after it.
  PersonWithdrawn: 7,
  CallbackPassedOn: 7,
  CallbackDone: 7,
};
const otherRank = 6;

/** A text that sorts as the fold does: by effective time, rank, id. Never by the order of arrival (I2). */
export function foldKey(event: Pick<AccountEvent, 'type' | 'effectiveAt' | 'id'>): string {
  return `${event.effectiveAt}|${ranks[event.type] ?? otherRank}|${event.id}`;
}

export function isEntry(type: AccountEventType): type is EntryType {
  return type in entrySchemas;
}
