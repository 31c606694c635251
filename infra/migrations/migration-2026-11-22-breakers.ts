import { Migration } from '@mikro-orm/migrations';

const tables = `
-- One row for each time that a breaker tripped; it is open until two people have reset it.
create table breaker_trip (
  utility_id text not null,
  trip_id bigint generated always as identity,
  kind text not null,
  tripped_at timestamptz not null,
  counted int not null,
  bound int not null,
  usual double precision not null,
  bound_from text not null check (bound_from in ('learnt', 'set')),
  sentence text not null,
  request_id text,
  asked_at timestamptz,
  asked_by text,
  asked_because text,
  reset_at timestamptz,
  reset_by text,
  reset_because text,
  -- What the day had brought when it was reset; the day is counted on from there.
  counted_at_reset int,
  primary key (utility_id, trip_id),
  check ((reset_at is null) = (reset_by is null) and (reset_at is null) = (counted_at_reset is null)),
  check (reset_by <> asked_by)
);
create unique index breaker_trip_open on breaker_trip (utility_id, kind) where reset_at is null;
create index breaker_trip_reset on breaker_trip (utility_id, kind, reset_at);

-- The day's orders are counted here; no row is shared between accounts.
create index case_event_counted on case_event (utility_id, type, at) where type in ('NoticeOrdered', 'DoorTagOrdered', 'ShutOffOrdered');

alter table breaker_trip enable row level security;
alter table breaker_trip force row level security;
create policy own_utility on breaker_trip using (utility_id = current_setting('arrears.utility', true)) with check (utility_id = current_setting('arrears.utility', true));
grant select, insert, update on breaker_trip to arrears_service;
`;

/** Breakers against a cascade of orders (M41). */
export class Migration20261122Breakers extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
