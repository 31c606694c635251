import { z } from 'zod';
import { breakerIsClosed } from './breaker-is-closed.ts';
import { contactedBusinessDaysBefore } from './contacted-business-days-before.ts';
import { criticalCustomerApproved } from './critical-customer-approved.ts';
import { daysPastDueAtLeast } from './days-past-due-at-least.ts';
import { daysSinceBillAtLeast } from './days-since-bill-at-least.ts';
import { doorTagHoursBefore } from './door-tag-hours-before.ts';
import { feedsAreComplete } from './feeds-are-complete.ts';
import { fundsAreGuaranteed } from './funds-are-guaranteed.ts';
import { insideShutOffWindow } from './inside-shut-off-window.ts';
import { noBillIsEstimated } from './no-bill-is-estimated.ts';
import { noHoldStands } from './no-hold-stands.ts';
import { noInvestigationIsOpen } from './no-investigation-is-open.ts';
import { noMessageIsParked } from './no-message-is-parked.ts';
import { noticeContains } from './notice-contains.ts';
import { noticeMailedDaysBefore } from './notice-mailed-days-before.ts';
import { noticeNamesAPerson } from './notice-names-a-person.ts';
import { noticeNamesLawfulDate } from './notice-names-lawful-date.ts';
import { noticeNamesNoMoreThanOwed } from './notice-names-no-more-than-owed.ts';
import { noticeNamesOldestBill } from './notice-names-oldest-bill.ts';
import { nothingIsPastDue } from './nothing-is-past-due.ts';
import { occupantsNoticedDaysBefore } from './occupants-noticed-days-before.ts';
import { paperContains } from './paper-contains.ts';
import { pastDueAtLeast } from './past-due-at-least.ts';
import type { Predicate } from './predicate.ts';
import { premiseIsOccupied } from './premise-is-occupied.ts';
import { premiseHasAValve } from './premise-has-a-valve.ts';
import { planDefaultDaysAtLeast } from './plan-default-days-at-least.ts';
import { finalNoticeBusinessDaysBefore } from './final-notice-business-days-before.ts';
import { householdIsNotProtected } from './household-is-not-protected.ts';
import { releaseTurnHasCome } from './release-turn-has-come.ts';
import { thirdPartiesNoticedDaysBefore } from './third-parties-noticed-days-before.ts';
import { warnedHoursBefore } from './warned-hours-before.ts';
import { valueHasNotLapsed } from './value-has-not-lapsed.ts';

/** The closed list: a guard in a pack names one of these, with arguments of its type. */
export const predicates = [
  noHoldStands,
  noMessageIsParked,
  feedsAreComplete,
  breakerIsClosed,
  pastDueAtLeast,
  daysPastDueAtLeast,
  noticeNamesAPerson,
  noticeContains,
  paperContains,
  premiseHasAValve,
  noticeMailedDaysBefore,
  doorTagHoursBefore,
  daysSinceBillAtLeast,
  contactedBusinessDaysBefore,
  warnedHoursBefore,
  noticeNamesOldestBill,
  noticeNamesLawfulDate,
  noticeNamesNoMoreThanOwed,
  noInvestigationIsOpen,
  noBillIsEstimated,
  premiseIsOccupied,
  planDefaultDaysAtLeast,
  finalNoticeBusinessDaysBefore,
  householdIsNotProtected,
  occupantsNoticedDaysBefore,
  thirdPartiesNoticedDaysBefore,
  criticalCustomerApproved,
  insideShutOffWindow,
  releaseTurnHasCome,
  nothingIsPastDue,
  fundsAreGuaranteed,
  valueHasNotLapsed,
] as const;

export const predicateNames: readonly string[] = predicates.map((known) => known.name);
const byName = new Map<string, AnyPredicate>(predicates.map((known) => [known.name, known as unknown as AnyPredicate]));

/** A predicate whose arguments are checked by its own schema, not by the compiler. */
export type AnyPredicate = Predicate<string, z.ZodType>;

export function predicateNamed(name: string): AnyPredicate | undefined {
  return byName.get(name);
}

/** `{ name: arguments }`, one per guard. */
export const guardSchema = z.union(
  predicates.map((known) => z.strictObject({ [known.name]: known.args })) as unknown as [z.ZodType, z.ZodType],
) as unknown as z.ZodType<Record<string, { rule: string }>>;
export type Guard = z.infer<typeof guardSchema>;

/** A guard's predicate and its arguments. */
export function predicateOf(guard: Guard): { readonly predicate: AnyPredicate; readonly args: { readonly rule: string } & Readonly<Record<string, unknown>> } {
  const [name, args] = Object.entries(guard)[0] as [string, { rule: string }];
  return { predicate: byName.get(name) as AnyPredicate, args };
}
