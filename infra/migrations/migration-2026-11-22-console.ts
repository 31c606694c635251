import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- People who are signed in to the console. The secret in their cookie is kept as its hash alone.
create table session (
  utility_id text not null,
  session_hash text not null,
  subject text not null,
  roles text[] not null,
  signed_in_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null,
  primary key (utility_id, session_hash)
);

-- Which accounts changed in the last minute, for the screens that show them. Lost in a crash, it costs a screen one fresh look.
create unlogged table live_change (
  utility_id text not null,
  account_id text not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp()
);
create index live_change_order on live_change (utility_id, xid);

grant select, insert, update, delete on session to arrears_service;
grant select, insert, delete on live_change to arrears_service;
${['session', 'live_change'].map(ownUtilityOnly).join('\n')}
`;

/** Sign-in to the console, and what its screens watch. */
export class Migration20261122Console extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
