import { Migration } from '@mikro-orm/migrations';
import { inEveryUtility } from './migration-2026-11-22-spine.ts';

const ofBefore = `
update account set awaits_answer = true where json_array_length(state -> 'unacknowledged') > 0
  or exists (select 1 from json_array_elements(state -> 'arrangements') as t(terms) where t.terms ->> 'approvedBy' is null)
  or exists (select 1 from json_array_elements(state -> 'beyondLimits') as t(told) where t.told ->> 'answer' is null)
  or exists (select 1 from json_array_elements(state -> 'petitions') as p(known) cross join lateral json_array_elements(p.known -> 'reviews') as r(asked) where r.asked ->> 'answeredAt' is null);
`;

const columns = `
-- The account's state tells of something that billing, a supervisor or counsel has not answered: of these few the state is looked into, and of no other.
alter table account add column awaits_answer boolean not null default false;
${inEveryUtility(['account'], ofBefore)}
create index account_awaits_answer on account (utility_id, account_id) where awaits_answer;
`;

/** What waits for an answer is counted without reading every account. */
export class Migration20261123AwaitedAnswers extends Migration {
  override up(): void {
    this.addSql(columns);
  }
}
