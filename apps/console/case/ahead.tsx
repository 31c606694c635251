import type { Schemas } from '../api/client';
import { day } from '../words/figures';
import { eventTitle } from '../words/glossary';
import { Guards } from './what-next';
import { saying } from '../words/spoken';

type Ahead = Schemas['CaseNext']['ahead'];
type Step = Ahead['steps'][number];

/** A step that may come, with what holds it back today. */
export function StepAhead({ step }: { readonly step: Step }) {
  const { type, on, says, heldBackBy } = step;
  return (
    <>
      <p>
        <time dateTime={step.at}>Not before {day(on)}</time> <strong>{eventTitle(type)}</strong>
      </p>
      <p>{saying(says)}</p>
      {heldBackBy.length > 0 && <Guards guards={heldBackBy} summary={`Held back by ${heldBackBy.length === 1 ? 'one thing' : `${heldBackBy.length} things`}`} />}
    </>
  );
}

/** What has to come about for the steps ahead. */
export function Assumed({ ahead }: { readonly ahead: Ahead }) {
  if (ahead.assumes.length === 0) return null;
  return (
    <details className="assumed">
      <summary>{ahead.steps.length === 0 ? 'Nothing comes by itself' : 'What is assumed for the days ahead'}</summary>
      <ul>
        {ahead.assumes.map((sentence) => (
          <li key={sentence}>{saying(sentence)}</li>
        ))}
      </ul>
      <p>Every rule is asked again when a step falls due.</p>
    </details>
  );
}

/** The next three steps, in the order in which they would come. */
export function NextSteps({ ahead }: { readonly ahead: Ahead }) {
  return (
    <>
      {ahead.steps.length === 0 && <p>No step comes by itself: the case waits for a fact or a person.</p>}
      <ol className="ahead">
        {ahead.steps.map((step, index) => (
          <li key={`${step.type} ${index}`}>
            <StepAhead step={step} />
          </li>
        ))}
      </ol>
      <Assumed ahead={ahead} />
    </>
  );
}
