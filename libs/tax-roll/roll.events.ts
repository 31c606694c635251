import { z } from 'zod';
import type { Because } from '../kernel/because.ts';
import { centsSchema, positiveCentsSchema } from '../kernel/money.ts';
import { instantSchema, localDateSchema, type Instant } from '../kernel/time.ts';

const id = z.string().min(1).max(200);
const text = z.string().max(2_000);
const cents = centsSchema.nonnegative();

/** What of a line is owed for one service. */
export const lineServiceSchema = z.strictObject({ service: id, principalCents: cents, penaltyCents: cents });

/** Why an account is not on the list, in one word; the sentence is in its `because`. */
export const exclusionReasons = ['stay', 'dispute', 'hold', 'tenant-contract', 'transferred-parcel', 'bona-fide-buyer', 'below-minimum', 'arrangement-kept', 'missing-parcel', 'land-bank', 'not-delinquent', 'notice-missing', 'objection-upheld', 'feeds', 'nothing-owed', 'other'] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

const line = { lineId: id };
/** It concerns what was brought forward, and not what this season certified. */
const ofBrought = z.literal(true).optional();

/** What happens in a season of one authority's tax roll. Units: cents, local dates, UTC instants. Names and addresses are never in here. */
export const rollEventSchemas = {
  SeasonOpened: z.strictObject({ authority: id, season: id, pack: id, by: id }),
  /** The authority changed the forms of its files while the season goes on. */
  FormsTaken: z.strictObject({ pack: id, reason: text, by: id }),
  /** Who owns which parcel, as the county's file of that day says; owners go by the county's own keys. */
  OwnershipChecked: z.strictObject({ on: localDateSchema, fileHash: id, parcels: z.int().nonnegative(), by: id }),
  OwnerTold: z.strictObject({ ...line, ownerKey: id, sinceOn: localDateSchema, bonaFide: z.boolean() }),
  CandidateListed: z.strictObject({ ...line, accountId: id, parcelId: id, services: z.array(lineServiceSchema).min(1), amountCents: positiveCentsSchema, noticeId: id }),
  /** Left out, before or after it was listed; of an account, or of one of its services. */
  LineExcluded: z.strictObject({ ...line, accountId: id, parcelId: id.nullable(), amountCents: cents, service: id.nullable(), reason: z.enum(exclusionReasons) }),
  CandidatesDrawnUp: z.strictObject({ on: localDateSchema, listed: z.int().nonnegative(), excluded: z.int().nonnegative() }),
  /** With proof of mailing. */
  OwnerNoticeMailed: z.strictObject({ ...line, mailedOn: localDateSchema, proof: id }),
  OwnerNoticeReturned: z.strictObject({ ...line, reason: text }),
  ObjectionReceived: z.strictObject({ ...line, objectionId: id, receivedOn: localDateSchema, words: text }),
  ObjectionHeard: z.strictObject({ ...line, objectionId: id, outcome: z.enum(['dismissed', 'upheld', 'reduced']), toCents: positiveCentsSchema.nullable(), reason: text, by: id }),
  ReportPublished: z.strictObject({ on: localDateSchema, proof: id }),
  HearingHeld: z.strictObject({ on: localDateSchema, minutes: id, by: id }),
  /** The list is extracted: what a line says is not raised any more. */
  LineFrozen: z.strictObject({ ...line, services: z.array(lineServiceSchema).min(1), amountCents: positiveCentsSchema }),
  SeasonFrozen: z.strictObject({ on: localDateSchema, lines: z.int().nonnegative(), totalCents: cents }),
  RollApproved: z.strictObject({ by: id, reason: text }),
  /** Recorded under the account's lock: no fence that committed before it is missing (I3). */
  LineCertified: z.strictObject({ ...line, services: z.array(lineServiceSchema).min(1), amountCents: positiveCentsSchema, runId: id }),
  RollFiled: z.strictObject({ on: localDateSchema, fileName: id, sha256: id, lines: z.int().nonnegative(), totalCents: cents, by: id }),
  LineAccepted: z.strictObject({ ...line, on: localDateSchema }),
  LineRejected: z.strictObject({ ...line, on: localDateSchema, code: id, words: text }),
  /** Corrected, and in the next file again. */
  LineMended: z.strictObject({ ...line, parcelId: id, by: id }),
  /** Paid to the utility after certification: it waits in suspense, and the payer's receipt says so. */
  PaymentSuspended: z.strictObject({ ...line, amountCents: positiveCentsSchema, receipt: text, ofBrought }),
  AmendmentSent: z.strictObject({ ...line, amendmentId: id, fromCents: positiveCentsSchema, toCents: cents, on: localDateSchema }),
  AmendmentAcknowledged: z.strictObject({ ...line, amendmentId: id, on: localDateSchema }),
  /** What was paid for it came back: the authority is asked to leave the line as it was. It says whether it did, or had amended already. */
  AmendmentRecalled: z.strictObject({ ...line, amendmentId: id, on: localDateSchema }),
  AmendmentKept: z.strictObject({ ...line, amendmentId: id, on: localDateSchema }),
  /** The authority's last day passed: what was paid is given back or forwarded by a person, and the line stays as it is. */
  AmendmentLapsed: z.strictObject({ ...line, amendmentId: id }),
  /** What lay in suspense came back, or pays for another line now. */
  SuspenseGone: z.strictObject({ ...line, amountCents: positiveCentsSchema, ofBrought }),
  SuspenseAnswered: z.strictObject({ ...line, amountCents: positiveCentsSchema, to: z.enum(['payer', 'treasurer']), by: id, ofBrought }),
  /** `postPetition`: the certification itself was an act under the stay. `to`: a bona fide buyer's parcel sheds it there. */
  WithdrawalSent: z.strictObject({ ...line, withdrawalId: id, amountCents: positiveCentsSchema, postPetition: z.boolean(), on: localDateSchema, to: z.literal('unsecured-roll').optional() }),
  WithdrawalAcknowledged: z.strictObject({ ...line, withdrawalId: id, on: localDateSchema }),
  /** The authority has not answered yet; once a day, for people to see. */
  AnswerEscalated: z.strictObject({ ...line, about: id, on: localDateSchema, nth: z.int().positive() }),
  /** What the county collected on a line and what it paid over for it; how much of that is of what was brought forward, which is first in turn. */
  SettlementPosted: z.strictObject({ ...line, settlementId: id, collectedCents: cents, remittedCents: cents, on: localDateSchema, ofBroughtCents: positiveCentsSchema.optional() }),
  SettlementTaken: z.strictObject({ settlementId: id, fileHash: id, on: localDateSchema, lines: z.int().nonnegative(), collectedCents: cents, remittedCents: cents, by: id }),
  /** The opening balance: what an earlier season left open with the county. `of` is that season's line. */
  LineBroughtForward: z.strictObject({ ...line, accountId: id, parcelId: id, of: id, openCents: positiveCentsSchema }),
  BroughtForwardReleased: z.strictObject({ ...line, of: id, on: localDateSchema, dueBy: localDateSchema }),
  LienReleased: z.strictObject({ ...line, on: localDateSchema, dueBy: localDateSchema }),
  LineCarriedOver: z.strictObject({ ...line, openCents: positiveCentsSchema, to: id }),
  SeasonClosed: z.strictObject({ on: localDateSchema, by: id }),
} as const;

export type RollEventType = keyof typeof rollEventSchemas;
export type RollEventData<T extends RollEventType> = z.infer<(typeof rollEventSchemas)[T]>;

/** One event of a season's stream. */
export type RollEvent = { [T in RollEventType]: { readonly type: T; readonly at: Instant; readonly data: RollEventData<T>; readonly because: readonly Because[] } }[RollEventType];

export type RollDraft = { [T in RollEventType]: { readonly type: T; readonly data: RollEventData<T>; readonly because: readonly Because[] } }[RollEventType];

const becauseSchema = z.strictObject({ rule: z.string(), citation: z.string(), status: z.enum(['verified', 'needs-counsel', 'default']), sentence: z.string(), pack: z.string().optional(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });

/** For the edge of the database. @throws ZodError naming what does not fit */
export function parseRollEvent(value: unknown): RollEvent {
  const shell = z.strictObject({ type: z.enum(Object.keys(rollEventSchemas) as [RollEventType, ...RollEventType[]]), at: instantSchema, data: z.unknown(), because: z.array(becauseSchema) }).parse(value);
  return { ...shell, data: rollEventSchemas[shell.type].parse(shell.data) } as RollEvent;
}
