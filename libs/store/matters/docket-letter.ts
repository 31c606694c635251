import type { AccountEvent } from '../../account/account.events.ts';
import type { AccountState } from '../../account/account.state.ts';
import { awaitedLetters } from '../../account/docket-letters.ts';
import { dayOf } from '../../calendar/business-calendar.ts';
import { plusDays } from '../../calendar/days.ts';
import type { Cents } from '../../kernel/money.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { inForceAt } from '../../policy/law-book.ts';
import type { Database, Sql } from '../database.ts';
import type { Letter } from '../letters.ts';
import type { OutboxRow } from '../outbox.ts';
import { readBody } from '../stored-event.ts';
import { readUtility } from '../utility.ts';
import { matterNudge } from './matter-nudge.ts';

/** What a letter of a docket says, as it was decided. */
export interface DocketWords {
  readonly docket: string;
  readonly petitionOn: LocalDate;
  readonly newAccountFromOn: LocalDate;
  readonly assurance: { readonly amountCents: Cents; readonly lastDayOn: LocalDate } | null;
  readonly voids: readonly string[];
}

type Ordered = Extract<AccountEvent, { type: 'DocketLetterOrdered' }>;

/** What to print, or null when the letter is no longer wanted: mailed, or of a docket that has ended. Where somebody speaks for the debtor, it goes there. */
export async function docketLetterOf(db: Database, utilityId: string, noticeId: string): Promise<Letter | null> {
  return db.forUtility(utilityId, async (em) => {
    const found = await orderOf(em, utilityId, noticeId);
    if (found === null) return null;
    const { accountId, event, correlationId } = found;
    const [row] = await em.execute<{ state: AccountState; name: string; mailing_address: string; premise_address: string; e_mail: string | null }[]>(
      `select a.state, p.name, p.mailing_address, p.premise_address, p.e_mail from account a
       join account_person p on p.utility_id = a.utility_id and p.account_id = a.account_id where a.utility_id = ? and a.account_id = ?`,
      [utilityId, accountId],
    );
    if (!row || !awaitedLetters(row.state).some((letter) => letter.noticeId === noticeId && letter.isWanted)) return null;
    const law = inForceAt((await readUtility(em, utilityId)).law, event.effectiveAt);
    const { docket, document, languages, contains, assurance = null, voids = [] } = event.data;
    const petition = row.state.petitions.find((known) => known.docket === docket);
    if (!petition?.filedAt) return null;
    const petitionOn = dayOf(law.calendar, petition.filedAt);
    const counsel = await counselOf(em, utilityId, accountId, docket);
    return {
      utilityId,
      accountId,
      caseId: null,
      noticeId,
      name: row.name,
      mailingAddress: counsel === null ? row.mailing_address : `c/o ${counsel.name}\n${counsel.mailingAddress}`,
      premiseAddress: row.premise_address,
      eMail: row.e_mail,
      unitId: null,
      thirdParty: null,
      pastDueCents: null,
      payByOn: null,
      shutOffOn: null,
      monthlyCostCents: null,
      attached: [],
      docket: { docket, petitionOn, newAccountFromOn: plusDays(petitionOn, 1), assurance, voids },
      document,
      languages,
      contains,
      channel: 'letter',
      orderedAt: event.effectiveAt,
      orderedOn: dayOf(law.calendar, event.effectiveAt),
      correlationId,
      largePrint: row.state.largePrint ?? false,
      law,
      rules: (event.because ?? []).map(({ rule, citation, status }) => ({ rule, citation, status })),
    };
  });
}

async function orderOf(em: Sql, utilityId: string, noticeId: string): Promise<{ readonly accountId: string; readonly event: Ordered; readonly correlationId: string } | null> {
  const [row] = await em.execute<{ account_id: string; body: string }[]>(`select account_id, body from account_event where utility_id = ? and account_id = ? and event_id = ?`, [utilityId, accountOf(noticeId), `arrears#${noticeId}`]);
  if (!row) return null;
  const { event, correlationId } = readBody<Ordered>(row.body);
  return { accountId: row.account_id, event, correlationId };
}

/** `A1.docket.n1` → `A1` */
function accountOf(noticeId: string): string {
  return noticeId.slice(0, noticeId.lastIndexOf('.docket.n'));
}

/** Who speaks for the debtor, as the last petition on the docket told it. */
async function counselOf(em: Sql, utilityId: string, accountId: string, docket: string): Promise<{ readonly name: string; readonly mailingAddress: string } | null> {
  const rows = await em.execute<{ body: string }[]>(`select body from account_event where utility_id = ? and account_id = ? and type = 'PetitionFiled' order by version desc`, [utilityId, accountId]);
  const told = rows.map(({ body }) => readBody<Extract<AccountEvent, { type: 'PetitionFiled' }>>(body).event.data);
  return told.find((data) => data.docket === docket && data.counsel !== undefined)?.counsel ?? null;
}

/** Whom to tell that a letter was taken back. */
export async function nudgesOfLetter(em: Sql, utilityId: string, noticeId: string): Promise<OutboxRow[]> {
  const found = await orderOf(em, utilityId, noticeId);
  return found === null ? [] : [matterNudge(found.event.data.docket)];
}
