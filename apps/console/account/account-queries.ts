import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';

export const callQuery = (accountId: string) =>
  queryOptions({ queryKey: ['account', accountId, 'call'], queryFn: () => answered(api.GET('/accounts/{accountId}/call', { params: { path: { accountId } } })) });

export interface PlanWish {
  readonly kind: 'equal-instalments' | 'amortization' | 'deferral';
  readonly instalments: number;
  readonly firstDueOn: string;
}

export const planQuery = (accountId: string, wish: PlanWish) =>
  queryOptions({
    queryKey: ['account', accountId, 'plan', wish],
    queryFn: () => answered(api.GET('/accounts/{accountId}/arrangements/preview', { params: { path: { accountId }, query: wish } })),
    retry: false,
  });
