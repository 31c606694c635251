import { breaksArrangement, curesArrangement, keepsArrangement } from './courses/arranging.ts';
import { petitions } from './courses/court.ts';
import { getsCreditOfNeighbour, isAdjusted, isCorrected, isPostedToNeighbour } from './courses/mending.ts';
import {
  paysAfterNotice,
  paysAndIsReturned,
  paysInParts,
  paysLateAtTimes,
  paysNothing,
  paysPromptly,
  paysVeryLate,
} from './courses/paying.ts';
import {
  asksForReview,
  bringsMedicalCertificate,
  disputes,
  getsExtension,
  promises,
  reportsPayment,
  reportsPaymentFalsely,
} from './courses/protected.ts';
import type { BillStory } from './story.ts';

type Course = (story: BillStory) => void;

interface Payer {
  /** Of 1,000 accounts. */
  readonly weight: number;
  /** What happens around the first bill, the second, and so on; the last one stays. */
  readonly courses: readonly [Course, ...Course[]];
}

const always = (weight: number, course: Course): Payer => ({ weight, courses: [course] });
const once = (weight: number, course: Course): Payer => ({ weight, courses: [course, paysPromptly] });

/** Payers of several kinds. All are planned by the calendar, except that `pays-when-shut-off` waits for the crew. */
const payers = {
  prompt: always(680, paysPromptly),
  late: always(140, paysLateAtTimes),
  slow: always(26, paysAfterNotice),
  chronic: always(20, paysVeryLate),
  'pays-when-shut-off': always(15, paysNothing),
  'never-pays': always(2, paysNothing),
  partial: always(16, paysInParts),
  returned: once(14, paysAndIsReturned),
  'arrangement-kept': once(8, keepsArrangement),
  'arrangement-cured': once(5, curesArrangement),
  'arrangement-broken': once(7, breaksArrangement),
  dispute: once(7, disputes),
  review: once(6, asksForReview),
  medical: once(6, bringsMedicalCertificate),
  extension: once(5, getsExtension),
  reported: once(5, reportsPayment),
  'reported-falsely': once(4, reportsPaymentFalsely),
  promise: once(6, promises),
  misposted: once(4, isPostedToNeighbour),
  corrected: once(4, isCorrected),
  adjusted: once(3, isAdjusted),
  'credit-of-neighbour': once(3, getsCreditOfNeighbour),
  petition: once(14, petitions),
} as const satisfies Record<string, Payer>;

export type PayerKind = keyof typeof payers;

export const payerKinds = Object.keys(payers) as PayerKind[];

export const payerWeights = Object.fromEntries(payerKinds.map((kind) => [kind, payers[kind].weight])) as Record<
  PayerKind,
  number
>;

/** Hospitals and care homes that do fall behind, so that a supervisor has something to decide. */
export const payersOfCriticalCustomers: Record<PayerKind, number> = {
  ...(Object.fromEntries(payerKinds.map((kind) => [kind, 0])) as Record<PayerKind, number>),
  chronic: 2,
  slow: 1,
};

/** Plays what happens around an account's nth bill (0 is the first). */
export function playBill(kind: PayerKind, ordinal: number, story: BillStory): void {
  const courses: readonly Course[] = payers[kind].courses;
  const course = courses[Math.min(ordinal, courses.length - 1)] as Course;
  course(story);
}
