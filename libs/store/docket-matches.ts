import { nameOfDocket, type MatchRole } from '../bankruptcy/index.ts';
import { certainRole, debtorProtectedBy, namesIn, plausibleMatches, type DebtorOfDocket, type DebtorTold, type ReceivedEntry } from '../docket/index.ts';
import { isRefusal, type Refusal } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import { inForceAt } from '../policy/law-book.ts';
import { anothersDocket } from './anothers-docket.ts';
import type { Database, Sql } from './database.ts';
import { markDocket } from './docket-marks.ts';
import { instantText } from './read/sql-times.ts';
import { recordOnce } from './record-once.ts';
import { readUtility, type Utility } from './utility.ts';

/** An account that may be a debtor's, with what says so and what became of its provisional hold. */
export interface DocketMatch {
  readonly court: string;
  readonly docketNumber: string;
  readonly accountId: string;
  readonly agrees: readonly string[];
  readonly differs: readonly string[];
  readonly matchedAt: Instant;
  /** Of the hold that stands, or stood last. */
  readonly tipId: string;
  /** That the customer is the docket's debtor: its milestones count for the account. Null while nobody has said so. */
  readonly confirmed: { readonly by: string; readonly role: MatchRole; readonly at: Instant } | null;
  readonly lookedUp: { readonly by: string; readonly found: string; readonly at: Instant } | null;
  readonly releasedAt: Instant | null;
}

export interface MatchedAccount {
  readonly court: string;
  readonly docketNumber: string;
  readonly accountId: string;
}

/** In place of the court, where somebody told of a petition and no docket is known. */
export const toldCourt = 'told';
const ofMatch = 'utility_id = ? and court = ? and docket_number = ? and account_id = ?';
const placeOf = (utilityId: string, { court, docketNumber, accountId }: MatchedAccount) => [utilityId, court, docketNumber, accountId];

/** Latin letters as `namesIn` bares them, so that PostgreSQL finds what it would find. */
const accented = 'áàâäãåéèêëíìîïóòôöõúùûüçñýÿ';
const plain = 'aaaaaaeeeeiiiiooooouuuucnyy';

/**
 * Keeps every account that may be the debtor's. One that was matched before keeps its hold or its release; where name and address (or digits) leave no
 * doubt it is confirmed by itself, unless people have let it go before.
 */
export async function matchDocket(em: Sql, utilityId: string, { court, docketNumber }: Omit<MatchedAccount, 'accountId'>, entries: readonly ReceivedEntry[]): Promise<void> {
  const debtor = debtorProtectedBy(docketNumber, entries);
  if (!debtor) return;
  const debtors = await em.execute<DebtorOfDocket[]>(`select side, name, address, last_four as "lastFour" from docket_debtor where utility_id = ? and court = ? and docket_number = ? order by side`, [utilityId, court, docketNumber]);
  const told: DebtorTold = { ...debtor, addresses: debtors.flatMap(({ address }) => address ?? []), lastFour: debtors.length === 1 ? (debtors[0]?.lastFour ?? null) : null };
  const known = await namesakes(em, utilityId, debtor);
  for (const { accountId, agrees, differs } of plausibleMatches(told, known)) {
    const place = [utilityId, court, docketNumber, accountId];
    await em.execute(
      `insert into docket_match (utility_id, court, docket_number, account_id, agrees, differs, tip_id)
       select ?, ?, ?, ?, array(select json_array_elements_text(?::json)), array(select json_array_elements_text(?::json)), ?
       on conflict (utility_id, court, docket_number, account_id) do update set differs = excluded.differs,
         agrees = docket_match.agrees || array(select said from unnest(excluded.agrees) as said where said <> all(docket_match.agrees))
       where docket_match.released_at is null`,
      [...place, JSON.stringify(agrees), JSON.stringify(differs), nameOfDocket(court, docketNumber)],
    );
    const role = certainRole(debtors, known.find((customer) => customer.accountId === accountId) as (typeof known)[number]);
    if (role === null) continue;
    await em.execute(
      `update docket_match set confirmed_at = coalesce((select clock_now_at from utility u where u.utility_id = docket_match.utility_id), clock_timestamp()), confirmed_by = 'certain', role = ?
       where ${ofMatch} and confirmed_at is null and released_at is null and looked_up_at is null and tip_id = ?`,
      [role, ...place, nameOfDocket(court, docketNumber)],
    );
  }
}

/** Whose name has a surname, or a company's first word, of the debtor's: few of a utility's customers. */
async function namesakes(em: Sql, utilityId: string, debtor: DebtorTold) {
  const words = [...new Set(namesIn(debtor.name).flatMap((name) => (name.kind === 'person' ? name.surname : (name.words[0] ?? []))))];
  if (words.length === 0) return [];
  const rows = await em.execute<{ accountId: string; name: string; mailing: string; premise: string }[]>(
    `select account_id as "accountId", name, mailing_address as mailing, premise_address as premise from account_person
     where utility_id = ? and regexp_replace(translate(lower(name), '${accented}', '${plain}'), '[''’.]', '', 'g') like any(array(select '%' || json_array_elements_text(?::json) || '%')) order by account_id`,
    [utilityId, JSON.stringify(words)],
  );
  return rows.map(({ accountId, name, mailing, premise }) => ({ accountId, name, addresses: [mailing, premise] }));
}

/**
 * Tells every account that was matched and not yet told: its provisional hold stands from then on (BK-STAY). Killed between the two, it tells
 * again, and the account's stream takes it once. @returns how many were told
 */
export async function tellMatches(db: Database, utilityId: string): Promise<number> {
  const untold = await db.forUtility(utilityId, (em) =>
    em.execute<{ court: string; docketNumber: string; accountId: string; tipId: string }[]>(
      `select court, docket_number as "docketNumber", account_id as "accountId", tip_id as "tipId" from docket_match where utility_id = ? and told_at is null order by account_id, court, docket_number limit 1000`,
      [utilityId],
    ),
  );
  for (const match of untold) {
    await tell(db, utilityId, match.accountId, match.tipId);
    await db.retrying(utilityId, (em) => em.execute(`update docket_match set told_at = clock_timestamp() where ${ofMatch} and tip_id = ?`, [...placeOf(utilityId, match), match.tipId]));
  }
  return untold.length;
}

async function tell(db: Database, utilityId: string, accountId: string, tipId: string): Promise<void> {
  const { now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  await recordOnce(db, utilityId, accountId, { type: 'BankruptcyTold', id: `court#${tipId}`, effectiveAt: now, data: { tipId, toldBy: 'court', channel: 'docket' } });
}

const matchColumns = `court, docket_number as "docketNumber", account_id as "accountId", agrees, differs, ${instantText('matched_at')} as "matchedAt", tip_id as "tipId",
  case when confirmed_at is null then null else json_build_object('by', confirmed_by, 'role', role, 'at', ${instantText('confirmed_at')}) end as "confirmed",
  case when looked_up_by is null then null else json_build_object('by', looked_up_by, 'found', looked_up, 'at', ${instantText('looked_up_at')}) end as "lookedUp", ${instantText('released_at')} as "releasedAt"`;

export interface MatchesAsked {
  readonly holding: boolean;
  /** Those alone of which nobody has said yet whose they are. */
  readonly unconfirmed?: boolean;
  readonly of?: Omit<MatchedAccount, 'accountId'>;
}

/** Those that hold first, the oldest of them first. */
export async function listDocketMatches(db: Database, utilityId: string, { holding, unconfirmed = false, of }: MatchesAsked, limit = 500): Promise<readonly DocketMatch[]> {
  return db.forUtility(utilityId, (em) =>
    em.execute<DocketMatch[]>(
      `select ${matchColumns} from docket_match where utility_id = ? and (not ? or released_at is null) and (not ? or confirmed_at is null) and (?::text is null or (court = ? and docket_number = ?))
       order by released_at nulls first, matched_at, account_id limit ${limit}`,
      [utilityId, holding, unconfirmed, of?.court ?? null, of?.court ?? null, of?.docketNumber ?? null],
    ),
  );
}

async function lockMatch(em: Sql, utilityId: string, match: MatchedAccount): Promise<DocketMatch | undefined> {
  const [row] = await em.execute<DocketMatch[]>(`select ${matchColumns} from docket_match where ${ofMatch} for update`, placeOf(utilityId, match));
  return row;
}

/**
 * The first of two people says what looking the docket up showed: this customer is not its debtor. The hold stands until the second agrees.
 *
 * @param found what the docket shows, in the person's words. @returns null when there is no such match
 */
export async function lookUpMatch(db: Database, utilityId: string, match: MatchedAccount, { by, found }: { readonly by: string; readonly found: string }): Promise<DocketMatch | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const known = await lockMatch(em, utilityId, match);
    if (!known) return null;
    const utility = await readUtility(em, utilityId);
    if (known.releasedAt) return no(utility, 'Its hold was released already.');
    await em.execute(`update docket_match set looked_up_by = ?, looked_up = ?, looked_up_at = ? where ${ofMatch}`, [by, found, utility.now, ...placeOf(utilityId, match)]);
    return { ...known, lookedUp: { by, found, at: utility.now } };
  });
}

/**
 * The second person agrees, and the provisional hold ends; what was recorded of the docket on the account counts no more. Whoever looked it up is refused.
 *
 * @returns null when there is no such match
 */
export async function agreeToRelease(db: Database, utilityId: string, match: MatchedAccount, by: string): Promise<DocketMatch | Refusal | null> {
  // An account that was not told of its hold yet would take it after its release.
  await tellMatches(db, utilityId);
  const agreed = await db.retrying(utilityId, async (em) => {
    const known = await lockMatch(em, utilityId, match);
    if (!known) return null;
    const utility = await readUtility(em, utilityId);
    if (known.releasedAt) return known;
    if (!known.lookedUp) return no(utility, 'Nobody has looked the docket up yet.');
    if (known.lookedUp.by === by) return no(utility, `${by} looked it up: a second person has to agree.`);
    await em.execute(`update docket_match set agreed_by = ?, released_at = ? where ${ofMatch}`, [by, utility.now, ...placeOf(utilityId, match)]);
    await markDocket(em, utilityId, match);
    return { ...known, releasedAt: utility.now };
  });
  if (agreed !== null && !isRefusal(agreed)) await bringReleases(db, utilityId, match, match.accountId);
  return agreed;
}

/**
 * What two people released is put on its accounts: nothing of the docket counts there, and its provisional hold ends. Killed before, whoever acts on
 * the docket next does it; done already, it changes nothing.
 *
 * @param onlyAccountId of the one account
 */
export async function bringReleases(db: Database, utilityId: string, docket: Omit<MatchedAccount, 'accountId'>, onlyAccountId: string | null = null): Promise<void> {
  const released = await db.forUtility(utilityId, (em) =>
    em.execute<{ accountId: string; tipId: string; reason: string; lookedUpBy: string; agreedBy: string; releasedAt: Instant; isConfirmed: boolean }[]>(
      `select account_id as "accountId", tip_id as "tipId", looked_up as reason, looked_up_by as "lookedUpBy", agreed_by as "agreedBy", ${instantText('released_at')} as "releasedAt", confirmed_at is not null as "isConfirmed"
       from docket_match where utility_id = ? and court = ? and docket_number = ? and released_at is not null and (?::text is null or account_id = ?) order by account_id`,
      [utilityId, docket.court, docket.docketNumber, onlyAccountId, onlyAccountId],
    ),
  );
  for (const { accountId, tipId, reason, lookedUpBy, agreedBy, releasedAt, isConfirmed } of released) {
    if (isConfirmed) await anothersDocket(db, utilityId, { ...docket, accountId }, { reason, lookedUpBy, agreedBy });
    await recordOnce(db, utilityId, accountId, { type: 'BankruptcyNotFound', id: `court#${tipId}/released`, effectiveAt: releasedAt, data: { tipId, lookedUpBy, agreedBy } });
  }
}

/**
 * A person says that the customer is the docket's debtor, and which one: one is enough to protect. Its milestones are acted on next.
 *
 * @returns null when there is no such match
 */
export async function confirmMatch(db: Database, utilityId: string, match: MatchedAccount, { by, role }: { readonly by: string; readonly role: MatchRole }): Promise<DocketMatch | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const known = await lockMatch(em, utilityId, match);
    if (!known) return null;
    const utility = await readUtility(em, utilityId);
    if (known.releasedAt) return no(utility, 'Two people released it: hold it again first.');
    if (known.court === toldCourt) return no(utility, 'Its docket is not known yet: upload its entries, and confirm the account under that docket.');
    if (known.confirmed) return known.confirmed.role === role ? known : no(utility, `It was confirmed as ${known.confirmed.role}: two people take that back first, by looking it up and releasing it.`);
    await em.execute(`update docket_match set confirmed_at = ?, confirmed_by = ?, role = ? where ${ofMatch}`, [utility.now, by, role, ...placeOf(utilityId, match)]);
    await markDocket(em, utilityId, match);
    return { ...known, confirmed: { by, role, at: utility.now } };
  });
}

/** A release that was wrong is undone: the account holds again at once, under a tip of its own. @returns null when there is no such match */
export async function holdAgain(db: Database, utilityId: string, match: MatchedAccount): Promise<DocketMatch | Refusal | null> {
  const held = await db.retrying(utilityId, async (em) => {
    const known = await lockMatch(em, utilityId, match);
    if (!known) return null;
    if (!known.releasedAt) return no(await readUtility(em, utilityId), 'Its hold stands.');
    const [, base = known.tipId, count = '1'] = /^(.*)~(\d+)$/.exec(known.tipId) ?? [];
    const tipId = `${base}~${Number(count) + 1}`;
    await em.execute(`update docket_match set tip_id = ?, told_at = null, looked_up_by = null, looked_up = null, looked_up_at = null, agreed_by = null, released_at = null, confirmed_at = null, confirmed_by = null, role = null where ${ofMatch}`, [tipId, ...placeOf(utilityId, match)]);
    return { ...known, tipId, confirmed: null, lookedUp: null, releasedAt: null };
  });
  await tellMatches(db, utilityId);
  return held;
}

function no({ law, now }: Utility, sentence: string): Refusal {
  return { refused: true, because: because(inForceAt(law, now), 'BK-STAY', sentence), notBefore: null };
}

/** What somebody said on the phone or at the counter, of themselves or of somebody else. */
export interface ToldOfBankruptcy {
  readonly accountId: string;
  /** Under which it stands until its docket is found: an id of its own, or the docket's where the caller knew it. */
  readonly docket: Omit<MatchedAccount, 'accountId'>;
  readonly toldBy: string;
  readonly channel: string;
  /** In a sentence, for whoever looks the docket up. It stays in PostgreSQL. */
  readonly said: string;
}

/**
 * Holds an account because somebody says that a petition was filed; nobody has looked yet (BK-EVENTS). It is a match like those of dockets: it is
 * confirmed with its docket, or released by two people, and where nobody looks in time a review opens. @returns null when there is no such account
 */
export async function tellOfBankruptcy(db: Database, utilityId: string, { accountId, docket, toldBy, channel, said }: ToldOfBankruptcy): Promise<DocketMatch | Refusal | null> {
  const match = { ...docket, accountId };
  const kept = await db.retrying(utilityId, async (em) => {
    const known = await em.execute<unknown[]>(`select 1 from account where utility_id = ? and account_id = ?`, [utilityId, accountId]);
    if (known.length === 0) return null;
    const { now } = await readUtility(em, utilityId);
    await em.execute(
      `insert into docket_match (utility_id, court, docket_number, account_id, agrees, differs, tip_id, matched_at) values (?, ?, ?, ?, array[?::text], '{}', ?, ?) on conflict do nothing`,
      [...placeOf(utilityId, match), said, nameOfDocket(docket.court, docket.docketNumber), now],
    );
    return lockMatch(em, utilityId, match);
  });
  if (!kept) return null;
  if (kept.releasedAt) return holdAgain(db, utilityId, match);
  const { now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  await recordOnce(db, utilityId, accountId, { type: 'BankruptcyTold', id: `court#${kept.tipId}`, effectiveAt: now, data: { tipId: kept.tipId, toldBy, channel } });
  await db.retrying(utilityId, (em) => em.execute(`update docket_match set told_at = clock_timestamp() where ${ofMatch} and told_at is null`, placeOf(utilityId, match)));
  return kept;
}
