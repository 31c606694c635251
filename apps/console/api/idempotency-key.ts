import { useState } from 'react';
import { newIdempotencyKey, Refused } from './client';

/**
 * The key of what a person sets out to do. While nobody answers it stays the same, since it may have been done; what was done or refused is over,
 * and whatever is tried then is another deed.
 * @returns the key, and what is to be told how a try ended
 */
export function useIdempotencyKey(): readonly [key: string, settled: (answer: unknown, error: Error | null) => void] {
  const [key, setKey] = useState(newIdempotencyKey);
  const settled = (_answer: unknown, error: Error | null) => {
    if (error === null || (error instanceof Refused && error.problem.status < 500)) setKey(newIdempotencyKey());
  };
  return [key, settled];
}
