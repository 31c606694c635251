import type { Office } from './wall-calendar.ts';

/** What has to be done anew when a hold has ended: notice and posting, or the posting alone. */
export type Anew = 'notice' | 'posting';

export const holdNames = ['bankruptcy', 'medical', 'dispute', 'review', 'extension', 'reported-payment', 'arrangement', 'manual', 'field'] as const;
export type HoldName = (typeof holdNames)[number];

/** The numbers of a law, as a person would read them off its pages: days, hours, cents. Written down here a second time, never read from a pack. */
export interface PlainLaw {
  readonly pack: 'OH-COUNTY@1' | 'CA-998@2' | 'CA-998-MUTUAL@1';
  readonly office: Office;
  /** Holidays beyond those of the office, on which it is shut. */
  readonly moreHolidays: readonly string[];
  /** A printed due date never takes from the customer these days; a last day to pay moves past closed days where the law moves it. */
  readonly leastDaysToPay: number;
  readonly lastDayRolls: boolean;
  readonly paidFirst: readonly string[];
  readonly penaltyBasisPoints: number;
  readonly feeCents: { readonly returned: number; readonly off: number; readonly trip: number };
  /** Less than this past due, and nothing is done. */
  readonly leastCents: number;
  readonly noticeDaysPastDue: number;
  readonly noticeHour: number;
  readonly noticeDaysAfterBill: number | null;
  readonly letterContains: readonly string[];
  /** What a call has to cover to be the contact that the law asks for; null where no call is. */
  readonly callCovers: readonly string[] | null;
  /** Where the law asks for a contact alone, the call is as good as the letter; where it asks for a mailed notice, it is not. */
  readonly callStandsForLetter: boolean;
  /** Days from mailing to shut-off, and for how many a notice is good. */
  readonly mailedDays: number;
  readonly noticeGoodDays: number;
  /** Elapsed hours of a posting; null where none is asked for. */
  readonly postedHours: number | null;
  /** Elapsed hours since an adult was warned, instead of a posting; null where nothing stands in place of it. */
  readonly warnedHours: number | null;
  /** Another oldest bill wants another notice. */
  readonly oldestBillControls: boolean;
  readonly residential: { readonly daysPastDue: number; readonly businessDays: number; readonly clearDays: boolean } | null;
  /** A broken plan of a residential household: days of default before the final notice, and business days for which that has to hang. */
  readonly planDefaultDays: number;
  readonly finalNoticeBusinessDays: number;
  /** Households without water, and fire lines, are never shut off. */
  readonly sparesSewerAndFireLines: boolean;
  readonly dispatchHour: number;
  readonly windowWeekdays: readonly number[];
  readonly windowFromHour: number;
  readonly windowToHour: number;
  readonly notOnHolidays: boolean;
  readonly notBeforeHolidays: boolean;
  readonly anewAfter: Readonly<Record<HoldName, Anew>>;
  /** A certificate protects by itself, or only a household that cannot pay and is willing to pay by a plan. */
  readonly certificateAlone: boolean;
  readonly reportedPaymentDays: number;
  readonly doorDays: number;
  /** When a channel's next file of payments is complete. */
  readonly fileHours: Readonly<Record<string, number>>;
  readonly instalments: { readonly most: number; readonly downBasisPoints: number; readonly cureDays: number; readonly catchUpDays: number | null };
}

/** F-OH of the worked examples. */
export const ohio: PlainLaw = {
  pack: 'OH-COUNTY@1',
  office: 'ohio',
  moreHolidays: [],
  leastDaysToPay: 21,
  lastDayRolls: true,
  paidFirst: ['sewer', 'water', 'other', 'penalty', 'fee'],
  penaltyBasisPoints: 1_000,
  feeCents: { returned: 3_000, off: 4_500, trip: 2_500 },
  leastCents: 8_000,
  noticeDaysPastDue: 15,
  noticeHour: 8,
  noticeDaysAfterBill: null,
  letterContains: [],
  callCovers: null,
  callStandsForLetter: false,
  mailedDays: 10,
  noticeGoodDays: 60,
  postedHours: 48,
  warnedHours: null,
  oldestBillControls: false,
  residential: null,
  planDefaultDays: 61,
  finalNoticeBusinessDays: 5,
  sparesSewerAndFireLines: false,
  dispatchHour: 7,
  windowWeekdays: [1, 2, 3, 4],
  windowFromHour: 8,
  windowToHour: 14,
  notOnHolidays: true,
  notBeforeHolidays: true,
  anewAfter: { bankruptcy: 'notice', arrangement: 'notice', medical: 'posting', dispute: 'posting', review: 'posting', extension: 'posting', 'reported-payment': 'posting', manual: 'posting', field: 'posting' },
  certificateAlone: true,
  reportedPaymentDays: 2,
  doorDays: 5,
  fileHours: { online: 6, phone: 6, lockbox: 14, counter: 18 },
  instalments: { most: 3, downBasisPoints: 2_500, cureDays: 5, catchUpDays: null },
};

/** F-CA: the Act and the fifteen days of districts. */
export const california: PlainLaw = {
  ...ohio,
  pack: 'CA-998@2',
  office: 'california',
  leastDaysToPay: 15,
  lastDayRolls: false,
  paidFirst: ['sewer', 'water', 'fire-line', 'other', 'penalty', 'fee'],
  penaltyBasisPoints: 0,
  feeCents: { returned: 2_500, off: 5_000, trip: 0 },
  leastCents: 5_000,
  noticeDaysPastDue: 35,
  noticeDaysAfterBill: 19,
  letterContains: ['amount-past-due', 'pay-by-date', 'extension-process', 'review-and-appeal', 'arrangement-options'],
  callCovers: ['policy-offer', 'arrangement-options', 'review-and-appeal'],
  mailedDays: 15,
  noticeGoodDays: 90,
  warnedHours: 24,
  oldestBillControls: true,
  residential: { daysPastDue: 61, businessDays: 7, clearDays: false },
  sparesSewerAndFireLines: true,
  dispatchHour: 8,
  windowWeekdays: [1, 2, 3, 4, 5],
  windowToHour: 15,
  notBeforeHolidays: false,
  certificateAlone: false,
  anewAfter: { ...ohio.anewAfter, medical: 'notice' },
  instalments: { most: 12, downBasisPoints: 0, cureDays: 5, catchUpDays: 60 },
};

/** A mutual water company is under the Act alone: no fifteen days, no posting; a week from the letter where not even the Act applies. */
export const mutual: PlainLaw = {
  ...california,
  pack: 'CA-998-MUTUAL@1',
  noticeDaysAfterBill: null,
  callStandsForLetter: true,
  mailedDays: 7,
  postedHours: null,
  warnedHours: null,
  anewAfter: { bankruptcy: 'notice', arrangement: 'notice', medical: 'notice', dispute: 'notice', review: 'notice', extension: 'notice', 'reported-payment': 'notice', manual: 'notice', field: 'notice' },
};

export const laws: readonly PlainLaw[] = [ohio, california, mutual];
