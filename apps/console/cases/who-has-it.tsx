import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { newIdempotencyKey, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { assign, peopleQuery } from './worklist-queries';

type Assignment = Schemas['CaseAssignment'];

/** Who works on a case, and what one may do about it. */
export function WhoHasIt({ caseId, assignment, isClosed }: { readonly caseId: string; readonly assignment: Assignment | null; readonly isClosed: boolean }) {
  const { subject, operations, roles } = useSession();
  const { moment } = useUtilityTime();
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: (what: 'claim' | 'release') => assign(caseId, { do: what }, newIdempotencyKey()),
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey: [about] }) => about === 'lists' || about === 'account' }),
  });
  const isMine = assignment?.assignee === subject;
  const mayAssign = operations.includes('assignCase');
  return (
    <div className="buttons">
      <span role="status">
        {assignment === null ? (isClosed ? '' : 'Nobody works on it.') : `${isMine ? 'You have' : `${assignment.assignee} has`} this case${assignment.untilAt === null ? '' : ` until ${moment(assignment.untilAt)}`}.`}
      </span>
      {mayAssign && !isClosed && assignment === null && (
        <Button className="button" isDisabled={changing.isPending} onPress={() => changing.mutate('claim')}>
          Take this case
        </Button>
      )}
      {mayAssign && (isMine || (assignment !== null && roles.includes('supervisor'))) && (
        <Button className="button" isDisabled={changing.isPending} onPress={() => changing.mutate('release')}>
          Give it back
        </Button>
      )}
      {mayAssign && !isClosed && roles.includes('supervisor') && <GiveTo caseId={caseId} />}
      {changing.error !== null && <Trouble error={changing.error} />}
    </div>
  );
}

function GiveTo({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery(peopleQuery);
  const [to, setTo] = useState('');
  const people = Object.fromEntries((data?.items ?? []).map(({ subject, cases, languages }) => [subject, `${subject}, has ${cases}${languages.length === 0 ? '' : `, speaks ${languages.join(', ')}`}`]));
  const act = async ({ reason, idempotencyKey }: { readonly reason: string; readonly idempotencyKey: string }) => {
    await assign(caseId, { do: 'assign', to, reason }, idempotencyKey);
    return '';
  };
  return (
    <Deed words="Give it to somebody" act={act} onDone={() => undefined}>
      <Choice label="To whom" options={people} chosen={to} onChoose={setTo} />
    </Deed>
  );
}
