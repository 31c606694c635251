import type { Intervention } from '../../../libs/case/interventions.ts';
import type { StuckKind, StuckLine } from '../../../libs/store/read/index.ts';

interface Mend {
  readonly says: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly intervention: Intervention['type'] | null;
}

type Told = { readonly says: string; readonly mend: Mend };

const tellers: Readonly<Record<StuckKind, (line: StuckLine) => Told>> = {
  'answer-overdue': (line) => ({
    says: `The answer to ${line.subject} is overdue since ${line.since}.`,
    mend: intervene(line, 'RetryObligation', line.subject.endsWith('/recall') ? 'Ask again; or account for the crew when no answer can come.' : 'Ask again; or skip the step when no answer can come.'),
  }),
  'obligation-failing': (line) => ({
    says: `${line.subject} cannot be carried out: ${line.detail ?? 'no reason given'}`,
    mend: intervene(line, 'RetryObligation', 'Mend what it names, then retry.'),
  }),
  'decision-failed': (line) => ({
    says: `No decision came about: ${line.detail ?? 'no reason given'}`,
    mend:
      line.caseId === null
        ? see(line, 'Mend the rule or the fact that it names; the next sweep decides again.')
        : intervene(line, 'AdvanceNow', 'Mend the rule or the fact that it names, then have it decided again.'),
  }),
  'deadline-overdue': (line) => ({
    says: `The deadline of ${line.since} has passed and nothing looked at the case.`,
    mend: intervene(line, 'RestartProcess', 'Restart its process.'),
  }),
  'review-waiting': (line) => ({
    says: line.detail ?? 'A question waits for a person.',
    mend: intervene(line, 'FinishReview', 'Answer the question, then finish the review.'),
  }),
  'approval-waiting': (line) => ({
    says: `The shut-off planned${line.detail ? ` for ${line.detail}` : ''} needs a supervisor.`,
    mend: intervene(line, 'ApproveShutOff', 'Approve it, or close the case.'),
  }),
  'arrangement-waiting': (line) => ({
    says: `Arrangement ${line.subject} is beyond the limits and holds collection without end.`,
    mend: { says: 'Approve it, or refuse it.', method: 'POST', path: `/accounts/${encodeURIComponent(line.accountId ?? '')}/arrangements/${encodeURIComponent(line.subject)}/approval`, intervention: null },
  }),
  'grant-waiting': (line) => ({
    says: `More was granted than whoever granted it may grant: ${line.detail} ${line.subject}. It holds as granted.`,
    mend: { says: 'Approve it, or refuse it.', method: 'POST', path: `/accounts/${encodeURIComponent(line.accountId ?? '')}/grants/${line.detail}/${encodeURIComponent(line.subject)}/answer`, intervention: null },
  }),
  'breaker-tripped': (line) => ({
    says: `Nothing of the kind "${line.subject}" is ordered: ${line.detail ?? 'a breaker tripped.'}`,
    mend: { says: 'Find what brought so many on one day; then ask for the reset, and have a second supervisor approve it.', method: 'POST', path: `/breakers/${encodeURIComponent(line.subject)}/reset-requests`, intervention: null },
  }),
  'message-parked': (line) => ({
    says: line.detail ?? 'A message could not be read or decided.',
    mend: { says: 'Send the message again, repaired; release the accounts that it does not concern.', method: 'POST', path: `/dead-letters/${encodeURIComponent(line.subject)}/replay`, intervention: null },
  }),
  'charge-unacknowledged': (line) => ({
    says: `Billing has not acknowledged ${line.subject}, asked for at ${line.since}.`,
    mend: see(line, 'Have billing acknowledge the request; it may be sent again with the same id.'),
  }),
};

function intervene(line: StuckLine, type: Intervention['type'], says: string): Mend {
  return { says, method: 'POST', path: `/cases/${encodeURIComponent(line.caseId ?? '')}/interventions`, intervention: type };
}

function see(line: StuckLine, says: string): Mend {
  return { says, method: 'GET', path: `/accounts/${encodeURIComponent(line.accountId ?? '')}`, intervention: null };
}

/** What is stuck, in a sentence, and what mends it. */
export function told({ detail: _detail, ...line }: StuckLine) {
  return { ...line, ...tellers[line.kind]({ ...line, detail: _detail }) };
}
