import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { matchesQuery } from '../api/queries';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { reviewsQuery } from './courts-queries';
import { Match } from './match';
import { Question } from './question';
import { Told } from './told';
import { Upload } from './upload';

/** What of the courts waits for a person: whose account it is, and what an entry says. */
export function CourtsScreen() {
  const { operations } = useSession();
  const [told, setTold] = useState<string | null>(null);
  return (
    <>
      <h1>Courts</h1>
      {told !== null && <p role="status">{told}</p>}
      <Questions onDone={setTold} />
      <Matches onDone={setTold} />
      {operations.includes('uploadDocketEntries') && <Upload />}
      {operations.includes('tellBankruptcy') && <Told />}
    </>
  );
}

interface Props {
  readonly onDone: (told: string) => void;
}

function Questions({ onDone }: Props) {
  const { data, error } = useQuery(reviewsQuery);
  const { age } = useUtilityTime();
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">Entries to read</h2>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && (
        <p>
          {data.counts.questions === 0 ? 'No entry waits to be read.' : `${data.counts.questions} entries wait to be read, ${data.counts.standing} of them about something that was acted on.`}
          {data.counts.oldestAskedAt !== null && ` The oldest: ${age(data.counts.oldestAskedAt)}.`}
        </p>
      )}
      <ul className="reasons">
        {data?.questions.map((question) => (
          <li key={`${question.court} ${question.docketNumber} ${question.entryKey} ${question.kind} ${question.round}`}>
            <Question question={question} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Matches({ onDone }: Props) {
  const { data, error } = useQuery({ ...matchesQuery, refetchInterval: 15_000 });
  const holding = data?.items.filter(({ releasedAt }) => releasedAt === null) ?? [];
  const released = data?.items.filter(({ releasedAt }) => releasedAt !== null) ?? [];
  return (
    <section aria-labelledby="matches">
      <h2 id="matches">May be a debtor’s account</h2>
      <p className="faint">Each is held from the moment in which its docket came. One person is enough to protect; two are needed to let go.</p>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && holding.length === 0 && <p>No account is held for a docket.</p>}
      <ul className="reasons">
        {holding.map((match) => (
          <li key={`${match.court} ${match.docketNumber} ${match.accountId}`}>
            <Match match={match} onDone={onDone} />
          </li>
        ))}
      </ul>
      {released.length > 0 && (
        <details>
          <summary>{released.length} were let go</summary>
          <ul className="reasons">
            {released.map((match) => (
              <li key={`${match.court} ${match.docketNumber} ${match.accountId}`}>
                <Match match={match} onDone={onDone} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
