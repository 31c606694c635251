import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { answered, api, newIdempotencyKey, type Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { eventTitle } from '../words/glossary';
import { placeOf } from './place-in-json';
import './messages.css';

type Trial = Schemas['RepairTrial'];
type Body = { readonly [name: string]: unknown };

interface RepairProps {
  readonly message: Schemas['DeadLetter'];
  readonly onDone: (told: string) => void;
}

/** The message as text to be mended: tried first, every fault leading to its place, then sent again. What came stays as it came. */
export function Repair({ message: { deadLetterId, value, repairedValue }, onDone }: RepairProps) {
  const queries = useQueryClient();
  const editor = useRef<HTMLTextAreaElement>(null);
  const [id, faultsId] = [useId(), useId()];
  const [text, setText] = useState(() => inLines(repairedValue ?? value ?? ''));
  const [broken, setBroken] = useState<string | null>(null);
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const request = (body: Body, key: string) => ({ params: { path: { deadLetterId }, header: { 'Idempotency-Key': key } }, body: { event: body as Record<string, never> } });
  const trial = useMutation({ mutationFn: (body: Body) => answered(api.POST('/dead-letters/{deadLetterId}/trial', request(body, newIdempotencyKey()))) });
  const sending = useMutation({
    mutationFn: (body: Body) => answered(api.POST('/dead-letters/{deadLetterId}/replay', request(body, idempotencyKey))),
    onSuccess: async ({ staysHeld }) => {
      setKey(newIdempotencyKey());
      trial.reset();
      onDone(`Sent again. ${staysHeld.length === 0 ? 'Its accounts are free as soon as it has been taken in.' : `These stay held, since it is not about them: ${staysHeld.join(', ')}.`}`);
      await queries.invalidateQueries({ queryKey: ['lists'] });
    },
  });
  const changed = (next: string) => {
    setText(next);
    setBroken(null);
    trial.reset();
    sending.reset();
    setKey(newIdempotencyKey());
  };
  const read = (then: (body: Body) => void) => {
    try {
      const body: unknown = JSON.parse(text);
      if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SyntaxError('it has to be one object in braces');
      setBroken(null);
      then(body as Body);
    } catch (error) {
      setBroken(error instanceof Error ? error.message : String(error));
      trial.reset();
    }
  };
  const goTo = (path: string) => {
    const [from, to] = placeOf(text, path.split('.').filter(Boolean));
    editor.current?.focus();
    editor.current?.setSelectionRange(from, to);
  };
  const canBeSent = trial.data !== undefined && trial.data.faults.length === 0 && trial.data.parkedFor === null;
  const hasFaults = broken !== null || (trial.data?.faults.length ?? 0) > 0;
  return (
    <section aria-labelledby="repair">
      <h2 id="repair">Repair</h2>
      <label htmlFor={id}>The message</label>
      <textarea id={id} ref={editor} className="message" rows={18} spellCheck={false} maxLength={1_000_000} value={text} onChange={({ target }) => changed(target.value)} aria-describedby={faultsId} aria-invalid={hasFaults} />
      <div id={faultsId} role="status">
        {broken !== null && <p className="warning">This is no JSON yet: {broken}</p>}
        {trial.data !== undefined && <Outcome trial={trial.data} goTo={goTo} />}
      </div>
      {trial.error !== null && <Trouble error={trial.error} />}
      {sending.error !== null && <Trouble error={sending.error} />}
      <div className="buttons">
        <Button className="button" isDisabled={trial.isPending} onPress={() => read((body) => trial.mutate(body))}>
          Try it
        </Button>
        <Button className="button primary" isDisabled={!canBeSent || sending.isPending} onPress={() => read((body) => sending.mutate(body))}>
          Send it again
        </Button>
      </div>
    </section>
  );
}

function Outcome({ trial: { faults, events, parkedFor, staysHeld }, goTo }: { readonly trial: Trial; readonly goTo: (path: string) => void }) {
  if (faults.length > 0) {
    return (
      <>
        <p className="warning">{faults.length === 1 ? 'One fault is left:' : `${faults.length} faults are left:`}</p>
        <ul>
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {message}{' '}
              <Button className="button quiet" onPress={() => goTo(path)}>
                Go to {path === '' ? 'the message' : path}
              </Button>
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (parkedFor !== null) return <p className="warning">It can be read, and would be kept here again: {parkedFor.detail}</p>;
  return (
    <>
      <p className="good">It can be sent. This would be recorded:</p>
      <ol>
        {events.map(({ streamId, type }, index) => (
          <li key={`${streamId} ${index}`}>
            {streamId}: {eventTitle(type)}
          </li>
        ))}
      </ol>
      {staysHeld.length > 0 && <p>It is not about these, which stay held: {staysHeld.join(', ')}.</p>}
    </>
  );
}

/** JSON line by line; whatever is none stays as it is. */
function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
