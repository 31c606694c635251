import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { answerWords, approvalWords, interventionWords } from '../words/glossary';
import { approvalsQuery } from './approvals-query';

type Waiting = Schemas['WaitingApproval'];
type Answer = Schemas['ApprovalAnswer'];

const toldWords = { sign: 'signed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** What waits for a second person: who asked, why, since when; and the answer, where this person may give it. */
export function ApprovalsScreen() {
  const { data, error } = useQuery(approvalsQuery);
  const [told, setTold] = useState('');
  return (
    <>
      <h1>Second signatures</h1>
      <p role="status">{told}</p>
      {error !== null && <Trouble error={error} />}
      {data?.items.length === 0 && <p>Nothing waits for a second signature.</p>}
      <ul className="entries" aria-label="What waits for a second signature">
        {data?.items.map((waiting) => (
          <WaitingLine key={`${waiting.kind} ${waiting.subject}`} waiting={waiting} onTold={setTold} />
        ))}
      </ul>
    </>
  );
}

function WaitingLine({ waiting, onTold }: { readonly waiting: Waiting; readonly onTold: (told: string) => void }) {
  const { operations } = useSession();
  const { age } = useUtilityTime();
  const { kind, since, askedBy, isYours, reason, caseId, intervention, signedBy } = waiting;
  const words = intervention === null ? approvalWords[kind] : interventionWords[intervention];
  // An intervention is known by its case.
  const subject = intervention === null ? waiting.subject : (caseId ?? waiting.subject);
  return (
    <li>
      <h2>
        {words}: <span className="id">{subject}</span>
      </h2>
      <p>
        {askedBy === null ? 'A rule asks for it' : `${askedBy} asked for it`}, {age(since)} ago{reason === null ? '.' : `: ${reason}`}
        {signedBy.length > 0 && ` Signed by ${signedBy.join(', ')}.`}
      </p>
      {caseId !== null && operations.includes('readCase') && (
        <p>
          <Link to="/cases/$caseId" params={{ caseId }}>
            Case {caseId}
          </Link>
        </p>
      )}
      {isYours && <p>You asked for this, or have signed it: somebody else has to sign.</p>}
      {/* Who asked may try all the same: the server says why not. */}
      <div className="buttons">
        {waiting.answers.filter(({ does }) => !(isYours && does === 'refuse')).map((answer) => (
          <Deed
            key={answer.does}
            words={answerWords[answer.does]}
            of={`${words} ${subject}`}
            asks={answer.asksReason ? 'Why' : null}
            act={async ({ reason: given, idempotencyKey }) => {
              const { waitsForSignature = false } = await give(answer, given, idempotencyKey);
              return `${words} ${subject}: ${waitsForSignature ? 'asked for; somebody else has to sign' : toldWords[answer.does]}.`;
            }}
            onDone={onTold}
          >
            <p>
              {words}: {subject}
            </p>
          </Deed>
        ))}
      </div>
    </li>
  );
}

/** Each kind has a route of its own, which the list names: its type is not known here. */
function give({ path, body, asksReason }: Answer, reason: string, idempotencyKey: string): Promise<{ readonly waitsForSignature?: boolean }> {
  const post = api.POST as unknown as (path: string, init: { readonly body: object; readonly headers: Record<string, string> }) => Promise<{ data?: { waitsForSignature?: boolean }; error?: Schemas['Problem']; response: Response }>;
  return answered(post(path, { body: { ...body, ...(asksReason ? { reason } : {}) }, headers: { 'Idempotency-Key': idempotencyKey } }));
}
