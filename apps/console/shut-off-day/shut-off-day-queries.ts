import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';
import { pageByPage } from '../api/queries';

const pageLimit = 100;
/** What changes no account (a signature, a feed that falls silent) is heard of by asking. */
const oftenMs = 10_000;
/** A crew is told nothing by the server: its tablet asks, so that a recall is there within two seconds. */
const crewMs = 2_000;

const of = (day: string | undefined) => (day === undefined ? {} : { day });

export const dayQuery = (day: string | undefined) =>
  queryOptions({ queryKey: ['lists', 'shut-off-day', day ?? 'today'], queryFn: () => answered(api.GET('/shut-off-day', { params: { query: of(day) } })), refetchInterval: oftenMs });

export const dayLinesQuery = (day: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'shut-off-day-lines', day ?? 'today'],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/shut-off-day/lines', { params: { query: { limit: pageLimit, ...of(day), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });

export const crewOrdersQuery = (crew: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'crew-orders', crew ?? 'all'],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/crew-orders', { params: { query: { limit: pageLimit, ...(crew === undefined ? {} : { crew }), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
    refetchInterval: crewMs,
  });
