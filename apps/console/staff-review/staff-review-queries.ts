import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';
import { pageByPage } from '../api/queries';

const pageLimit = 50;

export const reviewWeekQuery = (week: string | undefined) =>
  queryOptions({ queryKey: ['lists', 'staff-review', week ?? 'this'], queryFn: () => answered(api.GET('/staff-review', { params: { query: week === undefined ? {} : { week } } })) });

export const reviewSampleQuery = (week: string | undefined, person: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'staff-review-sample', week ?? 'this', person ?? 'everybody'],
    queryFn: ({ pageParam: cursor }) =>
      answered(api.GET('/staff-review/sample', { params: { query: { limit: pageLimit, ...(week === undefined ? {} : { week }), ...(person === undefined ? {} : { person }), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });

export const deskSettingsQuery = queryOptions({ queryKey: ['lists', 'desk-settings'], queryFn: () => answered(api.GET('/desk-settings')) });
