import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- One row for each hour of the utility's clock: what was recorded in it, and the worst that was seen. The counts can be counted anew.
create table operations_hour (
  utility_id text not null,
  hour timestamptz not null,
  on_accounts int not null default 0,
  in_cases int not null default 0,
  outbox_rows int not null default 0,
  outbox_seconds int not null default 0,
  overdue_deadlines int not null default 0,
  latest_seconds int not null default 0,
  overdue_answers int not null default 0,
  failing int not null default 0,
  parked int not null default 0,
  waiting int not null default 0,
  primary key (utility_id, hour)
);

-- Streams grow with time: so little of an index finds an hour of them.
create index account_event_recorded on account_event using brin (recorded_at);
create index case_event_at on case_event using brin (at);

-- Who mended a message, and with what; what came stays as it came.
alter table dead_letter add column repaired_by text, add column repaired_at timestamptz, add column repaired_value bytea;

grant select, insert, update, delete on operations_hour to arrears_service;
${ownUtilityOnly('operations_hour')}
`;

/** What the operations screen shows of the last days, and who repaired which message. */
export class Migration20261122Operations extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
