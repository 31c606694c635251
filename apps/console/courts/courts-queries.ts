import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';

export const reviewsQuery = queryOptions({ queryKey: ['lists', 'docket-reviews'], queryFn: () => answered(api.GET('/docket-reviews')), refetchInterval: 15_000 });
export const docketQuery = (accountId: string, docket: string) =>
  queryOptions({ queryKey: ['account', accountId, 'docket', docket], queryFn: () => answered(api.GET('/accounts/{accountId}/dockets/{docket}', { params: { path: { accountId, docket } } })) });
