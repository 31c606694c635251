import { Migration } from '@mikro-orm/migrations';

const caseActs = `'ApprovalGiven', 'ReviewDone', 'ShutOffRescheduled', 'CaseRewound', 'StepSkipped', 'ObligationRetried', 'CrewAccountedFor', 'ProcessRestarted', 'AdvanceRequested', 'InterventionAsked', 'InterventionAnswered', 'CaseClosed', 'DoorTagOrdered'`;

const columns = `
-- Something that one person asked for waits in the case for another's signature.
alter table case_record add column awaits_signature boolean not null default false;
create index case_awaits_signature on case_record (utility_id, case_id) where awaits_signature;

drop index case_event_of_people;
create index case_event_of_people on case_event (utility_id, at) where type in (${caseActs});
`;

/** Interventions that wait for a second person, and asking and signing among the acts that are reviewed. */
export class Migration20261123SecondPerson extends Migration {
  override up(): void {
    this.addSql(columns);
  }
}
