import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- For which day something is planned or ordered. A plain column, so that the index serves under row-level security.
alter table case_event add column for_day text generated always as (
  case when type in ('ShutOffPlanned', 'ShutOffOrdered', 'DoorTagOrdered', 'NoticeVisitOrdered', 'RestorationOrdered') then body::jsonb #>> '{event,data,onDay}' end
) stored;
create index case_event_for_day on case_event (utility_id, for_day, type, case_id, version) where for_day is not null;

-- What a supervisor signed of a day of shut-offs: its list, and its closing. Each record holds the hash of the one before.
create table shut_off_day_record (
  utility_id text not null,
  number int not null,
  kind text not null check (kind in ('signed', 'closed')),
  on_day text not null,
  at timestamptz not null,
  by text not null,
  note text not null,
  content_hash text not null,
  content json not null,
  hash text not null,
  primary key (utility_id, number)
);
create unique index shut_off_day_closed_once on shut_off_day_record (utility_id, on_day) where kind = 'closed';
create index shut_off_day_of on shut_off_day_record (utility_id, on_day, number);

-- Which crew takes an order, and as its how many-th of the day: the last word counts.
create table crew_assignment (
  utility_id text not null,
  assignment_id bigint generated always as identity,
  work_order_id text not null,
  crew_id text not null,
  place int,
  at timestamptz not null,
  by text not null,
  reason text not null,
  primary key (utility_id, work_order_id, assignment_id)
);

grant select, insert on shut_off_day_record, crew_assignment to arrears_service;
${['shut_off_day_record', 'crew_assignment'].map(ownUtilityOnly).join('\n')}
`;

/** Days of shut-offs: their lists, signatures, crews and closings. */
export class Migration20261122ShutOffDays extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
