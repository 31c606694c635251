import { Input, Label, TextField } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { day } from '../words/figures';
import { spelled } from '../words/glossary';
import { saying } from '../words/spoken';
import { type Caller, callerWords, type Check, checkWords, heardBy, type OnTheLine } from './who-is-on-the-line';

interface Props {
  readonly call: Schemas['CallPage'];
  readonly customer: Schemas['Account']['customer'];
  readonly line: OnTheLine;
  readonly onChange: (line: OnTheLine) => void;
}

/** Who calls, by what it is clear, and what this person may be told. First of all, and on the record. */
export function WhoCalls({ call, customer, line, onChange }: Props) {
  const { lastPayment } = call.identity;
  const told = heardBy(call, line.caller);
  const tick = (check: Check, isTicked: boolean) => onChange({ ...line, checks: isTicked ? [...line.checks, check] : line.checks.filter((known) => known !== check) });
  return (
    <section aria-labelledby="who">
      <h2 id="who">Who calls</h2>
      <div className="who-calls">
        <div>
          <label htmlFor="caller">Caller</label>
          <select id="caller" value={line.caller} onChange={({ target }) => onChange({ ...line, caller: target.value as Caller })}>
            {Object.entries(callerWords).map(([caller, words]) => (
              <option key={caller} value={caller}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <TextField className="beside" value={line.name} onChange={(name) => onChange({ ...line, name })} maxLength={200}>
          <Label>Name</Label>
          <Input autoComplete="off" placeholder={line.caller === 'customer' ? (customer?.name ?? '') : ''} />
        </TextField>
      </div>
      <fieldset className="ticks">
        <legend>Proved by</legend>
        {Object.entries(checkWords).map(([check, words]) => (
          <label key={check}>
            <input type="checkbox" checked={line.checks.includes(check as Check)} onChange={({ target }) => tick(check as Check, target.checked)} /> {words}
          </label>
        ))}
      </fieldset>
      <p className="faint">{lastPayment === null ? 'No payment is on record to ask about.' : `Ask, and do not tell: the last payment was ${spelled(lastPayment.tender ?? 'payment').toLowerCase()} on ${day(lastPayment.on)}.`}</p>
      {told !== undefined && (
        <p>
          <strong>May be told:</strong> {saying(told.because.sentence)}{' '}
          <span className="faint">
            (<code>{told.because.rule}</code>)
          </span>
        </p>
      )}
    </section>
  );
}
