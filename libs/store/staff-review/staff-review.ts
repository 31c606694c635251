import { plusDays, startOfDay, weekdayOf } from '../../calendar/days.ts';
import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import type { Refusal } from '../../kernel/because.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import { because } from '../../policy/evaluate.ts';
import type { Law } from '../../policy/facts.ts';
import { inForceAt } from '../../policy/law-book.ts';
import type { Database, Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';
import { readBody, type StoredBody } from '../stored-event.ts';
import { readUtility } from '../utility.ts';
import { accountActTypes, caseActTypes } from './act-types.ts';
import { readDeskSetting } from './desk-settings.ts';
import { sampleOf, type Act, type SampledGroup } from './sample.ts';

export const verdicts = ['signed-off', 'questioned'] as const;
export type ReviewVerdict = (typeof verdicts)[number];

export interface SaidOfAct {
  readonly eventId: string;
  readonly accountId: string;
  readonly verdict: ReviewVerdict;
  readonly note: string;
  readonly at: Instant;
  readonly by: string;
}

const listOf = (types: readonly string[]) => types.map((type) => `'${type}'`).join(', ');

/** Whose act it was: by their authority, or by the field in which such an event names its person. */
const person = (body: string) => `coalesce(
  (select b #>> '{facts,by}' from jsonb_array_elements(${body}::jsonb #> '{event,because}') b where b ->> 'rule' = 'AUTHORITY' and b #>> '{facts,by}' is not null limit 1),
  ${['agreedBy', 'grantedBy', 'placedBy', 'releasedBy', 'refusedBy', 'answeredBy', 'allowedBy', 'taggedBy', 'postedBy'].map((field) => `${body}::jsonb #>> '{event,data,${field}}'`).join(', ')})`;

const acts = `
select t.* from (
  select e.event_id as "eventId", c.account_id as "accountId", e.type, ${instantText('e.at')} as at, ${person('e.body')} as person
  from case_event e join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id
  where e.utility_id = ? and e.at >= ? and e.at < ? and e.type in (${listOf(caseActTypes)})
  union all
  select e.event_id, e.account_id, e.type, ${instantText('e.recorded_at')}, ${person('e.body')}
  from account_event e where e.utility_id = ? and e.recorded_at >= ? and e.recorded_at < ? and e.type in (${listOf(accountActTypes)})
) t where t.person is not null order by t.at, t."eventId", t."accountId"`;

export interface ReviewWeek {
  /** Its Monday. */
  readonly week: LocalDate;
  readonly percent: number;
  readonly groups: readonly SampledGroup[];
  readonly said: readonly SaidOfAct[];
}

function mondayOf(day: LocalDate): LocalDate {
  return plusDays(day, 1 - weekdayOf(day));
}

/** What people did in the week of that day, the sample of it, and what was said of that; drawn by the rate that stood when the week ended. */
export async function readReviewWeek(em: Sql, utilityId: string, law: Law, day: LocalDate): Promise<ReviewWeek> {
  const week = mondayOf(day);
  const [from, to] = [startOfDay(week, law.calendar.zone), startOfDay(plusDays(week, 7), law.calendar.zone)];
  const percent = await readDeskSetting(em, utilityId, 'review-percent', to);
  const found = await em.execute<Act[]>(acts, [utilityId, from, to, utilityId, from, to]);
  const groups = sampleOf(utilityId, week, found, percent);
  return { week, percent, groups, said: await readSaid(em, utilityId, groups.flatMap(({ sample }) => sample)) };
}

/** What was said of these acts, in order. */
async function readSaid(em: Sql, utilityId: string, of: readonly Pick<Act, 'eventId' | 'accountId'>[]): Promise<SaidOfAct[]> {
  return em.execute<SaidOfAct[]>(
    `select s.event_id as "eventId", s.account_id as "accountId", s.verdict, s.note, ${instantText('s.at')} as at, s.by
     from staff_review s join json_to_recordset(?::json) as r(event_id text, account_id text) on r.event_id = s.event_id and r.account_id = s.account_id
     where s.utility_id = ? order by s.number`,
    [JSON.stringify(of.map(({ eventId, accountId }) => ({ event_id: eventId, account_id: accountId }))), utilityId],
  );
}

/** The recorded events behind these acts, by account and event: `A1 A1.1#5`. */
export async function readActEvents(em: Sql, utilityId: string, of: readonly Pick<Act, 'eventId' | 'accountId' | 'type'>[]): Promise<Map<string, StoredBody<AccountEvent | CaseEvent>>> {
  const rows = await em.execute<{ id: string; body: string }[]>(
    `with r as (select * from json_to_recordset(?::json) as r(event_id text, account_id text))
     select c.account_id || ' ' || e.event_id as id, e.body from r
       join case_event e on e.utility_id = ? and e.case_id = regexp_replace(r.event_id, '#[0-9]+$', '') and e.event_id = r.event_id
       join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id and c.account_id = r.account_id
     union all
     select e.account_id || ' ' || e.event_id, e.body from r join account_event e on e.utility_id = ? and e.account_id = r.account_id and e.event_id = r.event_id`,
    [JSON.stringify(of.map(({ eventId, accountId }) => ({ event_id: eventId, account_id: accountId }))), utilityId, utilityId],
  );
  return new Map(rows.map(({ id, body }) => [id, readBody<AccountEvent | CaseEvent>(body)]));
}

export type ReviewWish = Pick<SaidOfAct, 'eventId' | 'accountId' | 'verdict' | 'note' | 'by'>;

/** Signs an act off or questions it. @returns the refusal of one's own act; null where nobody did such a thing */
export async function sayOfAct(db: Database, utilityId: string, { eventId, accountId, verdict, note, by }: ReviewWish): Promise<SaidOfAct | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const { law, now } = await readUtility(em, utilityId);
    const whose = await personOf(em, utilityId, eventId, accountId);
    if (whose === null) return null;
    if (whose === by) return { refused: true, because: because(inForceAt(law, now), 'AUTHORITY', `${by} did this: somebody else has to review it.`), notBefore: null };
    await em.execute('insert into staff_review (utility_id, event_id, account_id, person, verdict, note, at, by) values (?, ?, ?, ?, ?, ?, ?, ?)', [utilityId, eventId, accountId, whose, verdict, note, now, by]);
    return { eventId, accountId, verdict, note, at: now, by };
  });
}

async function personOf(em: Sql, utilityId: string, eventId: string, accountId: string): Promise<string | null> {
  const [row] = await em.execute<{ person: string | null }[]>(
    `select ${person('e.body')} as person from account_event e where e.utility_id = ? and e.account_id = ? and e.event_id = ? and e.type in (${listOf(accountActTypes)})
     union all
     select ${person('e.body')} from case_event e join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id
     where e.utility_id = ? and e.case_id = regexp_replace(?, '#[0-9]+$', '') and e.event_id = ? and c.account_id = ? and e.type in (${listOf(caseActTypes)})`,
    [utilityId, accountId, eventId, utilityId, eventId, eventId, accountId],
  );
  return row?.person ?? null;
}
