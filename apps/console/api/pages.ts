import { type InfiniteData, type QueryKey, useInfiniteQuery, type UseInfiniteQueryOptions } from '@tanstack/react-query';

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** How a list gets further pages, as `Rows` and buttons take it. */
export interface More {
  readonly hasMore: boolean;
  readonly isAsking: boolean;
  /** The last look-up failed: nothing more is asked for by itself until one succeeds. */
  readonly hasFailed: boolean;
  readonly askMore: () => void;
}

/** @returns all that is there of a list by now (none before the first answer: then `data` is undefined), and the way to more */
export function usePages<P extends Page, K extends QueryKey>(query: UseInfiniteQueryOptions<P, Error, InfiniteData<P>, K, string | undefined>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(query);
  const items: readonly P['items'][number][] = data?.pages.flatMap((page) => page.items) ?? [];
  const more: More = { hasMore: hasNextPage, isAsking: isFetchingNextPage, hasFailed: error !== null, askMore: () => void fetchNextPage() };
  return { data, error, items, more };
}
