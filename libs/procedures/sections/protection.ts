import type { Law } from '../../policy/facts.ts';
import { holdKinds, type HoldKind } from '../../policy/pack.ts';
import { statement, type Group, type Section } from '../statement.ts';
import { counted, percent, spoken } from '../words.ts';
import { moratoriums, timeGranted } from './time-granted.ts';

const restored = {
  'at-once': 'Water that is off comes back at once, at any hour.',
  'same-day': 'Water that is off comes back on the same day.',
  'as-if-paid': 'Water that is off comes back as if the debt was paid.',
} as const;

export function protection(law: Law): Section {
  return {
    id: 'protection',
    title: 'What protects an account',
    about: 'While any hold stands, nothing is done against the account. Holds are independent: ending one never ends another.',
    groups: [...holdKinds.map((kind) => hold(kind, law)), moratoriums(law), timeGranted(law), arrangement(law), reviews(law), bar(law), certified(law), interest(law), feeds(law)].filter((group) => group !== null),
  };
}

function hold(kind: HoldKind, { pack }: Law): Group {
  const { rule, resumeAt, resumeRule, restores, maxBusinessDays, onlyTheQuestionedPart = false } = pack.holds[kind];
  return {
    id: `hold-${kind}`,
    title: `Hold: ${spoken(kind).toLowerCase()}`,
    statements: [
      statement(`holds.${kind}.rule`, waits(kind, onlyTheQuestionedPart), rule),
      statement(`holds.${kind}.resumeAt`, `When it ends, collection goes on at the step “${pack.steps[resumeAt]?.says ?? resumeAt}” (${resumeAt}).`, resumeRule),
      statement(`holds.${kind}.restores`, restores === undefined ? 'Water that is off stays off.' : restored[restores], rule),
      statement(`holds.${kind}.maxBusinessDays`, maxBusinessDays === undefined ? 'It stands until a fact or a person ends it.' : `It ends by itself after ${counted(maxBusinessDays, 'business day')}.`, rule),
      ...(onlyTheQuestionedPart && kind !== 'investigation' ? [statement(`holds.${kind}.onlyTheQuestionedPart`, 'Where it names a bill, only the questioned part waits.', rule)] : []),
    ],
  };
}

function waits(kind: HoldKind, onlyTheQuestionedPart: boolean): string {
  const isPart = kind === 'investigation' && onlyTheQuestionedPart;
  return isPart ? 'What billing looks into is not pursued until it is closed; the rest ages and is pursued.' : 'Notices, penalties, fees, postings and shut-offs wait while it stands.';
}

function arrangement({ pack: { arrangement: terms } }: Law): Group {
  const { maxInstalments, downPaymentBasisPoints, cureBusinessDays, rule } = terms;
  return {
    id: 'arrangement',
    title: 'Payment arrangements',
    lead: 'A specialist may agree to these; beyond them a supervisor decides:',
    statements: [
      statement('arrangement.maxInstalments', `The debt is paid in ${counted(maxInstalments, 'instalment')} at the most.`, rule),
      statement('arrangement.downPaymentBasisPoints', `At least ${percent(downPaymentBasisPoints)} of the debt is paid down.`, rule),
      statement('arrangement.cureBusinessDays', `An instalment that is missed may be made up for within ${counted(cureBusinessDays, 'business day')}; then the arrangement is broken.`, rule),
      ...Object.entries(terms.kinds ?? {}).map(([kind, limits]) => statement(`arrangement.kinds.${kind}`, `${limits.says}: ${limitsIn(limits)}.`, rule)),
      ...(terms.catchUpDays === undefined ? [] : [statement('arrangement.catchUpDays', `What was missed and is paid within ${counted(terms.catchUpDays, 'day')} is kept again.`, rule)]),
      ...(terms.currentChargesDays === undefined ? [] : [statement('arrangement.currentChargesDays', `A later bill that is unpaid for more than ${counted(terms.currentChargesDays, 'day')} breaks it.`, rule)]),
    ],
  };
}

type KindLimits = NonNullable<NonNullable<Law['pack']['arrangement']['kinds']>['deferral']>;

function limitsIn({ maxInstalments, maxMonths, downPaymentBasisPoints, authority = 'specialist' }: KindLimits): string {
  const limits = [
    ...(maxInstalments === undefined ? [] : [`${counted(maxInstalments, 'instalment')} at the most`]),
    ...(maxMonths === undefined ? [] : [`within ${counted(maxMonths, 'month')}`]),
    ...(downPaymentBasisPoints === undefined ? [] : [`at least ${percent(downPaymentBasisPoints)} down`]),
  ];
  return [...limits, `by a ${authority}`].join(', ');
}

function reviews({ pack: { reviews: clocks } }: Law): Group | null {
  if (clocks === undefined) return null;
  const { rule, lodgedBy, disputeWithinDays, extensionWithinDays, governingBodyWithinDays } = clocks;
  return {
    id: 'reviews',
    title: 'Reviews and appeals',
    statements: [
      statement('reviews.lodgedBy', `A review or an appeal may be lodged by: ${lodgedBy.map((who) => spoken(who).toLowerCase()).join(', ')}.`, rule),
      statement('reviews.disputeWithinDays', `A dispute within ${counted(disputeWithinDays, 'day')} of the bill earns a manager's review.`, rule),
      statement('reviews.extensionWithinDays', `A request for more time within ${counted(extensionWithinDays, 'day')} of the notice earns a manager's review.`, rule),
      statement('reviews.governingBodyWithinDays', `After the manager's decision the way to the governing body is open for ${counted(governingBodyWithinDays, 'day')}.`, rule),
    ],
  };
}

function bar({ pack: { protection: conditions } }: Law): Group | null {
  if (conditions === undefined) return null;
  const { inability, plans, rule } = conditions;
  return {
    id: 'bar',
    title: 'Illness, inability to pay and willingness together',
    statements: [
      statement('protection.rule', 'A certificate of illness protects a household that cannot pay and is willing to pay by a plan.', rule),
      statement('protection.inability.programmes', `Unable to pay is whose household has help from: ${inability.programmes.join(', ')}.`, inability.rule),
      statement('protection.inability.income', `Unable to pay is who declares an income below ${inability.incomeBelowPercentOfPovertyLevel} % of the poverty level.`, inability.rule),
      statement('protection.plans', `Unwilling is who declined, on record, each of: ${plans.join(', ')}.`, rule),
    ],
  };
}

function certified({ pack: { certification } }: Law): Group | null {
  if (certification === undefined) return null;
  const { rule, ownerNoticeDays, ownerNoticeRule, landBankRule, services, fees } = certification;
  const occupant = (asked: boolean) => (asked ? 'only what arose under a contract with an owner who occupies the property' : 'whoever made the contract');
  return {
    id: 'certification',
    title: 'What may be certified to the tax roll',
    statements: [
      statement('certification.fees', fees ? 'Fees may be certified.' : 'Fees are not certified.', rule),
      statement('certification.ownerNoticeDays', `The owner had a notice ${counted(ownerNoticeDays, 'day')} before.`, ownerNoticeRule),
      ...(landBankRule === undefined ? [] : [statement('certification.landBank', 'What was charged before the parcel went to an electing subdivision is left out.', landBankRule)]),
      ...Object.entries(services).map(([service, known]) =>
        statement(`certification.services.${service}`, `${spoken(service)}: ${occupant(known.requiresOwnerOccupant)}${known.approval === undefined ? '' : ` (approved: ${known.approval})`}.`, known.rule),
      ),
    ],
  };
}

function interest({ pack: { interestWaiver } }: Law): Group | null {
  if (interestWaiver === undefined) return null;
  const { months, monthEnd, rule } = interestWaiver;
  const read = monthEnd === 'last-day-of-month' ? 'the last day of that month' : 'the day after, when the full time has elapsed';
  return {
    id: 'interest-waiver',
    title: 'Waiver of interest',
    statements: [statement('interestWaiver', `A household of low income has its interest waived once in ${counted(months, 'month')}; where the day does not exist, from ${read}.`, rule)],
  };
}

function feeds({ pack }: Law): Group {
  return {
    id: 'feeds',
    title: 'Nothing on stale facts',
    lead: 'Nothing is done against any account while a feed of facts is older than this:',
    statements: Object.entries(pack.feeds).map(([name, { limitHours }]) => statement(`feeds.${name}`, `The ${name} feed is complete through ${counted(limitHours, 'hour')} ago or less.`, 'FEED-FRESH')),
  };
}
