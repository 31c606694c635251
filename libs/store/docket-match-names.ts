import type { Database } from './database.ts';
import type { DocketMatch, MatchedAccount } from './docket-matches.ts';

/** The account and the docket as people compare them: names and addresses. */
export interface NamesBeside {
  readonly customer: { readonly name: string; readonly mailingAddress: string; readonly premiseAddress: string } | null;
  readonly debtors: readonly { readonly name: string; readonly address: string | null }[];
  /** As the court calls the case. */
  readonly caseName: string | null;
}

export const noNames: NamesBeside = { customer: null, debtors: [], caseName: null };

/** Puts both sides' names beside each match, for who may see them. */
export async function withNames<M extends DocketMatch>(db: Database, utilityId: string, matches: readonly M[]): Promise<(M & NamesBeside)[]> {
  if (matches.length === 0) return [];
  const places = JSON.stringify(matches.map(({ court, docketNumber, accountId }) => ({ court, docketNumber, accountId })));
  const rows = await db.forUtility(utilityId, (em) =>
    em.execute<(MatchedAccount & NamesBeside)[]>(
      `select m.court, m."docketNumber", m."accountId",
         case when p.account_id is null then null else json_build_object('name', p.name, 'mailingAddress', p.mailing_address, 'premiseAddress', p.premise_address) end as customer,
         coalesce((select json_agg(json_build_object('name', d.name, 'address', d.address) order by d.side) from docket_debtor d
           where d.utility_id = ? and d.court = m.court and d.docket_number = m."docketNumber"), '[]') as debtors,
         (select max(e.case_name) from docket_entry e where e.utility_id = ? and e.court = m.court and e.docket_number = m."docketNumber") as "caseName"
       from json_to_recordset(?::json) as m(court text, "docketNumber" text, "accountId" text)
       left join account_person p on p.utility_id = ? and p.account_id = m."accountId"`,
      [utilityId, utilityId, places, utilityId],
    ),
  );
  const keyOf = ({ court, docketNumber, accountId }: MatchedAccount) => JSON.stringify([court, docketNumber, accountId]);
  const named = new Map(rows.map((row) => [keyOf(row), row]));
  return matches.map((match) => ({ ...match, ...(named.get(keyOf(match)) ?? noNames) }));
}
