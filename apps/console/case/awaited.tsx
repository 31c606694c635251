import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, newIdempotencyKey, type Schemas } from '../api/client';
import { accountOf } from '../api/queries';
import { Deed } from '../look/deed';
import { Unanswered } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { answerWords, interventionWords } from '../words/glossary';
import { WhatWouldCome } from './what-would-come';

type Asked = Schemas['AskedIntervention'];
type Said = Schemas['InterventionAnswer']['answer'];

const done = { sign: 'signed, and done', refuse: 'refused', withdraw: 'withdrawn' } as const satisfies Record<Said, string>;

/** What somebody asked for in this case and another person has to sign; the case goes on by itself meanwhile. */
export function Awaited({ of, isPast }: { readonly of: Schemas['Case']; readonly isPast: boolean }) {
  const [told, setTold] = useState('');
  if (of.asked.length === 0 && told === '') return null;
  return (
    <section aria-labelledby="awaited">
      <h2 id="awaited">{isPast ? 'Waited for a second signature then' : 'Waits for a second signature'}</h2>
      <p role="status">{told}</p>
      {of.asked.length > 0 && <p>Nothing of this is done before somebody else has signed, and the case goes on by itself until then.</p>}
      <ul className="entries">
        {of.asked.map((asked) => (
          <AwaitedLine key={asked.interventionId} caseId={of.caseId} asked={asked} isPast={isPast} onTold={setTold} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly caseId: string;
  readonly asked: Asked;
  readonly isPast: boolean;
  readonly onTold: (told: string) => void;
}

function AwaitedLine({ caseId, asked, isPast, onTold }: LineProps) {
  const { subject, operations, interventions } = useSession();
  const { moment } = useUtilityTime();
  const { interventionId, intervention, by, reason, at } = asked;
  const what = interventionWords[intervention.type];
  const isYours = by === subject;
  const mayAnswer = !isPast && operations.includes('answerIntervention') && interventions.includes(intervention.type);
  const answers: readonly Said[] = isYours ? ['withdraw'] : ['sign', 'refuse'];
  return (
    <li>
      <h3>{what}</h3>
      <p>
        {by} asked for it {moment(at)}: {reason}
      </p>
      {isYours && !isPast && <p>You asked for this: somebody else has to sign.</p>}
      {mayAnswer && (
        <div className="buttons">
          {answers.map((answer) => (
            <Deed
              key={answer}
              words={answerWords[answer]}
              of={what}
              act={async ({ reason: given, idempotencyKey }) => {
                await answered(api.POST('/cases/{caseId}/interventions/{interventionId}/answer', { params: { path: { caseId, interventionId }, header: { 'Idempotency-Key': idempotencyKey } }, body: { answer, reason: given } }));
                return `${what}: ${done[answer]}.`;
              }}
              onDone={onTold}
            >
              <p>
                {what}. {by} asked for it: {reason}
              </p>
              {answer === 'sign' && <OnceSigned caseId={caseId} interventionId={interventionId} />}
            </Deed>
          ))}
        </div>
      )}
    </li>
  );
}

/** What the signature would bring about now: the case may have moved on since it was asked for. */
function OnceSigned({ caseId, interventionId }: { readonly caseId: string; readonly interventionId: string }) {
  const [key] = useState(newIdempotencyKey);
  const { data, error } = useQuery({
    queryKey: ['account', accountOf(caseId), 'once-signed', interventionId],
    queryFn: () =>
      answered(api.POST('/cases/{caseId}/interventions/{interventionId}/answer/preview', { params: { path: { caseId, interventionId }, header: { 'Idempotency-Key': key } }, body: { answer: 'sign', reason: 'to see what would come of it' } })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return data === undefined || error !== null ? <Unanswered error={error} /> : <WhatWouldCome comes={data} />;
}
