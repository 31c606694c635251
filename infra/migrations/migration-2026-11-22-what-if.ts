import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Runs of what-if: who asked for them, and how far they are. What came of them stands in `what_if_report`. */
export class Migration20261122WhatIf extends Migration {
  override up(): void {
    this.addSql(`
create table what_if (
  utility_id text not null,
  what_if_id text not null,
  status text not null check (status in ('running', 'done', 'failed')),
  started_by text not null,
  started_at timestamptz not null default clock_timestamp(),
  -- When the server that runs it last said so: one that is silent is gone.
  alive_at timestamptz not null default clock_timestamp(),
  draft jsonb not null,
  current jsonb not null,
  accounts int not null default 0,
  of_accounts int,
  thresholds jsonb not null,
  failure text,
  primary key (utility_id, what_if_id)
);
create unique index what_if_running on what_if (utility_id) where status = 'running';
${ownUtilityOnly('what_if')}
grant select, insert, update, delete on what_if to arrears_service;
`);
  }
}
