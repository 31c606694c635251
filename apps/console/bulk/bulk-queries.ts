import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client';
import { pageByPage } from '../api/queries';

export type Bulk = Schemas['Bulk'];
export type BulkLine = Schemas['BulkLine'];
export type CaseFilter = Schemas['CaseFilter'];

/** Which of its cases are shown. */
export type Which = 'all' | 'first' | 'would-do' | 'foreseen-refused' | BulkLine['status'];

const atWorkMs = 1_000;
const waitingMs = 5_000;
const pageLimit = 200;

const isAtWork = (status: Bulk['status'] | undefined) => status === 'looking' || status === 'canary' || status === 'running';
const isOver = (status: Bulk['status'] | undefined) => status === 'stopped' || status === 'done';

/** How often a bulk is looked at: somebody else may speak at any moment, and what is over stays as it is. */
const freshness = (status: Bulk['status'] | undefined) => (isAtWork(status) ? atWorkMs : isOver(status) ? false : waitingMs);

export const bulksQuery = infiniteQueryOptions({
  queryKey: ['lists', 'bulks'],
  queryFn: ({ pageParam: cursor }) => answered(api.GET('/bulks', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  ...pageByPage,
  refetchInterval: ({ state: { data } }) => (data?.pages.some(({ items }) => items.some(({ status }) => isAtWork(status))) ? atWorkMs : waitingMs),
});

export const bulkQuery = (bulkId: string) =>
  queryOptions({ queryKey: ['lists', 'bulk', bulkId], queryFn: () => answered(api.GET('/bulks/{bulkId}', { params: { path: { bulkId } } })), refetchInterval: ({ state: { data } }) => freshness(data?.bulk.status) });

/** What the API is asked for: how a case stands, or what was foreseen of it. */
function lineQueryOf(which: Which): { status?: BulkLine['status']; foreseen?: 'would-do' | 'refused'; canary?: boolean } {
  if (which === 'all') return {};
  if (which === 'first') return { canary: true };
  if (which === 'would-do') return { foreseen: 'would-do' };
  return which === 'foreseen-refused' ? { foreseen: 'refused' } : { status: which };
}

export const bulkLinesQuery = (bulkId: string, which: Which, status: Bulk['status'] | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'bulk-lines', bulkId, which],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/bulks/{bulkId}/cases', { params: { path: { bulkId }, query: { limit: pageLimit, ...lineQueryOf(which), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
    refetchInterval: freshness(status),
  });

/** The report on every case, as a spreadsheet reads it. */
export const reportAsCsv = (bulkId: string) => answered(api.GET('/bulks/{bulkId}/report', { params: { path: { bulkId } }, headers: { accept: 'text/csv' }, parseAs: 'text' })) as Promise<string>;
