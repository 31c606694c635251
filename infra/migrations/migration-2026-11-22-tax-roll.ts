import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- Which parcel an account lies on, as billing told it last.
create table account_parcel (
  utility_id text not null,
  account_id text not null,
  parcel_id text not null,
  primary key (utility_id, account_id)
);
create index account_parcel_parcel on account_parcel (utility_id, parcel_id);

create table roll_season (
  utility_id text not null references utility,
  season_id text not null,
  version int not null,
  head_hash text not null,
  status text not null,
  state json not null,
  -- How far the page by page work of its present stage has come.
  cursor text not null default '',
  next_look_at timestamptz,
  waits_for text,
  primary key (utility_id, season_id)
);

-- The stream: appended to and never changed.
create table roll_event (
  utility_id text not null,
  season_id text not null,
  version int not null,
  line_id text,
  type text not null,
  at timestamptz not null,
  body text not null,
  hash text not null,
  primary key (utility_id, season_id, version)
);
create index roll_event_certified on roll_event (utility_id, at) where type = 'LineCertified';

create table roll_line (
  utility_id text not null,
  season_id text not null,
  line_id text not null,
  parcel_id text,
  status text not null,
  state json not null,
  next_look_at timestamptz,
  primary key (utility_id, season_id, line_id),
  foreign key (utility_id, season_id) references roll_season
);
create index roll_line_status on roll_line (utility_id, season_id, status, line_id);
create index roll_line_look on roll_line (utility_id, next_look_at) where next_look_at is not null;

-- Lines whose account changed, in the transaction of the change: to be looked at, whatever becomes of the nudge.
create table roll_touch (
  utility_id text not null,
  touch_id bigint generated always as identity,
  season_id text not null,
  line_id text not null,
  primary key (utility_id, touch_id)
);

create table roll_file (
  utility_id text not null,
  season_id text not null,
  kind text not null,
  nth int not null,
  file_name text not null,
  sha256 text not null,
  text text not null,
  written_at timestamptz not null,
  primary key (utility_id, season_id, kind, nth)
);
`;

const tenantTables = ['account_parcel', 'roll_season', 'roll_event', 'roll_line', 'roll_touch', 'roll_file'];

/** Seasons of tax rolls, their lines and their files. */
export class Migration20261122TaxRoll extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of tenantTables) {
      this.addSql(ownUtilityOnly(table));
      this.addSql(`grant select, insert, update, delete on ${table} to arrears_service`);
    }
    this.addSql('revoke update, delete on roll_event from arrears_service');
    this.addSql('grant usage on all sequences in schema public to arrears_service');
  }
}
