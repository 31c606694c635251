import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Input, Label, Modal, ModalOverlay, TextArea, TextField } from 'react-aria-components';
import { answered, api, Refused, type Schemas } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { caseQuery, nextQuery } from '../api/queries';
import { Choice } from '../look/choice';
import { Trouble, Unanswered } from '../look/notices';
import { useSession } from '../session/session';
import { eventTitle, interventionWords, statusWords } from '../words/glossary';
import { AnotherVersion } from './another-version';
import { MovedOn } from './moved-on';
import { WhatWouldCome } from './what-would-come';

type Case = Schemas['Case'];
type Kind = Schemas['Session']['interventions'][number];
type Intervention = Schemas['Intervention'];

interface Props {
  readonly of: Case;
  /** Undefined while they are not known. */
  readonly holds: readonly Schemas['Hold'][] | undefined;
}

/** What this person may do to the case. The rules are asked when it is tried: here nothing is decided. */
export function Interventions({ of, holds }: Props) {
  const { interventions, operations } = useSession();
  const [done, setDone] = useState<string | null>(null);
  return (
    <section aria-labelledby="act">
      <h2 id="act">What you can do</h2>
      {done !== null && <p role="status">{done}</p>}
      <ul className="actions">
        {interventions.map((kind) => (
          <li key={kind}>
            <DialogTrigger>
              <Button className="button">{interventionWords[kind]}</Button>
              <ModalOverlay className="overlay" isDismissable>
                <Modal className="modal">
                  <Dialog>{({ close }) => <Form kind={kind} of={of} holds={holds} onDone={(words) => (setDone(words), close())} onCancel={close} />}</Dialog>
                </Modal>
              </ModalOverlay>
            </DialogTrigger>
          </li>
        ))}
        {operations.includes('askMigration') && (
          <li>
            <AnotherVersion of={of} onDone={setDone} />
          </li>
        )}
      </ul>
    </section>
  );
}

interface FormProps extends Props {
  readonly kind: Kind;
  readonly onDone: (words: string) => void;
  readonly onCancel: () => void;
}

/** Reason first, then a look at what would come of it, then the deed. */
function Form({ kind, of, holds, onDone, onCancel }: FormProps) {
  const queries = useQueryClient();
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  // As it stood when the dialog opened: what came since is shown before anything is done.
  const [seen, setSeen] = useState(of.seen);
  const [reason, setReason] = useState('');
  const [date, setDate] = useState('');
  const next = useQuery({ ...nextQuery(of.caseId), enabled: kind === 'OverrideGuard' });
  const subjects = subjectsOf(kind, of, holds, next.data);
  const [chosen, setSubject] = useState<string | null>(null);
  const subject = chosen ?? Object.keys(subjects ?? {})[0] ?? '';
  const body = bodyOf(kind, reason, subject, date);
  const request = { params: { path: { caseId: of.caseId }, query: seen === null ? {} : { seen }, header: { 'Idempotency-Key': idempotencyKey } }, body };
  const look = useMutation({ mutationFn: () => answered(api.POST('/cases/{caseId}/interventions/preview', request)) });
  const act = useMutation({
    mutationFn: () => answered(api.POST('/cases/{caseId}/interventions', request)),
    onSuccess: async ({ status, events, waitsForSignature }) => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [what, id] }) => what === 'lists' || (what === 'account' && id === of.accountId) });
      if (waitsForSignature) return onDone(`${interventionWords[kind]}: asked for, and not done yet. Somebody else has to sign.`);
      onDone(`${interventionWords[kind]}: done. ${events.map(({ type }) => eventTitle(type)).join(', ')}. The case stands at: ${statusWords[status]}.`);
    },
    onSettled,
  });
  const changed = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    look.reset();
    act.reset();
  };
  const lookAgain = useMutation({
    mutationFn: () => queries.fetchQuery({ ...caseQuery(of.caseId), staleTime: 0 }),
    onSuccess: (fresh) => {
      setSeen(fresh.seen);
      look.reset();
      act.reset();
    },
  });
  const movedOn = [look.error, act.error].find((error) => error instanceof Refused && error.problem.since !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Heading slot="title">{interventionWords[kind]}</Heading>
      {subjects === undefined && <Unanswered error={next.error} />}
      {subjects != null && (Object.keys(subjects).length === 0 ? <p>There is nothing of the kind in this case.</p> : <Choice label="Which" options={subjects} chosen={subject} onChoose={changed(setSubject)} />)}
      {(kind === 'RescheduleShutOff' || kind === 'PlaceHold') && (
        <TextField value={date} onChange={changed(setDate)} type="date" isRequired={kind === 'RescheduleShutOff'}>
          <Label>{kind === 'PlaceHold' ? 'Until (may be left open)' : 'Not before'}</Label>
          <Input />
        </TextField>
      )}
      <TextField value={reason} onChange={changed(setReason)} isRequired minLength={3} maxLength={2000} autoFocus>
        <Label>Why</Label>
        <TextArea rows={3} />
      </TextField>
      {movedOn === undefined && look.error !== null && <Trouble error={look.error} />}
      {movedOn === undefined && act.error !== null && <Trouble error={act.error} />}
      {(movedOn !== undefined || (of.seen !== seen && act.isIdle)) && <MovedOn since={movedOn instanceof Refused ? (movedOn.problem.since ?? []) : []} onLookAgain={() => lookAgain.mutate()} />}
      {lookAgain.error !== null && <Trouble error={lookAgain.error} />}
      {look.data !== undefined && <WhatWouldCome comes={look.data} />}
      {look.data?.onceSigned != null && (
        <>
          <p>
            <strong>A second person has to sign for this.</strong> It is asked for now, and not done yet; the case goes on by itself until then, and it is judged anew when somebody signs.
          </p>
          <WhatWouldCome comes={look.data.onceSigned} title="Once somebody else has signed, this would be recorded" />
        </>
      )}
      <div className="buttons">
        <Button type="submit" className="button" isDisabled={look.isPending || lookAgain.isPending || (subjects !== null && subject === '')}>
          Show what would happen
        </Button>
        <Button className="button primary" isDisabled={look.data === undefined || act.isPending || movedOn !== undefined} onPress={() => act.mutate()}>
          {look.data?.onceSigned != null ? 'Ask for it' : 'Do it'}
        </Button>
        <Button className="button quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** What an intervention can be about in this case, by the id that the API knows it by; undefined while that is not known, null where it is about the case itself. */
function subjectsOf(kind: Kind, of: Case, holds: Props['holds'], next: Schemas['CaseNext'] | undefined): Readonly<Record<string, string>> | null | undefined {
  if (kind === 'RewindCase') return { notice: 'To the notice: another one is sent', 'door-tag': 'To the hang tag: another one is hung' };
  if (kind === 'OverrideGuard') return next && Object.fromEntries((next.step?.guards ?? []).filter(({ holds: isMet }) => !isMet).map(({ guard, because }) => [guard, because.sentence]));
  if (kind === 'ReleaseHold') return holds && Object.fromEntries(holds.map(({ evidence, sentence }) => [evidence, sentence]));
  if (kind === 'RetryObligation') return Object.fromEntries(of.obligations.map(({ key, kind: what }) => [key, `${what} ${key}`]));
  if (kind === 'AccountForCrew') return Object.fromEntries(of.workOrders.filter(({ status }) => status !== 'ended').map(({ workOrderId, work }) => [workOrderId, `${work} ${workOrderId}`]));
  return null;
}

function bodyOf(type: Kind, reason: string, subject: string, date: string): Intervention {
  switch (type) {
    case 'PlaceHold':
      return { type, reason, ...(date === '' ? {} : { untilOn: date }) };
    case 'ReleaseHold':
      return { type, reason, holdId: subject };
    case 'RetryObligation':
      return { type, reason, obligation: subject };
    case 'AccountForCrew':
      return { type, reason, workOrderId: subject };
    case 'RescheduleShutOff':
      return { type, reason, notBeforeOn: date };
    case 'RewindCase':
      return { type, reason, to: subject === 'door-tag' ? 'door-tag' : 'notice' };
    case 'OverrideGuard':
      return { type, reason, guard: subject };
    default:
      return { type, reason };
  }
}
