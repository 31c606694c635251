import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { callbackCountsQuery } from '../callbacks/callback-queries';
import { CallbackCard } from '../callbacks/callback-card';
import { approvalsQuery } from '../approvals/approvals-query';
import { boardQuery, matchesQuery, stuckCountsQuery } from '../api/queries';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { statusWords, stuckWords } from '../words/glossary';

/** What needs a person, by kind and age; and the utility's work in numbers. */
export function TodayScreen() {
  const { operations } = useSession();
  return (
    <>
      <h1>Today</h1>
      {operations.includes('countStuck') && <NeedsAPerson />}
      <InNumbers />
    </>
  );
}

function NeedsAPerson() {
  const { operations } = useSession();
  const { data, error } = useQuery(stuckCountsQuery);
  const matches = useQuery({ ...matchesQuery, enabled: operations.includes('listDocketMatches') });
  const callbacks = useQuery({ ...callbackCountsQuery, enabled: operations.includes('countCallbacks') });
  const approvals = useQuery({ ...approvalsQuery, enabled: operations.includes('listApprovals') });
  const { age } = useUtilityTime();
  const held = matches.data?.items.filter(({ releasedAt }) => releasedAt === null).length ?? 0;
  const toCall = callbacks.data?.due ?? 0;
  const toSign = approvals.data?.items ?? [];
  const others = [matches, callbacks, approvals];
  const failed = others.find((other) => other.error !== null)?.error ?? null;
  const isKnown = failed === null && !others.some(({ isLoading }) => isLoading);
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return <p>One moment …</p>;
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">Needs a person</h2>
      {failed !== null && <Trouble error={failed} />}
      {isKnown && data.kinds.length === 0 && held === 0 && toSign.length === 0 && toCall === 0 && <p>Nothing waits for anybody.</p>}
      <ul className="cards">
        {data.kinds.map(({ kind, count, oldestSince }) => (
          <li key={kind}>
            <Link to="/stuck" search={{ kind }} className="card">
              <span className="figure">{count}</span>
              <span>{stuckWords[kind]}</span>
              <span className="faint">oldest {age(oldestSince)}</span>
            </Link>
          </li>
        ))}
        {toSign[0] !== undefined && (
          <li>
            <Link to="/approvals" className="card">
              <span className="figure">{toSign.length}</span>
              <span>Second signatures</span>
              <span className="faint">oldest {age(toSign[0].since)}</span>
            </Link>
          </li>
        )}
        {operations.includes('countCallbacks') && <CallbackCard />}
        {held > 0 && (
          <li>
            <Link to="/courts" className="card">
              <span className="figure">{held}</span>
              <span>May be a debtor’s account</span>
              <span className="faint">held until a person looks</span>
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

function InNumbers() {
  const { operations } = useSession();
  const { data, error } = useQuery(boardQuery);
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return null;
  const listed = operations.includes('listCases');
  const figures: readonly (readonly [string, number])[] = [
    ['Accounts', data.accounts],
    ['Open cases', data.openCases],
    ['On hold', data.onHold],
    ['Locked off now', data.shutOffNow],
    ['Incidents', data.incidents],
    ['Messages not understood', data.deadLetters],
    ['Breakers tripped', data.openBreakers],
  ];
  return (
    <>
      <section aria-labelledby="numbers">
        <h2 id="numbers">In numbers</h2>
        <dl className="figures">
          {figures.map(([words, count]) => (
            <div key={words}>
              <dt>{words}</dt>
              <dd>{count.toLocaleString('en-US')}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="where">
        <h2 id="where">Where open cases stand</h2>
        <ul className="plain">
          {Object.entries(data.casesByStatus)
            .filter(([status]) => status !== 'closed')
            .map(([status, count]) => {
              const words = `${statusWords[status as keyof typeof statusWords]}: ${count}`;
              return (
                <li key={status}>
                  {listed ? (
                    <Link to="/cases" search={{ status }}>
                      {words}
                    </Link>
                  ) : (
                    words
                  )}
                </li>
              );
            })}
        </ul>
      </section>
      {data.lapsing.length > 0 && (
        <section aria-labelledby="lapsing">
          <h2 id="lapsing">Lapses soon</h2>
          <ul>
            {data.lapsing.map(({ name, validThrough, sentence }) => (
              <li key={name}>
                {day(validThrough)}: {sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
