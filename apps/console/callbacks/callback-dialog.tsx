import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Input, Label, Modal, ModalOverlay, TextArea, TextField } from 'react-aria-components';
import { answered, api, newIdempotencyKey, type Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { useSession } from '../session/session';

type Deed = 'done' | 'pass-on';

interface Props {
  readonly line: Schemas['Callback'];
  readonly deed: Deed;
}

const words: Readonly<Record<Deed, string>> = { done: 'Done', 'pass-on': 'Pass on' };

export function CallbackDialog({ line, deed }: Props) {
  return (
    <DialogTrigger>
      <Button className="button" aria-label={`${words[deed]}: ${line.name ?? line.accountId}`}>
        {words[deed]}
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog>{({ close }) => <Form line={line} deed={deed} onClose={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Form({ line: { accountId, contactId, owner }, deed, onClose }: Props & { readonly onClose: () => void }) {
  const { subject } = useSession();
  const queries = useQueryClient();
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const [to, setTo] = useState(owner === subject ? '' : subject);
  const [why, setWhy] = useState('');
  const act = useMutation({
    mutationFn: () => {
      const params = { path: { accountId, contactId }, header: { 'Idempotency-Key': idempotencyKey } };
      return deed === 'done'
        ? answered(api.POST('/accounts/{accountId}/callbacks/{contactId}/done', { params, body: { outcome: why } }))
        : answered(api.POST('/accounts/{accountId}/callbacks/{contactId}/pass-on', { params, body: { to, reason: why } }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [what, id] }) => what === 'lists' || (what === 'account' && id === accountId) });
      onClose();
    },
    onError: () => setIdempotencyKey(newIdempotencyKey()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Heading slot="title">{words[deed]}</Heading>
      {deed === 'pass-on' && (
        <TextField value={to} onChange={setTo} isRequired maxLength={200}>
          <Label>To whom</Label>
          <Input autoComplete="off" />
        </TextField>
      )}
      <TextField value={why} onChange={setWhy} isRequired minLength={3} maxLength={2000} autoFocus>
        <Label>{deed === 'done' ? 'What came of it' : 'Why'}</Label>
        <TextArea rows={3} />
      </TextField>
      {act.error !== null && <Trouble error={act.error} />}
      <div className="buttons">
        <Button type="submit" className="button primary" isDisabled={act.isPending}>
          {deed === 'done' ? 'It is done' : 'Pass it on'}
        </Button>
        <Button className="button quiet" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
