import { queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client';

const whileRunningMs = 1_000;

/** Some answers have other forms, which come to who names them before JSON: nobody does here. */
const inJson = <T>(answer: Promise<T | string>) => answer as Promise<T>;

export const versionsQuery = queryOptions({ queryKey: ['lists', 'versions'], queryFn: () => answered(api.GET('/packs')) });
export const whatIfsQuery = queryOptions({ queryKey: ['lists', 'what-ifs'], queryFn: () => answered(api.GET('/what-if')) });
export const migrationsQuery = queryOptions({ queryKey: ['lists', 'migrations'], queryFn: () => answered(api.GET('/packs/migrations')), refetchInterval: ({ state: { data } }) => (data?.items.some(({ status }) => status === 'moving' || status === 'undoing') ? whileRunningMs : false) });

/** What is published stays as it is. */
export const versionQuery = (pack: string) => queryOptions({ queryKey: ['version', pack], queryFn: () => inJson<Schemas['PackVersion']>(answered(api.GET('/packs/versions/{pack}', { params: { path: { pack } } }))), staleTime: 600_000 });

export const differencesQuery = (before: string, after: string) =>
  queryOptions({ queryKey: ['differences', before, after], queryFn: () => answered(api.GET('/packs/differences', { params: { query: { before, after } } })), staleTime: 600_000 });

export const whatIfQuery = (whatIfId: string) =>
  queryOptions({
    queryKey: ['what-if', whatIfId],
    queryFn: () => inJson<Schemas['WhatIf']>(answered(api.GET('/what-if/{whatIfId}', { params: { path: { whatIfId } } }))),
    refetchInterval: ({ state: { data } }) => (data?.status === 'running' ? whileRunningMs : false),
  });
