import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client';
import { accountOf } from '../api/queries';

export const caseFileQuery = (caseId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['account', accountOf(caseId), 'file', caseId, asOf ?? 'now'],
    queryFn: () => answered(api.GET('/cases/{caseId}/file', { params: { path: { caseId }, query: asOf === undefined ? {} : { asOf } } })),
    ...(asOf === undefined ? {} : { staleTime: Infinity }),
  });
