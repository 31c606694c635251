import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { Refused } from '../api/client';
import { ruleStatusWords } from '../words/glossary';
import { saying } from '../words/spoken';

/** What went wrong, in the API's own words; a rule's no with its rule and citation. */
export function Trouble({ error }: { readonly error: Error }) {
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <div role="alert" className="trouble">
      <p>
        <strong>{problem?.rule === undefined ? (problem?.title ?? 'Arrears cannot be reached') : 'A rule refuses this'}</strong>
      </p>
      <p>{saying(error.message)}</p>
      {problem?.rule !== undefined && (
        <p>
          Rule <code>{problem.rule}</code>: {problem.citation} ({ruleStatusWords[problem.ruleStatus ?? 'default']})
        </p>
      )}
    </div>
  );
}

/** In place of what was asked for: that it is looked up, or why there is none. */
export function Unanswered({ error }: { readonly error: Error | null }) {
  return error === null ? <Coming /> : <Trouble error={error} />;
}

export function NotHere() {
  return (
    <>
      <h1>There is no such screen</h1>
      <p>The address leads nowhere. The ways beside this lead on.</p>
    </>
  );
}

/** A screen that broke, or could not be loaded: the frame stays, and there is a way back. Nothing that was recorded depends on a screen. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <div role="alert">
      <h1>This screen broke</h1>
      <p>Nothing is lost that was recorded. A newer version of the console may be there: loading it anew helps then.</p>
      {error instanceof Error && <p className="faint">{error.message}</p>}
      <div className="buttons">
        <Button className="button primary" onPress={() => window.location.reload()}>
          Load it anew
        </Button>
        <Button className="button" onPress={reset}>
          Try again
        </Button>
        <Link to="/" className="button">
          To today
        </Link>
      </div>
    </div>
  );
}

/** For the moment in which a screen, or what it shows, is fetched. */
export function Coming() {
  return (
    <p className="coming" role="status">
      One moment …
    </p>
  );
}
