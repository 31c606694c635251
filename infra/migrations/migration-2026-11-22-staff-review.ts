import { Migration } from '@mikro-orm/migrations';
import { ownUtilityOnly } from './migration-2026-11-22-spine.ts';

const caseActs = `'ApprovalGiven', 'ReviewDone', 'ShutOffRescheduled', 'CaseRewound', 'StepSkipped', 'ObligationRetried', 'CrewAccountedFor', 'ProcessRestarted', 'AdvanceRequested', 'CaseClosed', 'DoorTagOrdered'`;
const accountActs = `'HoldPlaced', 'HoldReleased', 'ExtensionGranted', 'PaymentReported', 'ArrangementAgreed', 'ArrangementRefused', 'GrantAnswered', 'AdjustmentPosted',
  'StayReleased', 'PostPetitionDebtPursued', 'ChargesTaggedAdministrative', 'BankruptcyReviewAnswered', 'MessageReleased'`;

const tables = `
-- What a supervisor said of what somebody did. A later word stands beside the one before.
create table staff_review (
  utility_id text not null,
  number bigint generated always as identity,
  event_id text not null,
  account_id text not null,
  person text not null,
  verdict text not null check (verdict in ('signed-off', 'questioned')),
  note text not null,
  at timestamptz not null,
  by text not null,
  primary key (utility_id, event_id, account_id, number),
  check (by <> person)
);

-- Settings of the desk, no law: the last word of each counts, and what counted before is known.
create table desk_setting (
  utility_id text not null,
  number bigint generated always as identity,
  setting text not null,
  value int not null,
  at timestamptz not null,
  by text not null,
  primary key (utility_id, setting, number)
);

create index case_event_of_people on case_event (utility_id, at) where type in (${caseActs});
create index account_event_of_people on account_event (utility_id, recorded_at) where type in (${accountActs});

grant select, insert on staff_review, desk_setting to arrears_service;
${['staff_review', 'desk_setting'].map(ownUtilityOnly).join('\n')}
`;

/** Review of staff's work, and the settings of the desk. */
export class Migration20261122StaffReview extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
