import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { saying } from '../words/spoken';

interface Props {
  readonly of: Schemas['ShutOffDay'];
  readonly onDone: (told: string) => void;
}

/** The end of the day: every order is answered, and nobody who has to get the water back is off. */
export function Closing({ of, onDone }: Props) {
  const { operations } = useSession();
  const { moment } = useUtilityTime();
  // The day in which the dialog opened: at midnight the screen goes on to the next.
  const [day, setDay] = useState(of.day);
  const close = async ({ reason, idempotencyKey }: { readonly reason: string; readonly idempotencyKey: string }) => {
    const { number } = await answered(api.POST('/shut-off-day/closing', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { day, note: reason } }));
    return `The day is closed, as record ${number}.`;
  };
  return (
    <section aria-labelledby="closing">
      <h2 id="closing">6. Closing</h2>
      {of.closing !== null && (
        <p>
          {of.closing.by} closed the day at {moment(of.closing.at)}: {of.closing.note} <span className="faint seal">Record {of.closing.number}, {of.closing.hash.slice(0, 16)}</span>
        </p>
      )}
      {of.closing === null && of.openCount === 0 && <p>Every order is answered, and nobody who has to get the water back is off.</p>}
      {of.openPoints.length > 0 && (
        <>
          <h3>{of.openCount === 1 ? 'One point keeps the day open' : `${of.openCount} points keep the day open`}</h3>
          <ul className="guards">
            {of.openPoints.map(({ kind, caseId, says }) => (
              <li key={`${kind} ${caseId}`} className="unmet">
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {caseId}
                </Link>{' '}
                {saying(says)}
              </li>
            ))}
          </ul>
        </>
      )}
      {operations.includes('closeShutOffDay') && of.closing === null && of.day <= of.today && (
        <Deed words="Close the day" asks="What you looked at" onOpen={() => setDay(of.day)} act={close} onDone={onDone}>
          <p>What you sign is kept with the state of every order, and nobody changes it afterwards.</p>
        </Deed>
      )}
    </section>
  );
}
