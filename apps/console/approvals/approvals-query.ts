import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';

export const approvalsQuery = queryOptions({ queryKey: ['lists', 'approvals'], queryFn: () => answered(api.GET('/approvals')), refetchInterval: 30_000 });
