import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextArea, TextField } from 'react-aria-components';
import { answered, api } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Trouble } from '../look/notices';
import './courts.css';

/** A docket as somebody copied it from the court's page. */
export function Upload() {
  const queries = useQueryClient();
  const [court, setCourt] = useState('');
  const [docketNumber, setNumber] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [text, setText] = useState('');
  const [key, onSettled] = useIdempotencyKey();
  const uploading = useMutation({
    mutationFn: () => {
      const debtors = name.trim() === '' ? {} : { debtors: [{ name: name.trim(), side: 'debtor' as const, ...(address.trim() === '' ? {} : { address: address.trim() }) }] };
      return answered(api.POST('/dockets/entries', { params: { header: { 'Idempotency-Key': key } }, body: { court, docketNumber, text, ...debtors } }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['lists'] }),
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    uploading.mutate();
  };
  const done = uploading.data;
  return (
    <details>
      <summary>Enter a docket from the court’s page</summary>
      <form onSubmit={submit} aria-label="A docket from the court’s page">
        <div className="filters">
          <TextField value={court} onChange={setCourt} isRequired maxLength={6}>
            <Label>Court (like ohsb)</Label>
            <Input />
          </TextField>
          <TextField value={docketNumber} onChange={setNumber} isRequired maxLength={40}>
            <Label>Number (like 2:27-bk-50123)</Label>
            <Input />
          </TextField>
          <TextField value={name} onChange={setName} maxLength={300}>
            <Label>Debtor</Label>
            <Input />
          </TextField>
          <TextField value={address} onChange={setAddress} maxLength={300}>
            <Label>Debtor’s address</Label>
            <Input />
          </TextField>
        </div>
        <TextField value={text} onChange={setText} isRequired maxLength={2_000_000}>
          <Label>The entries, as they stand on the page</Label>
          <TextArea rows={8} className="court-text" />
        </TextField>
        <Button type="submit" className="button" isDisabled={uploading.isPending}>
          Take it in
        </Button>
      </form>
      {uploading.error !== null && <Trouble error={uploading.error} />}
      {done !== undefined && (
        <p role="status">
          {done.entries} entries were read; {done.changed ? 'they are new or say more than before' : 'all of it was known'}. {done.matches.length === 0 ? 'No account is held for it.' : `Held for it: ${done.matches.map(({ accountId }) => accountId).join(', ')}.`}
        </p>
      )}
    </details>
  );
}
