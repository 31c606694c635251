import type { Schemas } from '../api/client';
import { useUtilityTime } from '../look/utility-time';
import { day } from '../words/figures';
import { spelled } from '../words/glossary';
import { filled, saying } from '../words/spoken';

/** Where the account stands in plain words, what happens next and when, and what holds it back. */
export function WhereItStands({ call: { state, next, holds, protections } }: { readonly call: Schemas['CallPage'] }) {
  const { moment } = useUtilityTime();
  const standing = protections.filter(({ stands }) => stands);
  return (
    <section aria-labelledby="stands">
      <h2 id="stands">Where it stands</h2>
      <p>
        <strong>{saying(state.words)}</strong>
        {next !== null && ` ${saying(next.says)}`}
      </p>
      {next?.shutOffOn != null && <p>{filled('{ShutOff} planned for')} {day(next.shutOffOn)}.</p>}
      {next?.expectedAt != null && <p>Expected {moment(next.expectedAt)}.</p>}
      {holds.map(({ kind, evidence, sentence, untilAt }) => (
        <p key={`${kind} ${evidence}`}>
          <span className="badge good">{spelled(kind)}</span> {saying(sentence)} {untilAt === null ? '' : `Until ${moment(untilAt)}.`}
        </p>
      ))}
      {standing.length === 0 && (
        <details>
          <summary>What may protect the household, and how to ask for it</summary>
          <ul className="reasons">
            {protections.map(({ kind, because }) => (
              <li key={kind}>
                <p>
                  <strong>{spelled(kind)}.</strong> {saying(because.sentence)}
                </p>
                <p className="faint">
                  <code>{because.rule}</code>: {because.citation}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
