import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Whose account a docket is, what of it is still to be acted on, and what people have to look at. */
export class Migration20261122DocketActs extends Migration {
  override up(): void {
    this.addSql(`
alter table docket_match
  add column confirmed_at timestamptz,
  -- Who confirmed it; 'certain' where name and address or digits did.
  add column confirmed_by text,
  add column role text check (role in ('debtor', 'joint', 'both', 'co-debtor')),
  add check ((confirmed_at is null) = (role is null) and (confirmed_at is null) = (confirmed_by is null));

-- Who the debtors are, where an uploaded docket says it. It names people, and stays here.
create table docket_debtor (
  utility_id text not null,
  court text not null,
  docket_number text not null,
  side text not null check (side in ('debtor', 'joint')),
  name text not null,
  address text,
  last_four text check (last_four ~ '^[0-9]{4}$'),
  primary key (utility_id, court, docket_number, side)
);
${ownUtilityOnly('docket_debtor')}
grant select, insert, update on docket_debtor to arrears_service;

-- Dockets of which something changed since they were acted on; marked in the transaction of the change, so that nothing is lost.
create table docket_to_act (
  utility_id text not null,
  court text not null,
  docket_number text not null,
  mark uuid not null default gen_random_uuid(),
  -- By the utility's clock; null for at once.
  not_before timestamptz,
  primary key (utility_id, court, docket_number)
);
${ownUtilityOnly('docket_to_act')}
grant select, insert, update, delete on docket_to_act to arrears_service;

create table docket_question (
  utility_id text not null,
  court text not null,
  docket_number text not null,
  entry_key text not null,
  kind text not null,
  -- Asked again when something new speaks against what was answered.
  round integer not null,
  on_day date not null,
  debtor text not null,
  chapter text,
  words text not null,
  because text not null,
  doubts text[] not null,
  stands boolean not null,
  holds boolean not null,
  asked_at timestamptz not null,
  -- Answered by a person, or settled by what came since.
  closed_at timestamptz,
  answer text check (answer in ('so', 'not-so', 'other')),
  reading jsonb,
  reason text,
  answered_by text,
  answered_as text,
  primary key (utility_id, court, docket_number, entry_key, kind, round),
  check ((answer is null) = (answered_by is null) and (answer is null or closed_at is not null))
);
create unique index docket_question_open on docket_question (utility_id, court, docket_number, entry_key, kind) where closed_at is null;
create index docket_question_oldest on docket_question (utility_id, asked_at) where closed_at is null;
${ownUtilityOnly('docket_question')}
grant select, insert, update on docket_question to arrears_service;
`);
  }
}
