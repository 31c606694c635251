import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Label, Modal, ModalOverlay, TextArea, TextField } from 'react-aria-components';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Trouble } from './notices';

interface DeedProps {
  /** On the button, and above the dialog. */
  readonly words: string;
  /** Which one of several, for who hears the button alone. */
  readonly of?: string;
  /** What it is about, and whatever else has to be filled in. */
  readonly children?: ReactNode;
  /** How the reason is asked for; null where none is recorded. */
  readonly asks?: string | null;
  /** On the button that does it. */
  readonly does?: string;
  readonly onOpen?: () => void;
  /** The same key for the same deed, however often it is tried. @returns what to tell when it is done */
  readonly act: (given: { readonly reason: string; readonly idempotencyKey: string }) => Promise<string>;
  readonly onDone: (told: string) => void;
}

/** A button, a dialog that asks why, and the deed. What a rule says against it is shown where it was tried. */
export function Deed(props: DeedProps) {
  const { words, of, onOpen } = props;
  return (
    <DialogTrigger onOpenChange={(isOpen) => isOpen && onOpen?.()}>
      <Button className="button" {...(of === undefined ? {} : { 'aria-label': `${words}: ${of}` })}>
        {words}
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog>{({ close }) => <Form {...props} close={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Form({ words, children, asks = 'Why', does = 'Do it', act, onDone, close }: DeedProps & { readonly close: () => void }) {
  const queries = useQueryClient();
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const [reason, setReason] = useState('');
  const doing = useMutation({
    mutationFn: () => act({ reason, idempotencyKey }),
    onSuccess: async (told) => {
      close();
      onDone(told);
      await queries.invalidateQueries({ predicate: ({ queryKey: [what] }) => what === 'lists' || what === 'account' });
    },
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Heading slot="title">{words}</Heading>
      {children}
      {asks !== null && (
        <TextField value={reason} onChange={setReason} isRequired minLength={3} maxLength={2000} autoFocus>
          <Label>{asks}</Label>
          <TextArea rows={3} />
        </TextField>
      )}
      {doing.error !== null && <Trouble error={doing.error} />}
      <div className="buttons">
        <Button type="submit" className="button primary" isDisabled={doing.isPending}>
          {does}
        </Button>
        <Button className="button quiet" onPress={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
