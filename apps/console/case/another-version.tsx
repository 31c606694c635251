import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Label, Modal, ModalOverlay, TextArea, TextField } from 'react-aria-components';
import { answered, api, newIdempotencyKey, type Schemas } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Choice } from '../look/choice';
import { Trouble, Unanswered } from '../look/notices';
import { versionsQuery } from '../policy/policy-queries';
import { WhatWouldCome } from './what-would-come';

interface Props {
  readonly of: Schemas['Case'];
  readonly onDone: (words: string) => void;
}

const words = 'Move to another version of the law';

/** Another version of the law for this case alone: seen first, asked for with a reason, and moved when a second person has approved. */
export function AnotherVersion({ of, onDone }: Props) {
  return (
    <DialogTrigger>
      <Button className="button">{words}</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog>{({ close }) => <Versions of={of} onDone={(told) => (onDone(told), close())} onCancel={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Versions(props: Props & { readonly onCancel: () => void }) {
  const { of, onCancel } = props;
  const { data, error } = useQuery(versionsQuery);
  const others = [...new Set(data?.versions.map(({ pack }) => pack))].filter((pack) => pack !== of.pack);
  const inForce = others.find((pack) => pack === data?.inForce);
  const first = inForce ?? others.at(-1);
  // Of another version than before, nothing that was chosen or shown is true any more.
  if (first !== undefined) return <Form key={of.pack} {...props} options={Object.fromEntries(others.map((pack) => [pack, pack === inForce ? `${pack}, in force` : pack]))} first={first} />;
  return (
    <>
      <Heading slot="title">{words}</Heading>
      {data === undefined ? <Unanswered error={error} /> : <p>The case is under {of.pack}, and there is no other version here.</p>}
      <div className="buttons">
        <Button className="button quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}

function Form({ of: { caseId, pack }, options, first, onDone, onCancel }: Props & { readonly options: Readonly<Record<string, string>>; readonly first: string; readonly onCancel: () => void }) {
  const queries = useQueryClient();
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const [to, setTo] = useState(first);
  const [reason, setReason] = useState('');
  const look = useMutation({ mutationFn: () => answered(api.POST('/cases/{caseId}/move/preview', { params: { path: { caseId }, header: { 'Idempotency-Key': newIdempotencyKey() } }, body: { to } })) });
  const ask = useMutation({
    mutationFn: () => answered(api.POST('/packs/migrations', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { to, cohort: { caseIds: [caseId] }, reason } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['lists'] });
      onDone(`The move to ${to} is asked for, and not done yet. Somebody else has to approve.`);
    },
    onSettled,
  });
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    look.reset();
    ask.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Heading slot="title">{words}</Heading>
      <p>The case is under {pack}.</p>
      <Choice label="To" isDisabled={ask.isPending} options={options} chosen={to} onChoose={changed(setTo)} />
      <TextField value={reason} onChange={changed(setReason)} isDisabled={ask.isPending} isRequired minLength={3} maxLength={2000} autoFocus>
        <Label>Why</Label>
        <TextArea rows={3} />
      </TextField>
      {look.error !== null && <Trouble error={look.error} />}
      {ask.error !== null && <Trouble error={ask.error} />}
      {look.data !== undefined && (
        <>
          <p>
            <strong>A second person has to approve.</strong> The case goes on under {pack} until then, and is judged anew when it is moved.
          </p>
          <WhatWouldCome comes={look.data} title="Once somebody else has approved, this would be recorded" />
        </>
      )}
      <div className="buttons">
        <Button type="submit" className="button" isDisabled={look.isPending}>
          Show what would happen
        </Button>
        <Button className="button primary" isDisabled={look.data === undefined || ask.isPending} onPress={() => ask.mutate()}>
          Ask for it
        </Button>
        <Button className="button quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
