import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { Trouble, Unanswered } from '../look/notices';
import { moment } from '../words/figures';
import { useSession } from '../session/session';
import { messageStatusWords, reasonWords } from './message-words';
import { messageQuery } from './messages-queries';
import { Repair } from './repair';

type Message = Schemas['DeadLetter'];

/** One message: what came, what is wrong with it and where, whom it holds; and mending it. */
export function MessageScreen() {
  const { deadLetterId } = useParams({ from: '/messages/$deadLetterId' });
  const { operations } = useSession();
  const { data, error } = useQuery(messageQuery(deadLetterId));
  const [told, setTold] = useState<string | null>(null);
  if (data === undefined) {
    return (
      <>
        <h1>Message</h1>
        <Unanswered error={error} />
      </>
    );
  }
  return (
    <>
      <div className="heading">
        <h1>{reasonWords[data.reason]}</h1>
        <span className={data.status === 'repaired' ? 'badge good' : 'badge warning'}>{messageStatusWords[data.status]}</span>
      </div>
      {error !== null && <Trouble error={error} />}
      {told !== null && <p role="status">{told}</p>}
      <p>{data.detail}</p>
      <Facts message={data} />
      {data.heldIds.length > 0 && <Held message={data} onDone={setTold} />}
      {operations.includes('replayDeadLetter') && data.status !== 'repaired' && <Repair message={data} onDone={setTold} />}
      <AsText title="As it came" text={data.value} />
      {data.repairedValue !== null && <AsText title="As it was sent again" text={data.repairedValue} />}
    </>
  );
}

/** Times of the machines, not of the utility's clock. */
const whenRecorded = (instant: string) => moment(instant, 'UTC');

function Facts({ message: { topic, partition, offset, key, source, eventId, recordedAt, repairedBy, repairedAt, replacedBy } }: { readonly message: Message }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Came on', `${topic}, part ${partition}, place ${offset}`],
    ['Key', key],
    ['From', source],
    ['Its id', eventId],
    ['Kept since', `${whenRecorded(recordedAt)} UTC`],
    ['Repaired by', repairedBy === null ? null : `${repairedBy}, ${repairedAt === null ? '' : `${whenRecorded(repairedAt)} UTC`}`],
    ['In its place', replacedBy],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Held({ message: { deadLetterId, heldIds }, onDone }: { readonly message: Message; readonly onDone: (told: string) => void }) {
  const { operations } = useSession();
  return (
    <section aria-labelledby="held">
      <h2 id="held">Held by it</h2>
      <ul>
        {heldIds.map((accountId) => (
          <li key={accountId}>
            {operations.includes('readCall') ? (
              <Link to="/accounts/$accountId" params={{ accountId }}>
                {accountId}
              </Link>
            ) : (
              accountId
            )}{' '}
            {operations.includes('releaseDeadLetter') && (
              <Deed
                words="Release"
                of={accountId}
                asks="How it is known that the message does not concern this account"
                onDone={onDone}
                act={async ({ reason, idempotencyKey }) => {
                  const { staysHeld } = await answered(api.POST('/dead-letters/{deadLetterId}/release', { params: { path: { deadLetterId }, header: { 'Idempotency-Key': idempotencyKey } }, body: { accountIds: [accountId], reason } }));
                  return `${accountId} is free. ${staysHeld.length === 0 ? 'The message holds nobody any more.' : `Still held: ${staysHeld.join(', ')}.`}`;
                }}
              >
                <p>Whoever releases an account answers for it: what the message said will never reach this account.</p>
              </Deed>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AsText({ title, text }: { readonly title: string; readonly text: string | null }) {
  return (
    <details>
      <summary>{title}</summary>
      <pre className="wide" data-scrolls tabIndex={0} aria-label={title} role="group">
        {text ?? 'nothing'}
      </pre>
    </details>
  );
}
