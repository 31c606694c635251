import { Migration } from '@mikro-orm/migrations';

/** Tables whose rows belong to one utility each, and are closed to every other (I10). */
const tenantTables = [
  'account',
  'account_person',
  'account_event',
  'case_record',
  'case_event',
  'inbox',
  'dead_letter',
  'feed_mark',
  'pending_mark',
  'obligation',
  'outbox',
  'sweep_review',
  'idempotency',
];

const tables = `
create table utility (
  utility_id text primary key,
  pack text not null,
  clock_mode text not null check (clock_mode in ('real', 'stepped')),
  clock_now_at timestamptz,
  clock_target_at timestamptz,
  swept_through_on date,
  feeds jsonb not null,
  created_at timestamptz not null default now(),
  check ((clock_mode = 'stepped') = (clock_now_at is not null))
);

create table account (
  utility_id text not null references utility,
  account_id text not null,
  version int not null,
  head_hash text not null,
  last_key text not null,
  state json not null,
  balance_cents bigint not null,
  review_on date,
  open_case_id text,
  last_case_id text,
  failure text,
  primary key (utility_id, account_id)
) with (fillfactor = 60);
create index account_failed on account (utility_id) where failure is not null;
create index account_review on account (utility_id, review_on, account_id) where open_case_id is null and review_on is not null;

-- Names and addresses live here and in the bodies of account events, nowhere else.
create table account_person (
  utility_id text not null,
  account_id text not null,
  name text not null,
  mailing_address text not null,
  premise_address text not null,
  primary key (utility_id, account_id)
);

create table account_event (
  utility_id text not null,
  account_id text not null,
  version int not null,
  event_id text not null,
  type text not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  body text not null,
  hash text not null,
  primary key (utility_id, account_id, version)
);
create unique index account_event_once on account_event (utility_id, account_id, event_id);

create table case_record (
  utility_id text not null,
  case_id text not null,
  account_id text not null,
  episode int not null,
  status text not null,
  version int not null,
  head_hash text not null,
  state json not null,
  next_deadline_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  failure text,
  primary key (utility_id, case_id),
  unique (utility_id, account_id, episode)
);
create index case_deadline on case_record (utility_id, next_deadline_at) where status <> 'closed';
create index case_status on case_record (utility_id, status, case_id);

create table case_event (
  utility_id text not null,
  case_id text not null,
  version int not null,
  event_id text not null,
  type text not null,
  at timestamptz not null,
  body text not null,
  hash text not null,
  primary key (utility_id, case_id, version)
);

create table inbox (
  utility_id text not null,
  source text not null,
  event_id text not null,
  account_id text not null,
  body_hash text not null,
  status text not null check (status in ('applied', 'waiting', 'dead')),
  received_at timestamptz not null default now(),
  topic text not null,
  partition int not null,
  msg_offset bigint not null,
  body text,
  primary key (utility_id, source, event_id, account_id)
);
create index inbox_waiting on inbox (utility_id, account_id) where status = 'waiting';

create table dead_letter (
  utility_id text not null,
  dead_letter_id text not null,
  account_ids text[] not null,
  held_ids text[] not null,
  reason text not null,
  detail text not null,
  topic text not null,
  partition int not null,
  msg_offset bigint not null,
  key bytea,
  value bytea,
  source text,
  event_id text,
  correlation_id text not null,
  recorded_at timestamptz not null default now(),
  status text not null default 'open' check (status in ('open', 'resent', 'repaired')),
  replaced_by text,
  primary key (utility_id, dead_letter_id)
);
create index dead_letter_open on dead_letter (utility_id, recorded_at, dead_letter_id);

-- Several sources may speak on one feed; it is complete as far as the slowest of them.
create table feed_mark (
  utility_id text not null,
  feed text not null,
  source text not null,
  through_at timestamptz not null,
  next_at timestamptz,
  primary key (utility_id, feed, source)
);

-- A mark counts once everything that the topic held when it was read has been taken in.
create table pending_mark (
  utility_id text not null,
  feed text not null,
  source text not null,
  through_at timestamptz not null,
  next_at timestamptz,
  topic text not null,
  needs jsonb not null,
  primary key (utility_id, feed, source, through_at)
);

create table feed_position (
  topic text not null,
  partition int not null,
  next_offset bigint not null,
  primary key (topic, partition)
);

create table obligation (
  utility_id text not null,
  key text not null,
  kind text not null,
  account_id text not null,
  case_id text,
  ordered_at timestamptz not null,
  answer_due_at timestamptz not null,
  status text not null check (status in ('open', 'answered')),
  attempts int not null default 0,
  failure text,
  primary key (utility_id, key)
);
create index obligation_open on obligation (utility_id, case_id) where status = 'open';
create index obligation_due on obligation (utility_id, answer_due_at) where status = 'open';

create table outbox (
  id bigint generated always as identity primary key,
  utility_id text not null,
  kind text not null check (kind in ('message', 'nudge')),
  stream text not null,
  topic text,
  key bytea,
  value bytea,
  headers jsonb,
  created_at timestamptz not null default now()
);
create index outbox_order on outbox (utility_id, kind, id);

create table sweep_review (
  utility_id text not null,
  account_id text not null,
  reviewed_on date not null,
  rule text not null,
  sentence text not null,
  primary key (utility_id, account_id)
);

create table idempotency (
  utility_id text not null,
  key text not null,
  request_hash text not null,
  status int not null,
  response jsonb not null,
  created_at timestamptz not null default now(),
  primary key (utility_id, key)
);
`;

/** Streams are appended to and never changed; the role that the services use cannot do otherwise. */
const appendOnly = ['account_event', 'case_event'];

/** Closes a table of tenants to every utility but the one that the transaction serves (I10). */
export const ownUtilityOnly = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_utility on ${table} using (utility_id = current_setting('arrears.utility', true)) with check (utility_id = current_setting('arrears.utility', true));
`;

/** Changes what all utilities have already: tables that are closed to all but one at a time are so to whoever owns them, and are opened to the owner meanwhile. */
export const inEveryUtility = (tables: readonly string[], change: string) => `
${tables.map((table) => `alter table ${table} no force row level security;`).join('\n')}
${change}
${tables.map((table) => `alter table ${table} force row level security;`).join('\n')}
`;

export class Migration20261122Spine extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of tenantTables) this.addSql(ownUtilityOnly(table));
    this.addSql(`
do $$ begin
  if not exists (select from pg_roles where rolname = 'arrears_service') then
    create role arrears_service nologin nosuperuser nobypassrls;
  end if;
exception
  -- Roles belong to all databases of a server: another one, migrated at the same moment, was quicker.
  when duplicate_object or unique_violation then null;
end $$;
grant usage on schema public to arrears_service;
grant select, insert, update, delete on all tables in schema public to arrears_service;
revoke update, delete on ${appendOnly.join(', ')} from arrears_service;
grant usage on all sequences in schema public to arrears_service;
`);
  }
}
