import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client';
import { pageByPage } from '../api/queries';

export type LineStatus = Schemas['RollLine']['status'];

const pageLimit = 100;

export const seasonsQuery = queryOptions({ queryKey: ['lists', 'roll-seasons'], queryFn: () => answered(api.GET('/tax-roll/seasons')), refetchInterval: 15_000 });
export const seasonQuery = (seasonId: string) => queryOptions({ queryKey: ['lists', 'roll-season', seasonId], queryFn: () => answered(api.GET('/tax-roll/seasons/{seasonId}', { params: { path: { seasonId } } })), refetchInterval: 15_000 });
export const registerQuery = (seasonId: string) => queryOptions({ queryKey: ['lists', 'roll-register', seasonId], queryFn: () => answered(api.GET('/tax-roll/seasons/{seasonId}/register', { params: { path: { seasonId } } })) });
export const linesQuery = (seasonId: string, status: LineStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'roll-lines', seasonId, status ?? 'all'],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/tax-roll/seasons/{seasonId}/lines', { params: { path: { seasonId }, query: { limit: pageLimit, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });
