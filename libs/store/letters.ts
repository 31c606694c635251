import type { AccountEvent } from '../account/account.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { languagesFor } from '../documents/index.ts';
import type { Cents } from '../kernel/money.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { CaseEventData } from '../case/case.events.ts';
import type { Paper } from '../case/papers.ts';
import { isDocketNotice } from '../account/docket-notices.ts';
import { accountOfCase } from './advance-cases.ts';
import type { Database, Sql } from './database.ts';
import { docketLetterOf, nudgesOfLetter, type DocketWords } from './matters/docket-letter.ts';
import { nudgeRow, putIntoOutbox } from './outbox.ts';
import { readBody } from './stored-event.ts';
import type { CaseEvent } from '../case/case.events.ts';
import { recordFact } from './people.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility } from './utility.ts';

/** Everything that a letter says. It leaves PostgreSQL for the printer alone. */
export interface Letter {
  readonly utilityId: string;
  readonly accountId: string;
  /** Null for a letter of a docket. */
  readonly caseId: string | null;
  readonly noticeId: string;
  readonly name: string;
  readonly mailingAddress: string;
  readonly premiseAddress: string;
  /** The unit whose occupants it is for; null for what goes to the customer. */
  readonly unitId: string | null;
  /** To whom the customer named; null for every other letter. */
  readonly thirdParty: { readonly name: string; readonly mailingAddress: string } | null;
  /** What was decided with it, as far as this one says it. */
  readonly pastDueCents: Cents | null;
  readonly payByOn: LocalDate | null;
  readonly shutOffOn: LocalDate | null;
  readonly monthlyCostCents: Cents | null;
  /** What a letter of a docket says; null for every other. */
  readonly docket: DocketWords | null;
  readonly orderedAt: Instant;
  readonly orderedOn: LocalDate;
  /** Of the bill that the case is about, where the case was opened by the sweep. */
  readonly correlationId: string;
  readonly document: string;
  readonly languages: readonly string[];
  /** What the decision relied on that the letter says. */
  readonly contains: readonly string[];
  readonly largePrint: boolean;
  /** By mail, by e-mail, posted on the door of a unit, or brought by the crew of a work order. */
  readonly channel: 'letter' | 'e-mail' | 'posting' | 'crew';
  /** Documents that lie with it. */
  readonly attached: readonly string[];
  /** The customer's address for e-mail, where there is one on file. */
  readonly eMail: string | null;
  /** The law in force when the letter was ordered, with the texts of its documents. */
  readonly law: Law;
  readonly rules: readonly { readonly rule: string; readonly citation: string; readonly status: string }[];
}

/** `A1.2.n1` → `A1.2` */
export function caseOfNotice(noticeId: string): string {
  return noticeId.slice(0, noticeId.lastIndexOf('.'));
}

/** What to print, or null when the notice is no longer wanted: withdrawn, answered, or its case closed. */
export async function letterOf(db: Database, utilityId: string, noticeId: string): Promise<Letter | null> {
  if (isDocketNotice(noticeId)) return docketLetterOf(db, utilityId, noticeId);
  return db.forUtility(utilityId, async (em) => {
    const [row] = await em.execute<PersonRow[]>(
      `select c.state, p.name, p.mailing_address, p.premise_address, p.e_mail, a.state->>'language' as language, coalesce((a.state->>'largePrint')::boolean, false) as large_print
       from case_record c
       join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
       join account_person p on p.utility_id = c.utility_id and p.account_id = c.account_id
       where c.utility_id = ? and c.case_id = ?`,
      [utilityId, caseOfNotice(noticeId)],
    );
    return !row || !isAwaited(row.state, noticeId) ? null : orderedLetter(em, utilityId, noticeId, row);
  });
}

/**
 * The letter that was ordered under that id, whatever became of it, to whoever was the customer when it was printed (without a print, when it was
 * ordered): what was learnt since is not in it. Null when a case never ordered one.
 */
export async function letterAsRecorded(em: Sql, utilityId: string, noticeId: string): Promise<Letter | null> {
  const accountId = accountOfCase(caseOfNotice(noticeId));
  const [known] = await em.execute<{ version: number }[]>(
    `select coalesce((select account_version from letter_paper where utility_id = e.utility_id and notice_id = ?),
       (select max(version) from account_event where utility_id = e.utility_id and account_id = ? and recorded_at <= e.at), 0) as version
     from case_event e where e.utility_id = ? and e.case_id = ? and ${ordersLetter} order by e.version limit 1`,
    [noticeId, accountId, utilityId, caseOfNotice(noticeId), ...namesLetter(noticeId)],
  );
  const rows = await em.execute<{ body: string }[]>(
    `select body from account_event where utility_id = ? and account_id = ? and type in ('AccountOpened', 'AccountChanged') and version <= ? order by effective_at, version`,
    [utilityId, accountId, known?.version ?? 0],
  );
  const told = rows.map(({ body }) => readBody<Extract<AccountEvent, { type: 'AccountOpened' | 'AccountChanged' }>>(body).event.data).reduce<Partial<CustomerTold>>((before, data) => ({ ...before, ...data }), {});
  const { customer, language = null, largePrint = false } = told;
  if (known === undefined || customer === undefined) return null;
  const { name, mailingAddress, premiseAddress, eMail = null } = customer;
  return orderedLetter(em, utilityId, noticeId, { name, mailing_address: mailingAddress, premise_address: premiseAddress, e_mail: eMail, language, large_print: largePrint });
}

type CustomerTold = Extract<AccountEvent, { type: 'AccountOpened' }>['data'];

interface Addressee {
  readonly name: string;
  readonly mailing_address: string;
  readonly premise_address: string;
  readonly e_mail: string | null;
  readonly language: string | null;
  readonly large_print: boolean;
}

interface PersonRow extends Addressee {
  readonly state: CaseState;
}

/** Which decision of the case `e` ordered a letter or a paper; its parameters are those of `namesLetter`. */
const ordersLetter = `e.type in ('NoticeOrdered', 'OccupantNoticesOrdered', 'ThirdPartyNoticesOrdered', 'NoticeVisitOrdered', 'DoorTagOrdered', 'ShutOffOrdered')
  and (e.body like ? or e.body like ?) and not (e.type in ('NoticeVisitOrdered', 'DoorTagOrdered', 'ShutOffOrdered') and e.body not like ?)`;
const namesLetter = (noticeId: string) => [named('noticeId', noticeId), named('workOrderId', noticeId), named('workOrderId', noticeId)];

async function orderedLetter(em: Sql, utilityId: string, noticeId: string, to: Addressee): Promise<Letter | null> {
  const caseId = caseOfNotice(noticeId);
  const [row] = await em.execute<{ body: string }[]>(`select e.body from case_event e where e.utility_id = ? and e.case_id = ? and ${ordersLetter} limit 1`, [utilityId, caseId, ...namesLetter(noticeId)]);
  if (!row) return null;
  const { event, correlationId } = readBody<CaseEvent>(row.body);
  // An order without a paper has nothing to be printed.
  if ((event.type === 'NoticeVisitOrdered' || event.type === 'DoorTagOrdered' || event.type === 'ShutOffOrdered') && event.data.paper === undefined) return null;
  // The letter of the version in force when it was ordered, whatever version the case began under.
  const law = inForceAt((await readUtility(em, utilityId)).law, event.at);
  return {
    utilityId,
    accountId: accountOfCase(caseId),
    caseId,
    noticeId,
    name: to.name,
    mailingAddress: to.mailing_address,
    premiseAddress: to.premise_address,
    ...decidedWith(event, noticeId, law, to.language),
    thirdParty: await thirdPartyOf(em, utilityId, accountOfCase(caseId), noticeId, event),
    docket: null,
    orderedAt: event.at,
    orderedOn: dayOf(law.calendar, event.at),
    correlationId,
    largePrint: to.large_print,
    eMail: to.e_mail,
    law,
    rules: event.because.map(({ rule, citation, status }) => ({ rule, citation, status })),
  };
}

export interface PrintedPaper {
  readonly sha256: string;
  readonly pages: number;
  readonly printedAt: Instant;
}

/** Notes what was printed, once. */
export async function recordPaper(db: Database, { utilityId, accountId, noticeId }: Pick<Letter, 'utilityId' | 'accountId' | 'noticeId'>, { sha256, pages }: Pick<PrintedPaper, 'sha256' | 'pages'>): Promise<void> {
  await db.forUtility(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    await em.execute(
      `insert into letter_paper (utility_id, notice_id, sha256, pages, printed_at, account_version)
       values (?, ?, ?, ?, ?, coalesce((select version from account where utility_id = ? and account_id = ?), 0)) on conflict do nothing`,
      [utilityId, noticeId, sha256, pages, now, utilityId, accountId],
    );
  });
}

/** Null for what was never printed, or before prints were noted. */
export async function readPaper(em: Sql, utilityId: string, noticeId: string): Promise<PrintedPaper | null> {
  const [row] = await em.execute<PrintedPaper[]>(`select sha256, pages, ${instantText('printed_at')} as "printedAt" from letter_paper where utility_id = ? and notice_id = ?`, [utilityId, noticeId]);
  return row ?? null;
}

/** As a recorded event names an id. */
function named(field: 'noticeId' | 'workOrderId', id: string): string {
  return `%"${field}":"${id.replaceAll(/[%_\\]/g, '\\$&')}"%`;
}

/** A letter that is withdrawn, answered, or of a closed case is waited for no more. */
function isAwaited(state: CaseState, noticeId: string): boolean {
  if (state.status === 'closed') return false;
  if (state.workOrders.some((order) => order.workOrderId === noticeId && order.status === 'open')) return true;
  if (state.occupantNotices?.some((known) => known.noticeId === noticeId && known.status === 'open')) return true;
  if (state.thirdPartyNotices?.some((copy) => copy.noticeId === noticeId && copy.status === 'open')) return true;
  return state.status === 'notice-ordered' && state.notice?.noticeId === noticeId;
}

/** Whom a copy is for, as the customer named them last; the name stands in the account's stream alone. */
async function thirdPartyOf(em: Sql, utilityId: string, accountId: string, noticeId: string, event: CaseEvent): Promise<Letter['thirdParty']> {
  const thirdPartyId = event.type === 'ThirdPartyNoticesOrdered' ? event.data.notices.find((copy) => copy.noticeId === noticeId)?.thirdPartyId : undefined;
  if (thirdPartyId === undefined) return null;
  const rows = await em.execute<{ body: string }[]>(
    `select body from account_event where utility_id = ? and account_id = ? and type = 'ThirdPartyNamed' order by effective_at desc, version desc`,
    [utilityId, accountId],
  );
  const named = rows.map(({ body }) => readBody<Extract<AccountEvent, { type: 'ThirdPartyNamed' }>>(body).event.data).find((data) => data.thirdPartyId === thirdPartyId);
  return named?.contact ?? null;
}

type Decided = Pick<Letter, 'unitId' | 'pastDueCents' | 'payByOn' | 'shutOffOn' | 'monthlyCostCents' | 'document' | 'languages' | 'contains' | 'channel' | 'attached'>;

/** What the order itself says of the letter; notices of before they told their document get the one of the law. */
function decidedWith(event: CaseEvent, noticeId: string, law: Law, language: string | null): Decided {
  const nothingElse = { unitId: null, pastDueCents: null, payByOn: null, shutOffOn: null, monthlyCostCents: null, attached: [] } as const;
  if (event.type === 'OccupantNoticesOrdered') {
    const { notices, document = 'occupant-notice', languages = [], contains = [], deliverBy, shutOffOn, monthlyCostCents = null } = event.data;
    const unitId = notices.find((known) => known.noticeId === noticeId)?.unitId ?? null;
    return { ...nothingElse, unitId, shutOffOn, monthlyCostCents, document, languages, contains, channel: deliverBy };
  }
  if (event.type === 'ThirdPartyNoticesOrdered') {
    const { document = 'third-party-notice', languages = [], contains = [], pastDueCents, payByOn } = event.data;
    return { ...nothingElse, pastDueCents, payByOn, document, languages, contains, channel: 'letter' };
  }
  if (event.type === 'NoticeVisitOrdered' || event.type === 'DoorTagOrdered' || event.type === 'ShutOffOrdered') {
    const { document, languages, contains, pastDueCents, payByOn = null, shutOffOn = null } = event.data.paper as Paper;
    const policy = event.type === 'NoticeVisitOrdered' ? law.pack.policy?.document : undefined;
    return { ...nothingElse, pastDueCents, payByOn, shutOffOn, document, languages, contains, channel: 'crew', attached: policy === undefined ? [] : [policy] };
  }
  const { document, languages, contains = [], channel = 'letter', pastDueCents, payByOn } = event.data as CaseEventData<'NoticeOrdered'>;
  return {
    ...nothingElse,
    pastDueCents,
    payByOn,
    document: document ?? law.pack.documents?.steps.notice ?? 'disconnect-notice',
    languages: languages ?? (law.documents === null ? [] : languagesFor(law.documents, language)),
    contains,
    channel,
  };
}

/**
 * Has the printer void a letter that is no longer wanted, and is then done with it; the case's process is told. Voiding twice is
 * voiding once: what fails halfway is tried again.
 * @returns false when there is nothing to void: the letter was mailed, or voided already
 */
export async function takeBackLetter(db: Database, utilityId: string, noticeId: string, takeBack: (withdrawnOn: LocalDate) => Promise<unknown>): Promise<boolean> {
  return db.forUtility(utilityId, async (em) => {
    const [open] = await em.execute<{ key: string }[]>(`select key from obligation where utility_id = ? and key = ? and kind = 'letter' and status = 'open' for update`, [utilityId, noticeId]);
    if (!open) return false;
    const { law, now } = await readUtility(em, utilityId);
    await takeBack(dayOf(law.calendar, now));
    await em.execute(`update obligation set status = 'answered', failure = null where utility_id = ? and key = ?`, [utilityId, noticeId]);
    await putIntoOutbox(em, utilityId, isDocketNotice(noticeId) ? await nudgesOfLetter(em, utilityId, noticeId) : [nudgeRow(caseOfNotice(noticeId))]);
    return true;
  });
}

/** A mail server refused the notice for good, or there is no address to send it to: a bounce like one that is told later. */
export async function recordBounce(db: Database, { utilityId, accountId, noticeId }: Pick<Letter, 'utilityId' | 'accountId' | 'noticeId'>, reason: string): Promise<void> {
  const { now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  await recordFact(db, utilityId, accountId, { type: 'NoticeBounced', id: `mail#${noticeId}`, effectiveAt: now, data: { noticeId, reason } }, `mail#${noticeId}`);
}

export interface ReportedDelivery {
  readonly utilityId: string;
  readonly noticeId: string;
  readonly outcome: 'delivered' | 'failed';
  readonly status: string;
}

/**
 * What a mail server reported of a notice. The same report told twice is one fact.
 * @returns false when it was known, or no account has that notice
 */
export async function recordDeliveryReport(db: Database, { utilityId, noticeId, outcome, status }: ReportedDelivery): Promise<boolean> {
  const accountId = accountOfCase(caseOfNotice(noticeId));
  const id = `mail-report#${outcome}/${noticeId}`;
  const { law, now, isKnown } = await db.forUtility(utilityId, async (em) => {
    const known = await em.execute<object[]>(`select 1 from account_event where utility_id = ? and account_id = ? and event_id = ?`, [utilityId, accountId, id]);
    return { ...(await readUtility(em, utilityId)), isKnown: known.length > 0 };
  });
  if (isKnown) return false;
  const about = { id, effectiveAt: now } as const;
  const fact =
    outcome === 'failed'
      ? ({ ...about, type: 'NoticeBounced', data: { noticeId, reason: status } } as const)
      : ({ ...about, type: 'NoticeDelivered', data: { noticeId, deliveredOn: dayOf(law.calendar, now), channel: 'e-mail', proof: id } } as const);
  return (await recordFact(db, utilityId, accountId, fact, id)) !== null;
}

/** Notes that an effect was tried, and how it failed; a failing one shows on the stuck list. */
export async function recordAttempt(db: Database, utilityId: string, obligationKey: string, failure: string | null): Promise<void> {
  await db.forUtility(utilityId, (em) =>
    em.execute(`update obligation set attempts = attempts + 1, failure = ? where utility_id = ? and key = ? and status = 'open'`, [failure, utilityId, obligationKey]),
  );
}
