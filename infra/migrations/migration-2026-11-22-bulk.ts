import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- An intervention in many cases: what is wished, who asked, who approved, and how far it is. Which cases these are is settled when it is asked for.
create table bulk (
  utility_id text not null references utility,
  bulk_id text not null,
  wish json not null,
  chosen json not null,
  asked_by text not null,
  asked_as text,
  asked_at timestamptz not null,
  approved_by text,
  canary int not null check (canary > 0),
  per_minute int not null check (per_minute > 0),
  status text not null default 'looking' check (status in ('looking', 'asked', 'canary', 'canary-done', 'running', 'paused', 'stopped', 'done')),
  paused_in text check (paused_in in ('canary', 'running')),
  said json not null default '[]',
  -- The next case is not done before: by the clock of the machine, since it spares the machine and decides nothing.
  next_at timestamptz not null default clock_timestamp(),
  primary key (utility_id, bulk_id),
  check ((status = 'paused') = (paused_in is not null)),
  check (approved_by is null or approved_by <> asked_by)
);
create index bulk_order on bulk (utility_id, asked_at desc, bulk_id);
create index bulk_at_work on bulk (utility_id) where status in ('looking', 'canary', 'running');

create table bulk_line (
  utility_id text not null,
  bulk_id text not null,
  case_id text not null,
  -- Spread over the whole set, always in the same way.
  place int not null,
  foreseen text check (foreseen in ('would-do', 'refused')),
  foreseen_because json,
  foreseen_events text[],
  is_canary boolean not null default false,
  status text not null default 'waiting' check (status in ('waiting', 'done', 'refused', 'failed', 'left')),
  because json,
  event_ids text[],
  attempts int not null default 0,
  failure text,
  done_at timestamptz,
  primary key (utility_id, bulk_id, case_id),
  foreign key (utility_id, bulk_id) references bulk
);
create index bulk_line_waiting on bulk_line (utility_id, bulk_id, is_canary, attempts, foreseen desc, place) where status = 'waiting';
`;

/** Interventions in many cases. */
export class Migration20261122Bulk extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of ['bulk', 'bulk_line']) {
      this.addSql(ownUtilityOnly(table));
      this.addSql(`grant select, insert, update on ${table} to arrears_service`);
    }
  }
}
