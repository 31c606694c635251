import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** What courts sent to a utility, an entry once (BK-EVENTS). It names people, and stays here. */
export class Migration20261122Court extends Migration {
  override up(): void {
    this.addSql(`
create table docket_entry (
  utility_id text not null,
  court text not null,
  docket_number text not null,
  -- The court's number of the entry, or for one without: its day and what it says.
  entry_key text not null,
  number text,
  date_filed date,
  date_entered date,
  short_description text not null,
  text text,
  case_name text,
  sources text[] not null,
  first_received_at timestamptz not null default clock_timestamp(),
  last_changed_at timestamptz not null default clock_timestamp(),
  primary key (utility_id, court, docket_number, entry_key)
);
${ownUtilityOnly('docket_entry')}
grant select, insert, update on docket_entry to arrears_service;
`);
  }
}
