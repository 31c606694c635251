import { Migration } from '@mikro-orm/migrations';
import { inEveryUtility, ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Of what is there already; the oldest due date comes when a case is next looked at, or with a rebuild. */
const ofBefore = `
update case_record c set
  pack = coalesce(c.state ->> 'pack', ''),
  planned_on = (c.state ->> 'plannedOn')::date,
  held_kinds = coalesce((select array_agg(distinct h ->> 'kind') from json_array_elements(c.state -> 'heldBy') h), '{}'),
  awaits_approval = c.status <> 'closed' and coalesce(c.state ->> 'approvalRequested' = 'true' and c.state ->> 'approvedBy' is null, false),
  is_parked = coalesce(json_array_length(a.state -> 'parked') > 0, false),
  balance_cents = a.balance_cents,
  customer_class = coalesce(a.state ->> 'customerClass', ''),
  language = a.state ->> 'language'
from account a where a.utility_id = c.utility_id and a.account_id = c.account_id;
`;

/** What lists of cases ask, beside where a case stands: written with the case, from its own fold and its account's. */
const columns = `
alter table case_record
  add column pack text not null default '',
  add column planned_on date,
  add column held_kinds text[] not null default '{}',
  add column awaits_approval boolean not null default false,
  add column is_parked boolean not null default false,
  add column balance_cents bigint not null default 0,
  add column oldest_due_on date,
  add column customer_class text not null default '',
  add column language text;

${inEveryUtility(['case_record', 'account'], ofBefore)}
-- One for each order in which a list of open cases is read, and for what is stuck.
drop index case_deadline;
create index case_deadline on case_record (utility_id, next_deadline_at, case_id) where status <> 'closed';
create index case_opened on case_record (utility_id, opened_at, case_id);
create index case_opened_open on case_record (utility_id, opened_at, case_id) where status <> 'closed';
create index case_open on case_record (utility_id, case_id) where status <> 'closed';
create index case_balance on case_record (utility_id, balance_cents, case_id) where status <> 'closed';
create index case_oldest_due on case_record (utility_id, oldest_due_on, case_id) where status <> 'closed';
create index case_failed on case_record (utility_id, case_id) where status <> 'closed' and failure is not null;
create index case_awaits_approval on case_record (utility_id, case_id) where awaits_approval;
create index case_parked on case_record (utility_id, case_id) where is_parked;
create index obligation_failing on obligation (utility_id, case_id) where status = 'open' and failure is not null;
`;

const tables = `
-- Whoever has worked at a desk of the utility, and what the desk should know of them.
create table desk_person (
  utility_id text not null references utility,
  subject text not null,
  languages text[] not null default '{}',
  default_view_id text,
  first_seen_at timestamptz not null default now(),
  primary key (utility_id, subject)
);

-- Who works on a case now, by the utility's clock; a claim ends by itself, and what a supervisor gave to somebody does not.
create table case_assignment (
  utility_id text not null,
  case_id text not null,
  assignee text not null,
  since_at timestamptz not null,
  until_at timestamptz,
  primary key (utility_id, case_id)
);
create index case_assignment_of on case_assignment (utility_id, assignee, case_id);

-- Who had what when. Appended to and never changed.
create table case_assignment_event (
  utility_id text not null,
  number bigint generated always as identity,
  case_id text not null,
  kind text not null check (kind in ('claimed', 'assigned', 'released', 'handed-on')),
  assignee text,
  until_at timestamptz,
  had_before text,
  by_subject text not null,
  reason text,
  at timestamptz not null,
  primary key (utility_id, case_id, number)
);

-- A filter of a list with a name: its owner's, or the whole desk's.
create table saved_view (
  utility_id text not null,
  view_id text not null,
  name text not null,
  owner text not null,
  is_shared boolean not null,
  filter jsonb not null,
  sort text not null,
  changed_at timestamptz not null,
  primary key (utility_id, view_id),
  unique (utility_id, owner, name)
);

-- Lists that left the system. The number of rows is there once the last one went out.
create table case_export (
  utility_id text not null,
  export_id text not null,
  by_subject text not null,
  at timestamptz not null,
  filter jsonb not null,
  sort text not null,
  with_names boolean not null,
  cases int,
  primary key (utility_id, export_id)
);
`;

const changeable = ['desk_person', 'case_assignment', 'saved_view', 'case_export'];

/** Worklists: what they filter and sort by, who works on what, views and exports. The desk's own; no fact of any stream. */
export class Migration20261122Worklists extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(tables);
    for (const table of [...changeable, 'case_assignment_event']) this.addSql(ownUtilityOnly(table));
    this.addSql(`grant select, insert, update, delete on ${changeable.join(', ')} to arrears_service`);
    this.addSql('grant select, insert on case_assignment_event to arrears_service');
    // Rights of new tables may come by default from an earlier grant: nobody rewrites who had what, or unsays an export.
    this.addSql('revoke update, delete on case_assignment_event from arrears_service');
    this.addSql('revoke delete on case_export from arrears_service');
  }
}
