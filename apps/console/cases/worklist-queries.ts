import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client';
import { pageByPage } from '../api/queries';
import type { CaseWish } from './case-wish';

/** As many as the API gives at once: whoever scrolls fast does not outrun the list. */
const pageLimit = 200;
type Filter = Omit<CaseWish, 'sort'>;

const filterOf = ({ sort: _order, ...filter }: CaseWish): Filter => filter;

export const casesQuery = (wish: CaseWish) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'cases', wish],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/cases', { params: { query: { ...wish, limit: pageLimit, ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });

/** How many cases a wish means. */
export const caseCountQuery = (wish: CaseWish) => queryOptions({ queryKey: ['lists', 'case-count', filterOf(wish)], queryFn: () => answered(api.GET('/cases/count', { params: { query: filterOf(wish) } })) });
export const viewsQuery = queryOptions({ queryKey: ['lists', 'views'], queryFn: () => answered(api.GET('/views')) });
export const peopleQuery = queryOptions({ queryKey: ['lists', 'people'], queryFn: () => answered(api.GET('/desk/people')) });

/** Where the browser fetches the list as a file. */
export const exportAddress = (wish: CaseWish) => `/cases/export?${new URLSearchParams(Object.entries(wish).map(([name, value]) => [name, String(value)])).toString()}`;

type Assigning = { readonly do: 'claim' } | { readonly do: 'release' } | { readonly do: 'assign'; readonly to: string; readonly reason: string };

export const assign = (caseId: string, body: Assigning, idempotencyKey: string) =>
  answered(api.POST('/cases/{caseId}/assignment', { params: { path: { caseId }, header: { 'Idempotency-Key': idempotencyKey } }, body }));

export const claimNext = (view: Pick<Schemas['SavedView'], 'filter' | 'sort'>, idempotencyKey: string) => answered(api.POST('/cases/next', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: view }));
