import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- One row for each moratorium of a utility (M11); accounts have it by their area.
create table moratorium (
  utility_id text not null,
  moratorium_id text not null,
  reason text not null,
  area jsonb not null,
  from_at timestamptz not null,
  ends_at timestamptz,
  evidence text not null,
  -- Who declared it, extended it and ended it, in order: at, by, reason, and the end that was said then.
  said jsonb not null,
  -- Somebody asks to end it early, and waits for a second person.
  end_asked jsonb,
  -- What is still to be carried out: crews are called back first, then every open case of the area is looked at; ahead of its beginning it waits.
  stage text check (stage in ('crews', 'cases', 'ahead')),
  reached text not null default '',
  turns_given boolean not null default false,
  primary key (utility_id, moratorium_id),
  check (ends_at is null or ends_at >= from_at)
);

-- Whose shut-off comes on which day of turns after it. An account without a row did not wait.
create table moratorium_turn (
  utility_id text not null,
  moratorium_id text not null,
  account_id text not null,
  turn int not null,
  primary key (utility_id, moratorium_id, account_id)
);

grant select, insert, update on moratorium, moratorium_turn to arrears_service;
${['moratorium', 'moratorium_turn'].map(ownUtilityOnly).join('\n')}
`;

/** Moratoriums by area, and the turns after them. */
export class Migration20261122Moratoriums extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
