import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { Button } from 'react-aria-components';
import { Refused, type Schemas } from '../api/client';
import { idleMs } from '../api/hand';
import { sessionQuery } from '../api/queries';
import { speak } from '../words/spoken';

type Session = Schemas['Session'];

const SignedIn = createContext<Session | null>(null);

/** Who is signed in. What the person may not do is not offered; the API refuses it besides. */
export function useSession(): Session {
  const session = useContext(SignedIn);
  if (session === null) throw new Error('nobody is signed in');
  return session;
}

/** Shows the screens to who is signed in, and the way in to everybody else. */
export function WhoIsSignedIn({ children }: { readonly children: ReactNode }) {
  const { data, error, isPending } = useQuery(sessionQuery);
  useIdleSignOut(data);
  if (isPending) return <main className="gate">One moment …</main>;
  if (data === undefined) return <SignInScreen error={error} />;
  speak(data);
  return <SignedIn value={data}>{children}</SignedIn>;
}

const told: Readonly<Record<string, string>> = {
  expired: 'The sign-in took too long, or was begun elsewhere. Please begin again.',
  failed: 'The sign-in did not succeed. Please try once more.',
  'no-role': 'You are known, but have no role at a utility here. Ask whoever keeps the roles.',
  idle: 'You were signed out, because nobody used the console for a while.',
  out: 'You are signed out.',
};

function SignInScreen({ error }: { readonly error: Error | null }) {
  const { pathname, search } = window.location;
  const why = new URLSearchParams(search).get('signIn');
  const back = why === null ? `${pathname}${search}` : '/console/';
  const isAway = !(error instanceof Refused) || error.problem.status !== 401;
  return (
    <main className="gate">
      <h1>Arrears</h1>
      {why !== null && told[why] !== undefined && <p role="status">{told[why]}</p>}
      {isAway && <p role="alert">Arrears cannot be reached at the moment.</p>}
      <a className="button primary" href={`/console/sign-in?to=${encodeURIComponent(back)}`}>
        Sign in
      </a>
    </main>
  );
}

/** Ends the session at the server, whatever the screen shows. */
async function signOut(why: 'out' | 'idle'): Promise<void> {
  await fetch('/console/sign-out', { method: 'POST', headers: { 'x-arrears-console': 'by-hand' } }).catch(() => undefined);
  window.location.assign(`/console/?signIn=${why}`);
}

export function SignOut() {
  return (
    <Button className="button quiet" onPress={() => void signOut('out')}>
      Sign out
    </Button>
  );
}

const lookEveryMs = 5_000;

function useIdleSignOut(session: Session | undefined): void {
  const queries = useQueryClient();
  const idleMinutes = session?.idleMinutes;
  useEffect(() => {
    if (idleMinutes === undefined) return undefined;
    const looking = setInterval(() => {
      if (idleMs() <= idleMinutes * 60_000) return;
      clearInterval(looking);
      queries.clear();
      void signOut('idle');
    }, lookEveryMs);
    return () => clearInterval(looking);
  }, [idleMinutes, queries]);
}
