import { Migration } from '@mikro-orm/migrations';

const columns = `
-- What the staff call things, where they say otherwise than the default; and who said so last.
alter table utility add column words jsonb not null default '{}';
alter table utility add column words_set_by text;
alter table utility add column words_set_at timestamptz;
`;

/** A glossary for each utility. */
export class Migration20261122Words extends Migration {
  override up(): void {
    this.addSql(columns);
  }
}
