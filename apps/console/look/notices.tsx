import { Refused } from '../api/client';
import { ruleStatusWords } from '../words/glossary';

/** What went wrong, in the API's own words; a rule's no with its rule and citation. */
export function Trouble({ error }: { readonly error: Error }) {
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <div role="alert" className="trouble">
      <p>
        <strong>{problem?.rule === undefined ? (problem?.title ?? 'Arrears cannot be reached') : 'A rule refuses this'}</strong>
      </p>
      <p>{error.message}</p>
      {problem?.rule !== undefined && (
        <p>
          Rule <code>{problem.rule}</code>: {problem.citation} ({ruleStatusWords[problem.ruleStatus ?? 'default']})
        </p>
      )}
    </div>
  );
}

export function NotHere() {
  return (
    <>
      <h1>There is no such screen</h1>
      <p>The address leads nowhere. The links above lead on.</p>
    </>
  );
}
