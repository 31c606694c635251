import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from './client';

type StuckKind = Schemas['StuckLine']['kind'];

/** Case ids name their account: A1.2 is the second case of A1. */
export const accountOf = (caseId: string) => caseId.replace(/\.\d+$/, '');

const pageLimit = 100;

/** The way through a list that the API hands out in pages: each names the next. */
export const pageByPage = { initialPageParam: undefined as string | undefined, getNextPageParam: (page: { readonly nextCursor: string | null }) => page.nextCursor ?? undefined };

/* What concerns one account is kept under ['account', id, …], lists and counts under ['lists', …]: by this a change finds what it makes stale. */

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: () => answered(api.GET('/session')), staleTime: Infinity, retry: false });

export const clockQuery = (utilityId: string) =>
  queryOptions({ queryKey: ['lists', 'clock', utilityId], queryFn: () => answered(api.GET('/utilities/{utilityId}/clock', { params: { path: { utilityId } } })), refetchInterval: 15_000 });

export const boardQuery = queryOptions({ queryKey: ['lists', 'board'], queryFn: () => answered(api.GET('/board')), refetchInterval: 30_000 });
export const stuckCountsQuery = queryOptions({ queryKey: ['lists', 'stuck-counts'], queryFn: () => answered(api.GET('/stuck/counts')), refetchInterval: 30_000 });
export const matchesQuery = queryOptions({ queryKey: ['lists', 'matches'], queryFn: () => answered(api.GET('/docket-matches')), refetchInterval: 30_000 });

export const stuckQuery = (kind: StuckKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'stuck', kind ?? 'all'],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/stuck', { params: { query: { limit: pageLimit, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });

/* Of a past day the answer stays the same: it is asked once. */
const asOfDay = (asOf: string | undefined) => ({ key: asOf ?? 'now', query: asOf === undefined ? {} : { asOf }, ...(asOf === undefined ? {} : { staleTime: Infinity }) });

export const accountQuery = (accountId: string, asOf?: string) => {
  const { key, query, ...rest } = asOfDay(asOf);
  return queryOptions({ queryKey: ['account', accountId, 'itself', key], queryFn: () => answered(api.GET('/accounts/{accountId}', { params: { path: { accountId }, query } })), ...rest });
};

export const caseQuery = (caseId: string, asOf?: string) => {
  const { key, query, ...rest } = asOfDay(asOf);
  return queryOptions({ queryKey: ['account', accountOf(caseId), 'case', caseId, key], queryFn: () => answered(api.GET('/cases/{caseId}', { params: { path: { caseId }, query } })), ...rest });
};

export const nextQuery = (caseId: string, asOf?: string) => {
  const { key, query, ...rest } = asOfDay(asOf);
  return queryOptions({ queryKey: ['account', accountOf(caseId), 'next', caseId, key], queryFn: () => answered(api.GET('/cases/{caseId}/next', { params: { path: { caseId }, query } })), ...rest });
};

export const timelineQuery = (caseId: string, asOf?: string) => {
  const { key, query, ...rest } = asOfDay(asOf);
  return infiniteQueryOptions({
    queryKey: ['account', accountOf(caseId), 'timeline', caseId, key],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/cases/{caseId}/timeline', { params: { path: { caseId }, query: { limit: pageLimit, ...query, ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
    ...rest,
  });
};

/** What was recorded stays as it is: asked once. */
export const whyQuery = (eventId: string, accountId: string) =>
  queryOptions({
    queryKey: ['why', eventId, accountId],
    queryFn: () => answered(api.GET('/events/{eventId}/why', { params: { path: { eventId }, query: { accountId } } })),
    staleTime: Infinity,
  });
