import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** What the process of a docket has to know of each account that the docket names. A row an account: none is shared between accounts. */
export class Migration20261122Matters extends Migration {
  override up(): void {
    this.addSql(`
create table matter_account (
  utility_id text not null,
  docket text not null,
  account_id text not null,
  is_open boolean not null,
  -- Later than the look that wrote it: what is due by then was decided.
  next_look_at timestamptz,
  primary key (utility_id, docket, account_id)
);
create index matter_account_look on matter_account (utility_id, next_look_at) where is_open;
create index matter_account_account on matter_account (utility_id, account_id);
${ownUtilityOnly('matter_account')}
grant select, insert, update, delete on matter_account to arrears_service;
`);
  }
}
