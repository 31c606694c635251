import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { useSession } from '../session/session';

interface Props {
  readonly line: Schemas['Callback'];
  readonly onDone: (told: string) => void;
}

/** What may be said of a promised call: that it was made, or that somebody else makes it. */
export function CallbackDeeds({ line, onDone }: Props) {
  const { operations, subject } = useSession();
  const { accountId, contactId, owner } = line;
  const [to, setTo] = useState(owner === subject ? '' : subject);
  const of = line.name ?? accountId;
  const params = (idempotencyKey: string) => ({ params: { path: { accountId, contactId }, header: { 'Idempotency-Key': idempotencyKey } } });
  return (
    <div className="buttons">
      {operations.includes('finishCallback') && (
        <Deed words="Done" of={of} asks="What came of it" does="It is done" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/accounts/{accountId}/callbacks/{contactId}/done', { ...params(idempotencyKey), body: { outcome: reason } })), `Account ${accountId} was called back.`)} />
      )}
      {operations.includes('passCallbackOn') && (
        <Deed words="Pass on" of={of} does="Pass it on" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/accounts/{accountId}/callbacks/{contactId}/pass-on', { ...params(idempotencyKey), body: { to, reason } })), `The callback of account ${accountId} is ${to}’s now.`)}>
          <TextField value={to} onChange={setTo} isRequired maxLength={200}>
            <Label>To whom</Label>
            <Input autoComplete="off" />
          </TextField>
        </Deed>
      )}
    </div>
  );
}
