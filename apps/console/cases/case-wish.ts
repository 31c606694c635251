import type { paths } from '../generated/openapi';
import type { Schemas } from '../api/client';

type Asked = NonNullable<paths['/cases']['get']['parameters']['query']>;

/** What a list of cases is asked for, as it stands in the address; every part of it may be left out. */
export type CaseWish = { readonly [K in Exclude<keyof Asked, 'cursor' | 'limit'>]?: Asked[K] };

const flags = ['open', 'held', 'stuck'] as const;
const cents = ['balanceFromCents', 'balanceToCents'] as const;
const texts = ['status', 'heldBy', 'stuckKind', 'dueThroughOn', 'customerClass', 'language', 'pack', 'openedFromOn', 'openedThroughOn', 'nextFromOn', 'nextThroughOn', 'assignedTo', 'sort'] as const;

/** What of an address is a wish. Whether its words mean anything, the API knows. */
export function wishFrom(search: Record<string, unknown>): CaseWish {
  const known: readonly (readonly [readonly string[], (value: unknown) => boolean])[] = [
    [flags, (value) => typeof value === 'boolean'],
    [cents, (value) => Number.isSafeInteger(value)],
    [texts, (value) => typeof value === 'string' && value !== ''],
  ];
  return Object.fromEntries(known.flatMap(([names, fits]) => names.filter((name) => fits(search[name])).map((name) => [name, search[name]]))) as CaseWish;
}

/** A view as an address: lists between commas. */
export function wishOfView({ filter, sort }: Pick<Schemas['SavedView'], 'filter' | 'sort'>): CaseWish {
  return { ...Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value])), ...(sort === 'case' ? {} : { sort }) } as CaseWish;
}

/** The other way round, as it is saved. */
export function viewOf({ sort, status, heldBy, ...filter }: CaseWish): Pick<Schemas['SavedView'], 'filter' | 'sort'> {
  const list = (name: string, text: string | undefined) => (text === undefined ? {} : { [name]: text.split(',') });
  return { filter: { ...filter, ...list('status', status), ...list('heldBy', heldBy) } as Schemas['SavedView']['filter'], sort: sort ?? 'case' };
}
