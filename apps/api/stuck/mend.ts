import type { BankruptcyReview } from '../../../libs/account/account.events.ts';
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
  'docket-review-waiting': (line) => ({ says: line.detail ?? 'A docket waits for a person.', mend: answerDocket(line) }),
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

/** `A1#3:27-bk-30001#claim-due`: a docket's number may hold anything, an account's id and a review's name stand around it. */
function answerDocket({ accountId, subject }: StuckLine): Mend {
  const account = accountId ?? '';
  const lastMark = subject.lastIndexOf('#');
  const docket = `/accounts/${encodeURIComponent(account)}/dockets/${encodeURIComponent(subject.slice(account.length + 1, lastMark))}`;
  const { says, by } = docketMends[subject.slice(lastMark + 1) as BankruptcyReview];
  return { says, method: 'POST', path: `${docket}/${by}`, intervention: null };
}

const look = 'Counsel looks at the docket, decides what follows, and answers the review.';
const docketMends: Readonly<Record<BankruptcyReview, { readonly says: string; readonly by: 'claims' | 'decisions' }>> = {
  'claim-due': { says: "File the claim that the docket's page prepares, then tell that it was filed.", by: 'claims' },
  'claim-late': { says: 'Ask counsel whether a late claim can be filed; then tell that it was, or have counsel answer the review.', by: 'claims' },
  'late-notice': { says: "Take back what the docket's page lists; counsel reads the list and answers the review.", by: 'decisions' },
  'letter-returned': { says: 'Find out where the debtor or counsel gets mail and write again; counsel answers the review.', by: 'decisions' },
  'petition-unknown': { says: 'Look up the day of filing and tell the petition; counsel answers the review.', by: 'decisions' },
  'tip-not-looked-up': { says: 'Look for the docket and confirm it, or have two people say that there is none; counsel answers the review.', by: 'decisions' },
  'stay-lapses': { says: look, by: 'decisions' },
  'no-stay-arose': { says: look, by: 'decisions' },
  'joint-debtors-differ': { says: look, by: 'decisions' },
  'discharge-denied': { says: look, by: 'decisions' },
  'closed-without-discharge': { says: look, by: 'decisions' },
  reopened: { says: look, by: 'decisions' },
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
