import { Controller, Inject } from '@nestjs/common';
import { readUtility, type Database } from '../../../libs/store/index.ts';
import { listApprovals, type ApprovalKind, type WaitingApproval } from '../../../libs/store/read/index.ts';
import { Input } from '../http/input.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { approvalRoutes } from './approvals.routes.ts';

const mostOfAKind = 200;

interface Answer {
  readonly does: 'sign' | 'refuse';
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  readonly asksReason: boolean;
}

const part = encodeURIComponent;
const sign = (path: string, body: Answer['body'] = {}, asksReason = true): Answer => ({ does: 'sign', path, body, asksReason });
const refuse = (path: string, body: Answer['body'] = {}, asksReason = true): Answer => ({ does: 'refuse', path, body, asksReason });

/** Which routes answer it. Where none refuses, what was asked for waits until it is withdrawn or lapses. */
const answers: Readonly<Record<ApprovalKind, (waiting: WaitingApproval) => readonly Answer[]>> = {
  'shut-off': ({ caseId }) => [sign(`/cases/${part(caseId ?? '')}/interventions`, { type: 'ApproveShutOff' }), refuse(`/cases/${part(caseId ?? '')}/interventions`, { type: 'CloseCase' })],
  arrangement: ({ accountId, subject }) => ['approval', 'refusal'].map((answer) => (answer === 'approval' ? sign : refuse)(`/accounts/${part(accountId ?? '')}/arrangements/${part(subject)}/${answer}`)),
  grant: ({ accountId, subject }) => {
    const [kind = '', ...grantId] = subject.split('/');
    const path = `/accounts/${part(accountId ?? '')}/grants/${part(kind)}/${part(grantId.join('/'))}/answer`;
    return [sign(path, { answer: 'approved' }), refuse(path, { answer: 'refused' })];
  },
  'breaker-reset': ({ subject, requestId }) => [sign(`/breakers/${part(subject)}/reset-requests/${part(requestId ?? '')}/approval`)],
  activation: ({ subject }) => [sign(`/packs/activations/${part(subject)}/approval`, {}, false), refuse(`/packs/activations/${part(subject)}/withdrawal`, {}, false)],
  migration: ({ subject }) => [sign(`/packs/migrations/${part(subject)}/approval`, {}, false)],
  'moratorium-end': ({ subject, requestId }) => [sign(`/moratoriums/${part(subject)}/end-requests/${part(requestId ?? '')}/approval`)],
  'docket-release': ({ subject }) => [sign(`/docket-matches/${subject.split('/').map(part).join('/')}/release`, {}, false), refuse(`/docket-matches/${subject.split('/').map(part).join('/')}/hold`, {}, false)],
  'tax-roll': ({ subject }) => [sign(`/tax-roll/seasons/${part(subject)}/commands`, { type: 'ApproveRoll' })],
  bulk: ({ subject }) => [sign(`/bulks/${part(subject)}/approval`, {}, false)],
};

@Controller()
export class ApprovalsController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(approvalRoutes.listApprovals)
  async list(@Input() { caller }: InputOf<typeof approvalRoutes.listApprovals>) {
    const waiting = await this.#db.forUtility(caller.utilityId, async (em) => listApprovals(em, await readUtility(em, caller.utilityId), mostOfAKind));
    return {
      items: waiting.map(({ requestId, ...line }) => ({ ...line, isYours: line.askedBy === caller.subject || line.signedBy.includes(caller.subject), answers: answers[line.kind]({ ...line, requestId }) })),
    };
  }
}
