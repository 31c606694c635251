import type { Cents } from '../../../libs/kernel/money.ts';
import type { Sql } from '../../../libs/store/index.ts';

/** What became of the county's money, in cents; the parts make up the balance. */
export interface Money {
  readonly billedCents: Cents;
  readonly paidCents: Cents;
  readonly returnedCents: Cents;
  /** Penalties and fees, less what was taken back. */
  readonly chargedCents: Cents;
  readonly dischargedCents: Cents;
  /** Certified, and collected by the county. */
  readonly collectedByCountyCents: Cents;
  /** Paid for what is certified, and given back or on to the treasurer. */
  readonly paidOutCents: Cents;
  /** Corrected bills and adjustments: the rest. */
  readonly correctedCents: Cents;
  readonly balanceCents: Cents;
}

const query = `
with fact as (
  select account_id, type, body::jsonb #> '{event,data}' as data from account_event
  where utility_id = ? and type in ('BillIssued', 'PaymentReceived', 'PaymentReturned', 'PenaltyAssessed', 'PenaltyReversed', 'FeeAssessed', 'FeeReversed', 'PrePetitionDebtDischarged', 'CertifiedDebtRemitted', 'SuspensePaidOut')
), amount as (
  select type, sum((data ->> 'amountCents')::bigint)::bigint as cents from fact group by type
)
select
  (select coalesce(sum((line ->> 'amountCents')::bigint), 0) from fact, jsonb_array_elements(data -> 'lines') line where type = 'BillIssued')::text as billed,
  (select coalesce(sum(cents), 0) from amount where type = 'PaymentReceived')::text as paid,
  (select coalesce(sum((p.data ->> 'amountCents')::bigint), 0) from fact r join fact p on p.account_id = r.account_id and p.type = 'PaymentReceived'
     and p.data ->> 'paymentId' = r.data ->> 'paymentId' where r.type = 'PaymentReturned')::text as returned,
  (select coalesce(sum(case when type like '%Reversed' then -cents else cents end), 0) from amount where type like 'Penalty%' or type like 'Fee%')::text as charged,
  (select coalesce(sum(cents), 0) from amount where type = 'PrePetitionDebtDischarged')::text as discharged,
  (select coalesce(sum(cents), 0) from amount where type = 'CertifiedDebtRemitted')::text as collected,
  (select coalesce(sum(cents), 0) from amount where type = 'SuspensePaidOut')::text as paid_out,
  (select coalesce(sum(balance_cents), 0) from account where utility_id = ?)::text as balance`;

type Row = Record<'billed' | 'paid' | 'returned' | 'charged' | 'discharged' | 'collected' | 'paid_out' | 'balance', string>;

/** Adds up every account of the utility. Takes seconds where there is much. */
export async function readMoney(em: Sql, utilityId: string): Promise<Money> {
  const [row] = await em.execute<Row[]>(query, [utilityId, utilityId]);
  const of = (name: keyof Row) => Number(row?.[name] ?? 0);
  const known = of('billed') - of('paid') + of('returned') + of('charged') - of('discharged') - of('collected') + of('paid_out');
  return {
    billedCents: of('billed'),
    paidCents: of('paid'),
    returnedCents: of('returned'),
    chargedCents: of('charged'),
    dischargedCents: of('discharged'),
    collectedByCountyCents: of('collected'),
    paidOutCents: of('paid_out'),
    correctedCents: of('balance') - known,
    balanceCents: of('balance'),
  };
}
