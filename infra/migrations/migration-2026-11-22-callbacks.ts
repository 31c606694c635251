import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Callbacks that were promised and are not done: a read model of the accounts, rebuilt with them (M45). */
export class Migration20261122Callbacks extends Migration {
  override up(): void {
    this.addSql(`
create table callback (
  utility_id text not null,
  account_id text not null,
  contact_id text not null,
  due_on date not null,
  owner text,
  promised_at timestamptz not null,
  primary key (utility_id, account_id, contact_id)
);
create index callback_order on callback (utility_id, due_on, account_id, contact_id);
${ownUtilityOnly('callback')}
grant select, insert, update, delete on callback to arrears_service;
`);
  }
}
