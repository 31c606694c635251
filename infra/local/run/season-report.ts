import type { Cents } from '../../../libs/kernel/money.ts';
import { listSeasons, readRegister, type SeasonSummary, type Sql } from '../../../libs/store/index.ts';
import type { Register } from '../../../libs/tax-roll/index.ts';
import type { ExclusionReason } from '../../../libs/tax-roll/roll.events.ts';

/** What a season of the tax roll came to. */
export interface SeasonReport {
  readonly season: SeasonSummary;
  readonly total: Register['total'];
  /** How many of the season's events there are of each type. */
  readonly events: Readonly<Record<string, number>>;
  /** Lines that were left out whole, before or after they were listed. */
  readonly excluded: readonly { readonly reason: ExclusionReason; readonly lines: number }[];
  readonly carriedOverCents: Cents;
  /** Where the register, the accounts and the settlements do not agree, in words; empty when all of it adds up to the cent. */
  readonly faults: readonly string[];
}

const query = `
select
  (select json_object_agg(type, n) from (select type, count(*)::int as n from roll_event where utility_id = ? and season_id = ? group by type) t) as events,
  (select json_agg(json_build_object('reason', reason, 'lines', n) order by n desc, reason) from (
     select body::jsonb #>> '{event,data,reason}' as reason, count(*)::int as n from roll_event
     where utility_id = ? and season_id = ? and type = 'LineExcluded' and body::jsonb #>> '{event,data,service}' is null group by 1) x) as excluded,
  (select coalesce(sum((body::jsonb #>> '{event,data,openCents}')::bigint), 0)::text from roll_event where utility_id = ? and season_id = ? and type = 'LineCarriedOver') as carried_over`;

/** What the accounts' own streams say of this roll, apart from the season's. */
const booksQuery = `
select type, coalesce(sum((body::jsonb #>> '{event,data,amountCents}')::bigint), 0)::text as cents from account_event
where utility_id = ? and type in ('DebtCertified', 'CertificationReduced', 'CertifiedDebtRemitted') and starts_with(body::jsonb #>> '{event,data,lineId}', ?) group by type`;

/** Of the season that was opened first; null when none was. */
export async function readSeasonReport(em: Sql, utilityId: string): Promise<SeasonReport | null> {
  const [season] = await listSeasons(em, utilityId);
  if (!season) return null;
  const { seasonId } = season;
  const [row] = await em.execute<{ events: Record<string, number> | null; excluded: SeasonReport['excluded'] | null; carried_over: string }[]>(query, Array.from({ length: 3 }, () => [utilityId, seasonId]).flat());
  const register = (await readRegister(em, utilityId, seasonId, null)) as Register;
  const books = await em.execute<{ type: string; cents: string }[]>(booksQuery, [utilityId, `${seasonId}/`]);
  const inBooks = (type: string) => Number(books.find((known) => known.type === type)?.cents ?? 0);
  return {
    season,
    total: register.total,
    events: row?.events ?? {},
    excluded: row?.excluded ?? [],
    carriedOverCents: Number(row?.carried_over ?? 0),
    faults: faultsOf(register, season, inBooks),
  };
}

/** Each parcel for itself, the total against the accounts, and what was collected against the settlements as they came. */
export function faultsOf({ rows, total }: Register, { settlements }: Pick<SeasonSummary, 'settlements'>, inBooks: (type: string) => Cents): string[] {
  const isOff = (row: Register['total']) => row.broughtCents + row.certifiedCents !== row.amendedCents + row.withdrawnCents + row.collectedCents + row.openCents;
  const settled = (name: 'collectedCents' | 'remittedCents') => settlements.reduce((sum, settlement) => sum + settlement[name], 0);
  const pairs = [
    ['certified', total.certifiedCents, 'the accounts', inBooks('DebtCertified')],
    ['amended and withdrawn', total.amendedCents + total.withdrawnCents, 'the accounts', inBooks('CertificationReduced')],
    ['collected', total.collectedCents, 'the accounts', inBooks('CertifiedDebtRemitted')],
    ['collected', total.collectedCents, 'the settlements', settled('collectedCents')],
    ['remitted', total.remittedCents, 'the settlements', settled('remittedCents')],
  ] as const;
  return [
    ...rows.filter(isOff).map(({ parcelId }) => `parcel ${parcelId} does not add up`),
    ...(isOff(total) ? ['the total does not add up'] : []),
    ...pairs.flatMap(([what, cents, where, others]) => (cents === others ? [] : [`${what}: ${cents} cents in the register, ${others} in ${where}`])),
  ];
}
