import type { ApprovalKind, WaitingApproval } from '../../../libs/store/read/index.ts';
import { arrangementRoutes } from '../arrangements/arrangements.routes.ts';
import { breakerRoutes } from '../breakers/breakers.routes.ts';
import { bulkRoutes } from '../bulk/bulk.routes.ts';
import { courtRoutes } from '../court/court.routes.ts';
import { grantRoutes } from '../grants/grants.routes.ts';
import { hasRole, type Caller, type Route } from '../http/route.ts';
import { interventionRoutes } from '../interventions/interventions.routes.ts';
import { moratoriumRoutes } from '../moratoriums/moratoriums.routes.ts';
import { migrationRoutes } from '../packs/migrations.routes.ts';
import { packRoutes } from '../packs/packs.routes.ts';
import { allowedInterventions, allowedRollCommands, type Role } from '../roles.ts';
import { taxRollRoutes } from '../tax-roll/tax-roll.routes.ts';

interface Answer {
  readonly does: 'sign' | 'refuse' | 'withdraw';
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  readonly asksReason: boolean;
}

interface Offered {
  readonly answer: Answer;
  readonly roles: readonly Role[];
}

interface More {
  readonly body?: Answer['body'];
  readonly asksReason?: boolean;
  /** Where the body says what is done, and that has roles of its own. */
  readonly roles?: readonly Role[];
}

type Offer = (route: Pick<Route, 'path' | 'roles'>, names: Readonly<Record<string, string | null>>, more?: More) => Offered;

const offer = (does: Answer['does']): Offer => (route, names, { body = {}, asksReason = true, roles = route.roles } = {}) => ({
  answer: { does, path: route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(names[name] ?? '')), body, asksReason },
  roles,
});
const sign = offer('sign');
const refuse = offer('refuse');
const withdraw = offer('withdraw');
const unasked = { asksReason: false };

/** Which routes answer it; by the one who asked, too. Where none refuses, what was asked for waits until it is withdrawn or lapses. */
const offers: Readonly<Record<ApprovalKind, (waiting: WaitingApproval, caller: Caller) => readonly Offered[]>> = {
  'shut-off': ({ caseId }) => [
    sign(interventionRoutes.intervene, { caseId }, { body: { type: 'ApproveShutOff' }, roles: allowedInterventions.ApproveShutOff }),
    refuse(interventionRoutes.intervene, { caseId }, { body: { type: 'CloseCase' }, roles: allowedInterventions.CloseCase }),
  ],
  intervention: ({ caseId, subject, intervention, askedBy }, { subject: caller }) => {
    const names = { caseId, interventionId: subject };
    const roles = intervention === null ? [] : allowedInterventions[intervention];
    const answer = (how: Offer, word: string) => how(interventionRoutes.answerIntervention, names, { body: { answer: word }, roles });
    return askedBy === caller ? [answer(withdraw, 'withdraw')] : [answer(sign, 'sign'), answer(refuse, 'refuse')];
  },
  arrangement: ({ accountId, subject }) => {
    const names = { accountId, arrangementId: subject };
    return [sign(arrangementRoutes.approveArrangement, names), refuse(arrangementRoutes.refuseArrangement, names)];
  },
  grant: ({ accountId, subject }) => {
    const [grant = '', ...grantId] = subject.split('/');
    const names = { accountId, grant, grantId: grantId.join('/') };
    return [sign(grantRoutes.answerGrant, names, { body: { answer: 'approved' } }), refuse(grantRoutes.answerGrant, names, { body: { answer: 'refused' } })];
  },
  'breaker-reset': ({ subject, requestId }) => [sign(breakerRoutes.approveBreakerReset, { kind: subject, requestId })],
  activation: ({ subject }) => [sign(packRoutes.signActivation, { activationId: subject }, unasked), refuse(packRoutes.withdrawActivation, { activationId: subject }, unasked)],
  migration: ({ subject }) => [sign(migrationRoutes.approveMigration, { migrationId: subject }, unasked)],
  'moratorium-end': ({ subject, requestId }) => [sign(moratoriumRoutes.approveMoratoriumEnd, { moratoriumId: subject, requestId })],
  'docket-release': ({ subject }) => {
    const [court = '', docketNumber = '', accountId = ''] = subject.split('/');
    const names = { court, docketNumber, accountId };
    return [sign(courtRoutes.releaseDocketMatch, names, unasked), refuse(courtRoutes.holdDocketMatchAgain, names, unasked)];
  },
  'tax-roll': ({ subject }) => [sign(taxRollRoutes.actOnRollSeason, { seasonId: subject }, { body: { type: 'ApproveRoll' }, roles: allowedRollCommands.ApproveRoll })],
  bulk: ({ subject }) => [sign(bulkRoutes.approveBulk, { bulkId: subject }, unasked)],
};

/** The answers that the roles of whoever asks allow. That nobody signs for oneself is said by the routes, with who asked. */
export function answersFor(caller: Caller, waiting: WaitingApproval): Answer[] {
  return offers[waiting.kind](waiting, caller).flatMap(({ answer, roles }) => (hasRole(caller, roles) ? [answer] : []));
}
