import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextArea, TextField } from 'react-aria-components';
import { answered, api } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';

const tellers = { debtor: 'The customer', spouse: 'The spouse', attorney: 'An attorney', trustee: 'A trustee', 'somebody-else': 'Somebody else' } as const;
const channels = { phone: 'By phone', counter: 'At the counter', 'e-mail': 'By e-mail', letter: 'By letter' } as const;

/** Somebody says that a petition was filed: the account is held at once, and the words to be read out are shown. */
export function Told() {
  const queries = useQueryClient();
  const [accountId, setAccountId] = useState('');
  const [toldBy, setToldBy] = useState<keyof typeof tellers>('debtor');
  const [channel, setChannel] = useState<keyof typeof channels>('phone');
  const [court, setCourt] = useState('');
  const [docketNumber, setNumber] = useState('');
  const [filedOn, setFiledOn] = useState('');
  const [said, setSaid] = useState('');
  const [key, onSettled] = useIdempotencyKey();
  const given = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });
  const telling = useMutation({
    mutationFn: (account: string) =>
      answered(
        api.POST('/accounts/{accountId}/bankruptcy-told', {
          params: { path: { accountId: account }, header: { 'Idempotency-Key': key } },
          body: { toldBy, channel, ...given('court', court), ...given('docketNumber', docketNumber), ...given('filedOn', filedOn), ...given('said', said) },
        }),
      ),
    onSuccess: (_told, account) => queries.invalidateQueries({ predicate: ({ queryKey: [what, id] }) => what === 'lists' || (what === 'account' && id === account) }),
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    telling.mutate(accountId.trim());
  };
  return (
    <details>
      <summary>Somebody tells of a bankruptcy</summary>
      <form onSubmit={submit} aria-label="Somebody tells of a bankruptcy">
        <div className="filters">
          <TextField value={accountId} onChange={setAccountId} isRequired maxLength={250}>
            <Label>Account</Label>
            <Input />
          </TextField>
          <Choice label="Told by" options={tellers} chosen={toldBy} onChoose={(chosen) => setToldBy(chosen as keyof typeof tellers)} />
          <Choice label="How" options={channels} chosen={channel} onChoose={(chosen) => setChannel(chosen as keyof typeof channels)} />
          <TextField value={court} onChange={setCourt} maxLength={6}>
            <Label>Court, if known (like ohsb)</Label>
            <Input />
          </TextField>
          <TextField value={docketNumber} onChange={setNumber} maxLength={40}>
            <Label>Number of the case, if known</Label>
            <Input />
          </TextField>
          <TextField value={filedOn} onChange={setFiledOn} type="date">
            <Label>Filed on, if known</Label>
            <Input />
          </TextField>
        </div>
        <TextField value={said} onChange={setSaid} maxLength={2000}>
          <Label>What was said</Label>
          <TextArea rows={2} />
        </TextField>
        <Button type="submit" className="button" isDisabled={telling.isPending}>
          Hold the account
        </Button>
      </form>
      {telling.error !== null && <Trouble error={telling.error} />}
      {/* Said of the account that stands in the form, and of no other. */}
      {telling.data !== undefined && telling.variables === accountId.trim() && (
        <div role="status" className="preview">
          <h3>The account is held. Read this out:</h3>
          <blockquote>{telling.data.confirmation}</blockquote>
        </div>
      )}
    </details>
  );
}
