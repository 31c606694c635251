import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Schemas } from './client';

const listsEveryMs = 1_500;
const againAfterMs = 3_000;

/** Hears what changes elsewhere, and has what is on the screen looked up again. @param may false for who may not watch. @returns whether somebody tells */
export function useLive(may: boolean): boolean {
  const queries = useQueryClient();
  const [isHeard, setIsHeard] = useState(true);
  useEffect(() => {
    if (!may) return undefined;
    const lists = calmly(() => void queries.invalidateQueries({ queryKey: ['lists'] }), listsEveryMs);
    let source: EventSource;
    let again: ReturnType<typeof setTimeout>;
    const open = () => {
      source = new EventSource('/live');
      source.onopen = () => setIsHeard(true);
      source.addEventListener('changed', (event) => {
        forget(queries, JSON.parse((event as MessageEvent<string>).data) as Schemas['LiveChange']);
        lists.soon();
      });
      source.onerror = () => {
        // The server ends a stream from time to time. What came about in between is looked up.
        source.close();
        setIsHeard(false);
        again = setTimeout(() => {
          void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'why' });
          open();
        }, againAfterMs);
      };
    };
    open();
    return () => {
      source.close();
      clearTimeout(again);
      lists.stop();
    };
  }, [queries, may]);
  return may && isHeard;
}

function forget(queries: QueryClient, { accountIds, andMore }: Schemas['LiveChange']): void {
  void queries.invalidateQueries({ predicate: ({ queryKey: [what, id] }) => what === 'account' && (andMore || accountIds.includes(String(id))) });
}

/** At once, and then no oftener than so. */
function calmly(work: () => void, everyMs: number): { soon(): void; stop(): void } {
  let lastAt = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const doIt = () => {
    waiting = undefined;
    lastAt = Date.now();
    work();
  };
  return {
    soon: () => void (waiting ??= setTimeout(doIt, Math.max(0, lastAt + everyMs - Date.now()))),
    stop: () => clearTimeout(waiting),
  };
}
