import type { Cents } from '../../kernel/money.ts';
import type { Sql } from '../database.ts';
import { digitsOf, idTerm, referenceOf, wordsOf, type TermKind } from './terms.ts';

export interface FoundAccount {
  readonly accountId: string;
  /** What of it fits. */
  readonly by: readonly TermKind[];
  readonly name: string | null;
  readonly premiseAddress: string | null;
  readonly meterSerial: string | null;
  readonly balanceCents: Cents;
  readonly openCaseId: string | null;
}

const mostWords = 6;
/** Fewer digits are no telephone number. */
const leastDigits = 4;

/**
 * Accounts that somebody means: by the beginning of an account's, meter's or confirmation's number, by the digits of a telephone, or by
 * words that all begin words of name and addresses. @param limit the most that are told, in the order of their ids
 */
export async function findAccounts(em: Sql, utilityId: string, asked: string, page: { readonly after: string | null; readonly limit: number }): Promise<FoundAccount[]> {
  const words = wordsOf(asked).slice(0, mostWords);
  const digits = digitsOf(asked);
  const isNumber = /^[+\d\s().-]+$/.test(asked.trim()) && digits.length >= leastDigits;
  const ways: readonly Way[] = [
    ...(idTerm(asked) === '' ? [] : [{ kinds: ['account', 'meter', 'confirmation'], begin: idTerm(asked) } as const]),
    ...(referenceOf(asked) === asked.trim() ? [] : [{ kinds: ['confirmation'], begin: idTerm(referenceOf(asked)) } as const]),
    ...(isNumber ? [{ kinds: ['phone'], begin: digits } as const] : []),
  ];
  if (ways.length === 0 && words.length === 0) return [];
  const byWords = words.map((begin): Way => ({ kinds: ['name', 'address'], begin }));
  const found = [
    ...ways.map((way) => ({ sql: selectOf, parameters: [...parametersOf(utilityId, way)] })),
    ...(byWords.length === 0 ? [] : [{ sql: `(${byWords.map(() => selectOf).join(' intersect ')})`, parameters: byWords.flatMap((way) => parametersOf(utilityId, way)) }]),
  ];
  const rows = await em.execute<(Omit<FoundAccount, 'balanceCents'> & { cents: string })[]>(
    `with found as (${found.map(({ sql }) => sql).join(' union ')}), page as (select account_id from found where account_id > ? order by account_id limit ?)
     select p.account_id as "accountId", n.name, n.premise_address as "premiseAddress", a.state ->> 'meterSerial' as "meterSerial", a.balance_cents::text as cents, a.open_case_id as "openCaseId",
       (select coalesce(json_agg(distinct t.kind), '[]') from account_term t where t.utility_id = a.utility_id and t.account_id = p.account_id and (${[...ways, ...byWords].map(() => fits).join(' or ')})) as by
     from page p join account a on a.utility_id = ? and a.account_id = p.account_id
     left join account_person n on n.utility_id = a.utility_id and n.account_id = p.account_id order by 1`,
    [...found.flatMap(({ parameters }) => parameters), page.after ?? '', page.limit, ...[...ways, ...byWords].flatMap(({ kinds, begin }) => [kinds, begin, beyond(begin)]), utilityId],
  );
  return rows.map(({ cents, ...line }) => ({ ...line, balanceCents: Number(cents) }));
}

interface Way {
  readonly kinds: readonly TermKind[];
  readonly begin: string;
}

const selectOf = 'select account_id from account_term where utility_id = ? and kind = any(?::text[]) and term >= ? and term < ?';
const fits = '(t.kind = any(?::text[]) and t.term >= ? and t.term < ?)';
const parametersOf = (utilityId: string, { kinds, begin }: Way) => [utilityId, kinds, begin, beyond(begin)];

/** The end of everything that begins so: no character of Unicode stands behind this one. */
function beyond(begin: string): string {
  return `${begin}\u{10FFFF}`;
}
