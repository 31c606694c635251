import { Migration } from '@mikro-orm/migrations';
import { inEveryUtility, ownUtilityOnly } from './migration-2026-11-22-spine.ts';

/** Of what is there already; accents, and the confirmations of before, come with the next rebuild of the read models. */
const ofBefore = `
insert into account_term (utility_id, account_id, kind, term)
select utility_id, account_id, 'account', left(lower(account_id), 100) from account
union select utility_id, account_id, 'meter', left(lower(state ->> 'meterSerial'), 100) from account where state ->> 'meterSerial' is not null
union select p.utility_id, p.account_id, 'name', left(w, 100) from account_person p, regexp_split_to_table(lower(p.name), '[^[:alnum:]]+') w where w <> ''
union select p.utility_id, p.account_id, 'address', left(w, 100) from account_person p, regexp_split_to_table(lower(p.mailing_address || ' ' || p.premise_address), '[^[:alnum:]]+') w where w <> '';
`;

/**
 * By what an account is found. Words are compared by the range of their beginnings, in bytes: a comparison of which row-level security
 * knows that it gives nothing away, so that the index serves under it; patterns and trigrams it would not let near the rows.
 */
export class Migration20261122Search extends Migration {
  override up(): void {
    this.addSql(`
alter table account_person add column phone text;

create table account_term (
  utility_id text not null,
  account_id text not null,
  kind text not null check (kind in ('account', 'name', 'phone', 'address', 'meter', 'confirmation')),
  term text collate "C" not null,
  primary key (utility_id, account_id, kind, term)
);
create index account_term_found on account_term (utility_id, term, kind, account_id);
${ownUtilityOnly('account_term')}
grant select, insert, update, delete on account_term to arrears_service;

${inEveryUtility(['account', 'account_person', 'account_term'], ofBefore)}`);
  }
}
