import { dollars } from '../../kernel/money.ts';
import type { Law } from '../../policy/facts.ts';
import { feeKinds } from '../../policy/pack.ts';
import { statement, type Group, type Section } from '../statement.ts';
import { counted, percent, poster, spoken } from '../words.ts';
import { guardStatements } from './guards.ts';

const rolls = {
  ohio: 'A due date on a Sunday, a holiday or a day on which the office is closed or closes early moves to the next day that is none of them.',
  federal: 'A due date on a Saturday, a Sunday or a federal holiday moves to the next day that is none of them.',
  none: 'A due date stays where it falls, whatever the day.',
} as const;

export function bills(law: Law): Section {
  const { bill, application, penalty, paymentChannels, sweepAt, fees } = law.pack;
  const penaltyPosting = penalty.postedBy === 'arrears' ? 'Arrears posts it and asks the billing system to book it' : 'The billing system posts it, and Arrears does not';
  return {
    id: 'bills',
    title: 'Bills, payments and charges',
    about: 'When a bill is late, how payments are applied, and what may be charged.',
    groups: [
      {
        id: 'due',
        title: 'Due dates and payments',
        statements: [
          statement('bill.dueDays', `A bill is due ${counted(bill.dueDays, 'day')} after its date at the earliest; a later date printed on it governs.`, bill.rule),
          statement('bill.rolls', rolls[bill.rolls], bill.rollRule),
          statement('sweepAt', `At ${sweepAt} every business day, accounts are looked through for bills that are newly past due.`, 'CASE-PATH'),
          statement('application.withinBill', `A payment pays the oldest bill first, and within a bill in this order: ${application.withinBill.join(', ')}.`, application.rule),
          ...Object.entries(paymentChannels).map(([channel, { nextFileAt }]) =>
            statement(`paymentChannels.${channel}`, `A payment reported as made by ${channel} is waited for until the file of ${nextFileAt}.`, 'OP-RECEIPT'),
          ),
        ],
      },
      {
        id: 'penalty',
        title: 'Late penalty',
        conditions: guardStatements('penalty', penalty.guards, law),
        statements: [
          statement('penalty.basisPoints', `On the day after the due date, ${percent(penalty.basisPoints)} of the unpaid current charges is charged as a penalty.`, penalty.rule),
          ...(penalty.cap === undefined ? [] : [statement('penalty.cap', `The law lets ${penalty.cap.agency} charge ${percent(penalty.cap.basisPoints)} at most.`, penalty.cap.rule)]),
          statement('penalty.postedBy', `${penaltyPosting}.`, penalty.rule),
        ],
      },
      ...deposits(law),
      {
        id: 'fees',
        title: 'Fees',
        statements: feeKinds.flatMap((kind) => [
          statement(`fees.${kind}`, `${spoken(kind)} fee: ${dollars(fees[kind].cents)}${beyondTariff(fees[kind])}; ${poster[fees[kind].postedBy]}.`, fees[kind].rule),
          ...guardStatements(`fees.${kind}.lowIncomeCaps`, fees[kind].lowIncomeCaps?.guards ?? [], law).map((asked) => ({ ...asked, text: `The fee of a household of low income waits unless this holds: ${asked.text}` })),
        ]),
      },
    ],
  };
}

function deposits({ pack: { deposits: terms } }: Law): Group[] {
  if (terms === undefined) return [];
  const { interest, refund, postedBy } = terms;
  const years = { 'actual/365': 'a year counts 365 days', 'actual/actual': 'a year counts its own days' } as const;
  const forgiven = refund.latePaymentsForgiven === 0 ? 'no late payment' : `${counted(refund.latePaymentsForgiven, 'late payment')} at the most`;
  return [
    {
      id: 'deposits',
      title: 'Deposits',
      statements: [
        statement('deposits.interest', `A deposit bears simple interest at the rate “${interest.rate}” for each day (${years[interest.dayCount]}), credited every ${counted(interest.creditEveryMonths, 'month')}; ${poster[postedBy]}.`, interest.rule),
        statement('deposits.refund', `It goes back after ${counted(refund.goodMonths, 'month')} with ${forgiven}, no returned payment and no shut-off, when nothing is past due.`, refund.rule),
      ],
    },
  ];
}

function beyondTariff({ afterHoursCents, lowIncomeCaps }: Law['pack']['fees']['trip']): string {
  const after = afterHoursCents === undefined ? '' : `, ${dollars(afterHoursCents)} after hours`;
  return lowIncomeCaps === undefined ? after : `${after}, of a household of low income at most the value "${lowIncomeCaps.inHours}", after hours "${lowIncomeCaps.afterHours}", or the actual cost`;
}
