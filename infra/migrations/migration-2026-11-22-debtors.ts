import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Accounts that may be a debtor's: the provisional hold that each got, and its release by two people. */
export class Migration20261122Debtors extends Migration {
  override up(): void {
    this.addSql(`
create table docket_match (
  utility_id text not null,
  court text not null,
  docket_number text not null,
  account_id text not null,
  agrees text[] not null,
  differs text[] not null,
  matched_at timestamptz not null default clock_timestamp(),
  -- The hold is told to the account's stream; until then this row is what remembers it.
  tip_id text not null,
  told_at timestamptz,
  looked_up_by text,
  looked_up text,
  looked_up_at timestamptz,
  agreed_by text,
  released_at timestamptz,
  primary key (utility_id, court, docket_number, account_id),
  check (looked_up_by <> agreed_by),
  check ((agreed_by is null) = (released_at is null) and (agreed_by is null or looked_up_by is not null))
);
create index docket_match_untold on docket_match (utility_id) where told_at is null;
${ownUtilityOnly('docket_match')}
grant select, insert, update on docket_match to arrears_service;
`);
  }
}
