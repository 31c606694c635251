import type { BusinessCalendar } from '../calendar/business-calendar.ts';
import type { DocumentSet, DocumentStatement } from '../documents/index.ts';
import type { Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { BankruptcyLaw } from './bankruptcy-law.ts';
import type { OpenBreaker } from './breaker.ts';
import type { LawBook } from './law-book.ts';
import type { Release } from './moratorium.ts';
import type { PaperName } from './paper-statement.ts';
import type { HoldKind, Pack } from './pack.ts';
import type { RollLayouts } from './roll-layout.ts';
import type { askers } from './predicates/no-investigation-is-open.ts';

/** A hold as it stands at a moment: its kind, its evidence and until when (null: until a fact ends it). */
export interface StandingHold {
  readonly kind: HoldKind;
  /** What it rests on: a docket, a certificate, a review … */
  readonly evidence: string;
  readonly sinceAt: Instant;
  readonly untilAt: Instant | null;
  readonly sentence: string;
  /** It rests on more than whoever agreed to it may agree to: it keeps what is still to come, and gives nothing back, until a supervisor answers. */
  readonly awaitsSupervisor?: true;
  /** The rule it rests on, where that is another than the pack's for its kind. */
  readonly rule?: string;
}

/** What billing looks into at a moment, and who asked for it (M43). */
export interface Questioned {
  readonly evidence: string;
  readonly askedBy: (typeof askers)[number];
  readonly sinceAt: Instant;
  readonly sentence: string;
}

/** Somebody spoke with the household, or tried to. `covered` names what was said, in the words of the documents' blocks. */
export interface Contact {
  readonly contactId: string;
  readonly channel: string;
  readonly at: Instant;
  readonly spokeWith: 'customer' | 'adult-resident' | 'nobody' | null;
  readonly covered: readonly string[];
}

/** One of several conditions: whether it is met, and what it rests on. */
export interface Condition {
  readonly met: boolean;
  readonly sentence: string;
}

/** The three conditions that together bar the shut-off of a household (CA-998-PROTECT). */
export interface HouseholdProtection {
  readonly certified: Condition;
  readonly unableToPay: Condition;
  readonly willing: Condition;
}

/** A plan that is broken while some of what it was for is still owed. */
export interface BrokenPlan {
  readonly arrangementId: string;
  /** The due date of what was first missed, and still is. */
  readonly defaultedOn: LocalDate;
}

/** Tenants behind the account of an owner or manager. */
export interface Tenancy {
  readonly dwelling: 'individual-meters' | 'master-meter' | 'single-family';
  /** Each unit, and since when its occupants have the notice, with proof. */
  readonly units: readonly { readonly unitId: string; readonly noticedOn: LocalDate | null; readonly postedOnDoor: boolean }[];
  /** What the service costs in a month, as billing estimates it; null when nobody said. */
  readonly monthlyCostCents?: Cents | null;
}

/** What guards may read. The account and the case supply it; nothing here asks a clock or a database. */
export interface Facts {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly pastDueCents: Cents;
  /** Effective (rolled) due date of the oldest unpaid bill, null when nothing is past due. */
  readonly oldestDueOn: LocalDate | null;
  /** That bill, and the day of it. */
  readonly oldestBillId: string | null;
  readonly oldestBilledOn: LocalDate | null;
  /** Bills past due that rest on an estimate although nobody refused the reader access. */
  readonly estimatedBills: readonly string[];
  readonly holds: readonly StandingHold[];
  /** Investigations that are not over, whether or not they hold the account. */
  readonly investigations: readonly Questioned[];
  readonly parkedMessages: readonly string[];
  /** Each required feed and through when it is complete, null when it never spoke. */
  readonly feeds: readonly { readonly name: string; readonly throughAt: Instant | null; readonly limitHours: number }[];
  /** The utility's breakers that tripped and are not reset. */
  readonly breakers: readonly OpenBreaker[];
  /** Moratoriums that ended while the case was open, and the account's turn after each. */
  readonly releases: readonly Release[];
  readonly customerClass: string;
  readonly services: readonly string[];
  readonly valve: 'on' | 'off' | 'none';
  /** Since when nobody lives there and by which proof, or null; and the day on which somebody last moved in after that, where no notice was ordered since. */
  readonly vacancy: { readonly since: { readonly on: LocalDate; readonly evidence: string } | null; readonly occupiedAgainOn: LocalDate | null };
  readonly noticeMailedOn: LocalDate | null;
  /** What the notice on which the case rests says of itself; before one is ordered, what the next would say. Null when nobody knows. */
  readonly noticeStatement: DocumentStatement | null;
  /** What the paper of a step would say of itself, were it written now; null under a pack that has none for it. */
  readonly paperStatement: (paper: PaperName) => DocumentStatement | null;
  /** In which language the customer asked to be written to, BCP 47; null when nobody said. */
  readonly customerLanguage: string | null;
  /** The day that the letter names, until which the customer may pay or arrange; null for a notice without one. */
  readonly noticePayByOn: LocalDate | null;
  /** The day from which the notice supports a shut-off by this law. */
  readonly noticeAllowsFrom: () => LocalDate | null;
  /** The oldest unpaid bill when the notice was ordered, where that was recorded. */
  readonly noticeBillId: string | null;
  /** What that notice named as past due, and what of it was, from what is known now; null without a notice, or while no bill was lowered since. */
  readonly noticeCents: () => { readonly namedCents: Cents; readonly owedCents: Cents } | null;
  /** Conversations and attempts, oldest first, with what was said by the blocks of its script. */
  readonly contacts: readonly Contact[];
  readonly doorTagPostedAt: Instant | null;
  /** When collection last went on after a hold: what warned the household before that is spent. */
  readonly resumedAt: Instant | null;
  readonly brokenPlan: BrokenPlan | null;
  /** Whom the customer named to be told before a shut-off, and when the copy of this notice was mailed to each, with proof (CA-15D). */
  readonly thirdParties: readonly { readonly thirdPartyId: string; readonly noticedOn: LocalDate | null; readonly cameBack: boolean }[];
  /** Null where the customer lives there. */
  readonly tenancy: Tenancy | null;
  /** Null under a pack by which a certificate alone protects. */
  readonly protection: HouseholdProtection | null;
  readonly approvedBy: string | null;
  /** The last returned payment. */
  readonly lastReturnOn: LocalDate | null;
  /** What would be past due if of the payments since the shut-off only these tenders counted. */
  readonly pastDueCountingOnly: (tenders: readonly string[]) => Cents;
}

/** The law of a decision: a pack with the texts of its documents, and its calendar, each known by its hash. */
export interface Law {
  readonly pack: Pack;
  readonly calendar: BusinessCalendar;
  /** Null for a pack that names no documents: it can send none. */
  readonly documents: DocumentSet | null;
  /** The forms of the files of each authority, by the folder's name. */
  readonly layouts: Readonly<Record<string, RollLayouts>>;
  readonly bankruptcy: BankruptcyLaw;
  readonly packHash: string;
  readonly calendarHash: string;
  /** The history in which it stands, where its utility has had more than this version. */
  readonly book?: LawBook;
}
