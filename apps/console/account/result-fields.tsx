import { type ReactNode, useId } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { day, dollars } from '../words/figures';
import { filled, saying } from '../words/spoken';
import { everyBill, type OutcomeKind, type ResultWish } from './result-wish';

interface Props {
  readonly kind: OutcomeKind;
  readonly wish: ResultWish;
  readonly bills: Schemas['Account']['bills'];
  readonly today: string;
  readonly plan: Schemas['ArrangementPreview'] | undefined;
  readonly planError: Error | null;
  readonly onChange: (wish: ResultWish) => void;
}

const channels: Readonly<Record<string, string>> = { online: 'Online', phone: 'By phone', counter: 'At the counter', kiosk: 'At a kiosk', mail: 'By mail', bank: 'By the bank' };

/** What an outcome needs to be known, and nothing else. */
export function ResultFields({ kind, wish, bills, today, plan, planError, onChange }: Props) {
  const set = (part: Partial<ResultWish>) => onChange({ ...wish, ...part });
  const date = (label: string, value: string, change: (on: string) => void) => <Typed label={label} type="date" value={value} min={today} onChange={change} />;
  const amount = <Typed label="Amount in dollars" type="number" step="0.01" min="0.01" value={wish.amount} onChange={(value) => set({ amount: value })} />;
  switch (kind) {
    case 'arrangement':
      return (
        <>
          <Row>
            <Chosen label="Plan" value={wish.plan.kind} options={{ 'equal-instalments': 'Equal parts', amortization: 'Spread out', deferral: 'All later' }} onChange={(value) => set({ plan: { ...wish.plan, kind: value as ResultWish['plan']['kind'], ...(value === 'deferral' ? { instalments: 1 } : {}) } })} />
            <Typed label="Parts" type="number" min="1" max="36" value={String(wish.plan.instalments)} onChange={(value) => set({ plan: { ...wish.plan, instalments: Math.min(36, Math.max(1, Math.trunc(Number(value)) || 1)) } })} />
            {date('First due', wish.plan.firstDueOn, (firstDueOn) => set({ plan: { ...wish.plan, firstDueOn } }))}
          </Row>
          {planError !== null && <Trouble error={planError} />}
          {plan !== undefined && <Plan plan={plan} />}
        </>
      );
    case 'extension':
      return <Row>{date('Until', wish.untilOn, (untilOn) => set({ untilOn }))}</Row>;
    case 'reported-payment':
      return (
        <Row>
          <Chosen label="Paid" value={wish.channel} options={channels} onChange={(channel) => set({ channel })} />
          <Typed label="Confirmation number" type="text" value={wish.confirmation} onChange={(confirmation) => set({ confirmation })} />
          {amount}
        </Row>
      );
    case 'promise':
      return (
        <Row>
          {amount}
          {date('By', wish.promisedOn, (promisedOn) => set({ promisedOn }))}
        </Row>
      );
    case 'dispute':
    case 'review':
      return (
        <Row>
          <Chosen label="Which bill" value={wish.billId} options={Object.fromEntries([...bills.toReversed().map(({ billId, dueOn, openCents }) => [billId, `${billId}, due ${day(dueOn)}, ${dollars(openCents)} open`]), [everyBill, 'All of the account']])} onChange={(billId) => set({ billId })} />
        </Row>
      );
    case 'bankruptcy':
      return (
        <Row>
          <Typed label="Court, if known" type="text" isRequired={false} value={wish.court} onChange={(court) => set({ court })} />
          <Typed label="Case number, if known" type="text" isRequired={false} value={wish.docketNumber} onChange={(docketNumber) => set({ docketNumber })} />
        </Row>
      );
    case 'callback':
      return <Row>{date('By', wish.callbackOn, (callbackOn) => set({ callbackOn }))}</Row>;
    default:
      return null;
  }
}

/** What would be agreed, before anybody agrees to it. */
function Plan({ plan }: { readonly plan: Schemas['ArrangementPreview'] }) {
  return (
    <div role="status" className="preview">
      <p>
        <strong>{dollars(plan.downPaymentCents)} now</strong>, then {plan.instalments.map(({ dueOn, amountCents }) => `${dollars(amountCents)} on ${day(dueOn)}`).join(', ')}. Together {dollars(plan.totalCents)}.
      </p>
      {plan.ifMissed !== null && (
        <p className="faint">
          When the first is missed, it can be made up for through {day(plan.ifMissed.cureThroughOn)}
          {plan.ifMissed.shutOffOn === null ? '' : `; the first day for a ${filled('{shutOff}')} is ${day(plan.ifMissed.shutOffOn)}`}.
        </p>
      )}
      {plan.needsSupervisor !== null && (
        <p>
          <strong>A supervisor has to agree:</strong> {saying(plan.needsSupervisor.sentence)} (<code>{plan.needsSupervisor.rule}</code>)
        </p>
      )}
    </div>
  );
}

const Row = ({ children }: { readonly children: ReactNode }) => <div className="fields">{children}</div>;

interface TypedProps {
  readonly label: string;
  readonly type: 'text' | 'date' | 'number';
  readonly value: string;
  readonly isRequired?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly step?: string;
  readonly onChange: (value: string) => void;
}

function Typed({ label, type, value, isRequired = true, min, max, step, onChange }: TypedProps) {
  return (
    <TextField value={value} onChange={onChange} isRequired={isRequired} maxLength={200} type={type}>
      <Label>{label}</Label>
      <Input min={min} max={max} step={step} autoComplete="off" />
    </TextField>
  );
}

function Chosen({ label, value, options, onChange }: { readonly label: string; readonly value: string; readonly options: Readonly<Record<string, string>>; readonly onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {Object.entries(options).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
