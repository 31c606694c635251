import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';
import { pageByPage } from '../api/queries';

export interface CallbackWish {
  readonly mine?: true | undefined;
  readonly due?: true | undefined;
}

const pageLimit = 100;

export const callbackCountsQuery = queryOptions({ queryKey: ['lists', 'callback-counts'], queryFn: () => answered(api.GET('/callbacks/counts')), refetchInterval: 30_000 });

export const callbacksQuery = (wish: CallbackWish) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'callbacks', wish],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/callbacks', { params: { query: { limit: pageLimit, ...(wish.mine ? { mine: true } : {}), ...(wish.due ? { due: true } : {}), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });
