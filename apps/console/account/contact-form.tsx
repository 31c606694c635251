import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Trouble } from '../look/notices';
import { day } from '../words/figures';
import { Confirmation } from './confirmation';
import { ResultFields } from './result-fields';
import { firstWish, outcomes, type OutcomeKind, resultOf, type ResultWish } from './result-wish';
import { mayBeNamed, type OnTheLine } from './who-is-on-the-line';
import { planQuery } from './account-queries';

interface Props {
  readonly call: Schemas['CallPage'];
  readonly bills: Schemas['Account']['bills'];
  readonly line: OnTheLine;
}

/** What was said and what came of it, in one commit. What may be granted is the API's to say; a refusal shows its rule. */
export function ContactForm(props: Props) {
  const [turn, setTurn] = useState(0);
  return <OneContact key={turn} {...props} onNext={() => setTurn(turn + 1)} />;
}

function OneContact({ call, bills, line, onNext }: Props & { readonly onNext: () => void }) {
  const { accountId } = call;
  const queries = useQueryClient();
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const [kind, setKind] = useState<OutcomeKind>('nothing');
  const [wish, setWish] = useState<ResultWish>(() => firstWish(call, bills));
  const [said, setSaid] = useState('');
  const [isNamed, setIsNamed] = useState(true);
  const [keepsPromise, setKeepsPromise] = useState(true);
  const promised = call.callbacks[0];
  const isStranger = mayBeNamed(call, line);
  const plan = useQuery({ ...planQuery(accountId, wish.plan), enabled: kind === 'arrangement' && wish.plan.firstDueOn !== '' });
  const record = useMutation({
    mutationFn: () => {
      const body: Schemas['ContactWish'] = {
        channel: 'phone',
        caller: line.caller,
        ...(line.name.trim() === '' ? {} : { callerName: line.name.trim() }),
        identifiedBy: [...line.checks],
        covered: [],
        isNamed: isStranger && isNamed,
        ...(promised !== undefined && keepsPromise ? { callback: promised.contactId } : {}),
        said,
        result: resultOf(kind, wish),
      };
      return answered(api.POST('/accounts/{accountId}/contacts', { params: { path: { accountId }, header: { 'Idempotency-Key': idempotencyKey } }, body }));
    },
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey: [what, id] }) => what === 'lists' || (what === 'account' && id === accountId) }),
    onSettled,
  });
  if (record.data !== undefined) return <Confirmation recorded={record.data} onNext={onNext} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.mutate();
  };
  const choose = (next: OutcomeKind) => {
    setKind(next);
    record.reset();
  };
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">What came of it</h2>
      <form onSubmit={submit} className="contact">
        <fieldset className="outcomes">
          <legend>Outcome</legend>
          {Object.entries(outcomes).map(([key, words]) => (
            <label key={key}>
              <input type="radio" name="outcome" checked={kind === key} onChange={() => choose(key as OutcomeKind)} /> {words}
            </label>
          ))}
        </fieldset>
        <ResultFields kind={kind} wish={wish} bills={bills} today={call.today} plan={plan.data} planError={plan.error} onChange={setWish} />
        {isStranger && (
          <label className="tick">
            <input type="checkbox" checked={isNamed} onChange={({ target }) => setIsNamed(target.checked)} /> Keep this person on the account
          </label>
        )}
        {promised !== undefined && (
          <label className="tick">
            <input type="checkbox" checked={keepsPromise} onChange={({ target }) => setKeepsPromise(target.checked)} /> This is the callback promised for {day(promised.dueOn)}
          </label>
        )}
        <TextField value={said} onChange={setSaid} isRequired minLength={3} maxLength={2000}>
          <Label>What was said</Label>
          <TextArea rows={2} />
        </TextField>
        {record.error !== null && <Trouble error={record.error} />}
        <Button type="submit" className="button primary" isDisabled={record.isPending || (kind === 'arrangement' && plan.data === undefined)}>
          {kind === 'arrangement' ? 'Agree and record' : 'Record'}
        </Button>
      </form>
    </section>
  );
}
