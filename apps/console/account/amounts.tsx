import type { Schemas } from '../api/client';
import { Reasons } from '../case/reasons';
import { useUtilityTime } from '../look/utility-time';
import { day, dollars } from '../words/figures';
import { spelled } from '../words/glossary';
import { filled } from '../words/spoken';

type Call = Schemas['CallPage'];
type Told = Pick<NonNullable<Call['amounts']['restoresWater']>, 'cents' | 'byAt' | 'byOn' | 'tenders' | 'because'>;

/** What keeps the water on, what brings it back, and all of it: each with by when, how it may be paid, and why. */
export function Amounts({ call }: { readonly call: Call }) {
  const { keepsWaterOn, restoresWater, total } = call.amounts;
  const least = keepsWaterOn !== null && keepsWaterOn.leastCents > 0 && keepsWaterOn.leastCents < keepsWaterOn.cents ? `Paid at least ${dollars(keepsWaterOn.leastCents)}, too little is left past due for a ${filled('{shutOff}')}.` : null;
  return (
    <section aria-labelledby="amounts">
      <h2 id="amounts">What to pay</h2>
      <dl className="amounts">
        <div>
          <dt>Keeps the water on</dt>
          <Amount told={keepsWaterOn} none={call.state.valve === 'off' ? 'The water is off.' : 'Nothing is asked for.'} beside={least} isNow={keepsWaterOn !== null && keepsWaterOn.cents === 0} />
        </div>
        <div>
          <dt>{call.state.valve === 'off' ? 'Turns the water on' : 'Would turn it on again'}</dt>
          <Amount told={restoresWater} none="Nothing is asked for." beside={restoresWater?.backOn == null ? null : `Paid now, it is on again on ${day(restoresWater.backOn)}.`} />
        </div>
        <div>
          <dt>All that is owed</dt>
          <dd className="figure">{dollars(total.cents)}</dd>
          <dd>{total.mayBeAskedFor ? 'Bills that are not due yet are part of it.' : 'Not all of it may be asked for.'}</dd>
        </div>
      </dl>
    </section>
  );
}

function Amount({ told, none, beside, isNow = false }: { readonly told: Told | null; readonly none: string; readonly beside: string | null; readonly isNow?: boolean }) {
  const { moment } = useUtilityTime();
  if (told === null) return <dd>{none}</dd>;
  const by = told.byAt !== null ? `By ${moment(told.byAt)}.` : told.byOn !== null ? `By the end of ${day(told.byOn)}.` : isNow ? 'Nothing is past due.' : 'No day is set yet.';
  return (
    <>
      <dd className="figure">{dollars(told.cents)}</dd>
      <dd>
        <strong>{by}</strong> {told.tenders === null ? 'Paid in any way.' : `Only ${told.tenders.map((tender) => spelled(tender).toLowerCase()).join(', ')}.`} {beside}
      </dd>
      <dd>
        <details>
          <summary>Why</summary>
          <Reasons reasons={told.because} />
        </details>
      </dd>
    </>
  );
}
