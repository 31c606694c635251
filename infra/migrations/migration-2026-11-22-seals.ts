import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const tables = `
-- The day's signed record over the heads of all streams. Appended to and never changed.
create table chain_seal (
  utility_id text not null references utility,
  number int not null,
  on_day date not null,
  sealed_at timestamptz not null,
  -- A compact JWS over the canonical text of the record, and the hash of this very text, which the next one names.
  seal text not null,
  hash text not null,
  primary key (utility_id, number),
  unique (utility_id, on_day)
);

-- The heads that had moved since the record before; sorted by bytes, as the record counts them.
create table chain_seal_head (
  utility_id text not null,
  number int not null,
  stream text collate "C" not null,
  from_version int not null,
  version int not null,
  hash text not null,
  primary key (utility_id, stream, number)
);
create index chain_seal_head_order on chain_seal_head (utility_id, number, stream);
`;

/** Signed records over the streams (M42). */
export class Migration20261122Seals extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of ['chain_seal', 'chain_seal_head']) {
      this.addSql(ownUtilityOnly(table));
      this.addSql(`grant select, insert on ${table} to arrears_service`);
      // Rights of new tables may come by default from an earlier grant: nobody changes a seal.
      this.addSql(`revoke update, delete on ${table} from arrears_service`);
    }
  }
}
