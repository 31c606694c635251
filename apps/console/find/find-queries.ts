import { queryOptions } from '@tanstack/react-query';
import { answered, api, newIdempotencyKey } from '../api/client';

/** Fewer signs fit too many. */
export const leastSigns = 2;
const mostFound = 20;

/**
 * Accounts that fit what was typed. It is asked in a body, and forgotten as soon as nobody looks at it: names that were searched for stand in no
 * address, no history and no cache.
 */
export const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['found', q],
    queryFn: () => answered(api.POST('/search', { params: { header: { 'Idempotency-Key': newIdempotencyKey() } }, body: { q, limit: mostFound } })),
    gcTime: 0,
    staleTime: 5_000,
  });
