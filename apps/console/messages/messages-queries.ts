import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client';
import { pageByPage } from '../api/queries';

export type MessageStatus = Schemas['DeadLetterLine']['status'];

const pageLimit = 100;

export const messagesQuery = (status: MessageStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'messages', status ?? 'all'],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/dead-letters', { params: { query: { limit: pageLimit, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
    refetchInterval: 10_000,
  });

export const messageQuery = (deadLetterId: string) =>
  queryOptions({ queryKey: ['lists', 'message', deadLetterId], queryFn: () => answered(api.GET('/dead-letters/{deadLetterId}', { params: { path: { deadLetterId } } })), refetchInterval: 5_000 });
