import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- What was printed of a letter: the hash of its PDF, and how far the account was known then, so that it can be laid out anew and told from what
-- was printed. No names are in it.
create table letter_paper (
  utility_id text not null,
  notice_id text not null,
  sha256 text not null,
  pages int not null,
  printed_at timestamptz not null,
  account_version int not null,
  primary key (utility_id, notice_id)
);
grant select, insert on letter_paper to arrears_service;
${ownUtilityOnly('letter_paper')}
`;

/** The papers that went out, by their hashes. */
export class Migration20261122Papers extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
