import { approvalKinds, type ApprovalKind, type WaitingApproval } from '../../../libs/store/read/index.ts';
import { allowedInterventions, allowedRoles, allowedRollCommands, roles, type Role } from '../roles.ts';
import { answersFor } from './answers.ts';

const subjects: Partial<Record<ApprovalKind, string>> = { grant: 'extension/e/1', 'docket-release': 'ohsb/2:27-bk-50123/A1' };
const waiting = (kind: ApprovalKind): WaitingApproval => ({
  kind, subject: subjects[kind] ?? 'S-1', requestId: 'r-1', since: '2027-04-01T13:00:00Z' as never, askedBy: 'somebody-else', reason: null, accountId: 'A1', caseId: 'A1.1', intervention: kind === 'intervention' ? 'RewindCase' : null, signedBy: [],
});
const answersOf = (role: Role, kind: ApprovalKind) => answersFor({ subject: 'me', utilityId: 'county', roles: [role] }, waiting(kind));
const offered = (role: Role) => Object.fromEntries(approvalKinds.map((kind) => [kind, answersOf(role, kind).map(({ does }) => does)]).filter(([, does]) => (does ?? []).length > 0));

const signRefuse = ['sign', 'refuse'];

describe('the answers to what waits for a second signature', () => {
  it.each<[Role, Record<string, string[]>]>([
    ['supervisor', {
      'shut-off': signRefuse, intervention: signRefuse, arrangement: signRefuse, grant: signRefuse, 'breaker-reset': ['sign'], activation: signRefuse, migration: ['sign'], 'moratorium-end': ['sign'],
      'docket-release': signRefuse, 'tax-roll': ['sign'], bulk: ['sign'],
    }],
    ['counsel', { activation: signRefuse, migration: ['sign'], 'docket-release': signRefuse, 'tax-roll': ['sign'] }],
    // Whoever looks after an account may hold it again: that loosens nothing.
    ['specialist', { 'docket-release': ['refuse'] }],
    ['auditor', {}],
    ['cashier', {}],
    ['field', {}],
  ])('for a %s are those that the role may give', (role, expected) => {
    expect(offered(role)).toEqual(expected);
  });

  it.each<[ApprovalKind, readonly Role[], readonly Role[] | null]>([
    ['shut-off', allowedInterventions.ApproveShutOff, allowedInterventions.CloseCase],
    ['intervention', allowedInterventions.RewindCase, allowedInterventions.RewindCase],
    ['arrangement', allowedRoles.approveArrangement, allowedRoles.refuseArrangement],
    ['grant', allowedRoles.answerGrant, allowedRoles.answerGrant],
    ['breaker-reset', allowedRoles.approveBreakerReset, null],
    ['activation', allowedRoles.signActivation, allowedRoles.withdrawActivation],
    ['migration', allowedRoles.approveMigration, null],
    ['moratorium-end', allowedRoles.approveMoratoriumEnd, null],
    ['docket-release', allowedRoles.releaseDocketMatch, allowedRoles.holdDocketMatchAgain],
    ['tax-roll', allowedRollCommands.ApproveRoll, null],
    ['bulk', allowedRoles.approveBulk, null],
  ])('%s: go by the one table of roles', (kind, sign, refuse) => {
    const whoMay = (does: string) => roles.filter((role) => answersOf(role, kind).some((answer) => answer.does === does));
    expect([whoMay('sign'), whoMay('refuse')]).toEqual([sign, refuse ?? []]);
  });

  it('go where the routes are, with each name in its place', () => {
    expect(approvalKinds.flatMap((kind) => answersOf('supervisor', kind).map(({ path, body }) => [path, body]))).toEqual([
      ['/cases/A1.1/interventions', { type: 'ApproveShutOff' }],
      ['/cases/A1.1/interventions', { type: 'CloseCase' }],
      ['/cases/A1.1/interventions/S-1/answer', { answer: 'sign' }],
      ['/cases/A1.1/interventions/S-1/answer', { answer: 'refuse' }],
      ['/accounts/A1/arrangements/S-1/approval', {}],
      ['/accounts/A1/arrangements/S-1/refusal', {}],
      ['/accounts/A1/grants/extension/e%2F1/answer', { answer: 'approved' }],
      ['/accounts/A1/grants/extension/e%2F1/answer', { answer: 'refused' }],
      ['/breakers/S-1/reset-requests/r-1/approval', {}],
      ['/packs/activations/S-1/approval', {}],
      ['/packs/activations/S-1/withdrawal', {}],
      ['/packs/migrations/S-1/approval', {}],
      ['/moratoriums/S-1/end-requests/r-1/approval', {}],
      ['/docket-matches/ohsb/2%3A27-bk-50123/A1/release', {}],
      ['/docket-matches/ohsb/2%3A27-bk-50123/A1/hold', {}],
      ['/tax-roll/seasons/S-1/commands', { type: 'ApproveRoll' }],
      ['/bulks/S-1/approval', {}],
    ]);
  });

  it('are those of every role of one person', () => {
    expect(answersFor({ subject: 'me', utilityId: 'county', roles: ['auditor', 'counsel'] }, waiting('migration'))).toHaveLength(1);
  });
});
