import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/client';
import { nextQuery } from '../api/queries';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { ruleStatusWords, spelled } from '../words/glossary';
import { saying } from '../words/spoken';

type Next = Schemas['CaseNext'];

/** What comes next by itself, and what holds it back. */
export function WhatNext({ caseId, asOf }: { readonly caseId: string; readonly asOf?: string | undefined }) {
  const { data, error } = useQuery(nextQuery(caseId, asOf));
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return null;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{asOf === undefined ? 'What comes next' : 'What came next then'}</h2>
      <Outlook next={data} />
      {data.holds.length > 0 && <Holds holds={data.holds} />}
    </section>
  );
}

export function Outlook({ next }: { readonly next: Next }) {
  const { moment } = useUtilityTime();
  const { says, step, nextDeadlineAt, waitsFor } = next;
  return (
    <>
      <p>{saying(says)}</p>
      {step?.expectedAt != null && <p>Expected {moment(step.expectedAt)}.</p>}
      {nextDeadlineAt !== null && <p className="faint">The case is looked at again {moment(nextDeadlineAt)}, or as soon as something happens.</p>}
      {waitsFor.map(({ key, kind, answerDueAt, isOverdue, failure }) => (
        <p key={key}>
          {spelled(kind)} {key}: {failure ?? `answer ${isOverdue ? 'was due' : 'due'} ${moment(answerDueAt)}`}
        </p>
      ))}
      {step !== null && step.guards.length > 0 && <Guards guards={step.guards} />}
    </>
  );
}

/** @param summary how many are met, unless something else is to be said of them */
export function Guards({ guards, summary }: { readonly guards: NonNullable<Next['step']>['guards']; readonly summary?: string }) {
  const { moment } = useUtilityTime();
  const inOrder = [...guards].sort((first, second) => Number(first.holds) - Number(second.holds));
  return (
    <details>
      <summary>{summary ?? `What is asked before: ${guards.filter(({ holds }) => holds).length} of ${guards.length} met`}</summary>
      <ul className="guards">
        {inOrder.map(({ guard, holds, notBefore, because }, index) => (
          <li key={`${guard} ${index}`} className={holds ? 'met' : 'unmet'}>
            <p>
              <strong>{holds ? 'Met: ' : 'Not met: '}</strong>
              {saying(because.sentence)}
              {notBefore !== null && ` Not before ${moment(notBefore)}.`}
            </p>
            <p className="faint">
              <code>{because.rule}</code>: {because.citation} ({ruleStatusWords[because.status]})
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Holds({ holds }: { readonly holds: Next['holds'] }) {
  const { moment } = useUtilityTime();
  return (
    <>
      <h3>Holds</h3>
      <ul className="reasons">
        {holds.map(({ kind, evidence, sinceAt, untilAt, rule, sentence }) => (
          <li key={`${kind} ${evidence}`}>
            <p>
              <strong>{spelled(kind)}.</strong> {saying(sentence)}
            </p>
            <p className="faint">
              Since {moment(sinceAt)}, {untilAt === null ? 'until something ends it' : `until ${moment(untilAt)}`}. <code>{rule}</code>, by {evidence}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
