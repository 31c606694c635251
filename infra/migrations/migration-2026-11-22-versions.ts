import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- What the files of a version said when it was set up: another text under the same version is another law.
alter table utility add column pack_hash text, add column calendar_hash text;

create table what_if_report (
  utility_id text not null references utility,
  what_if_id text not null,
  report json not null,
  kept_at timestamptz not null default now(),
  primary key (utility_id, what_if_id)
);

-- The versions that follow the first one. One stands from in_force_at on, once enough people have signed for it.
create table pack_activation (
  utility_id text not null references utility,
  activation_id text not null,
  pack text not null,
  pack_hash text not null,
  calendar_hash text not null,
  against text not null,
  from_on date not null,
  reason text not null,
  what_if_id text not null,
  exceeded json not null,
  asked_by text not null,
  asked_at timestamptz not null,
  signatures json not null default '[]',
  status text not null default 'asked' check (status in ('asked', 'stands', 'withdrawn')),
  in_force_at timestamptz,
  withdrawn_by text,
  cases_told_through text,
  primary key (utility_id, activation_id),
  check ((status = 'stands') = (in_force_at is not null))
);
create unique index pack_activation_asked on pack_activation (utility_id) where status = 'asked';

create table pack_migration (
  utility_id text not null references utility,
  migration_id text not null,
  to_pack text not null,
  cohort json not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text,
  undone_by text,
  undo_reason text,
  status text not null default 'asked' check (status in ('asked', 'moving', 'moved', 'undoing', 'undone', 'withdrawn')),
  primary key (utility_id, migration_id)
);

create table pack_migration_case (
  utility_id text not null,
  migration_id text not null,
  case_id text not null,
  status text not null default 'waiting' check (status in ('waiting', 'moved', 'not-moved', 'moved-back', 'kept')),
  from_pack text,
  note text,
  primary key (utility_id, migration_id, case_id),
  foreign key (utility_id, migration_id) references pack_migration
);
create index pack_migration_case_status on pack_migration_case (utility_id, migration_id, status, case_id);
`;

/** The versions of a utility's law, and the cases that are moved from one to another. */
export class Migration20261122Versions extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of ['what_if_report', 'pack_activation', 'pack_migration', 'pack_migration_case']) {
      this.addSql(ownUtilityOnly(table));
      this.addSql(`grant select, insert, update, delete on ${table} to arrears_service`);
    }
  }
}
