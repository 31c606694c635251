import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';

const liveMs = 5_000;

export const operationsQuery = (hours: number) => queryOptions({ queryKey: ['lists', 'operations', hours], queryFn: () => answered(api.GET('/operations', { params: { query: { hours } } })), refetchInterval: liveMs });
export const breakersQuery = queryOptions({ queryKey: ['lists', 'breakers'], queryFn: () => answered(api.GET('/breakers')), refetchInterval: liveMs });
