import type { Schemas } from '../api/client';
import { fact } from '../words/figures';
import { ruleStatusWords, spelled } from '../words/glossary';
import { saying } from '../words/spoken';

/** The rules by which something was decided, each with where it stands and what it looked at. */
export function Reasons({ reasons }: { readonly reasons: readonly Schemas['Because'][] }) {
  return (
    <ul className="reasons">
      {reasons.map(({ rule, citation, status, sentence, pack, facts }, index) => (
        <li key={`${rule} ${index}`}>
          <p>{saying(sentence)}</p>
          <p className="faint">
            Rule <code>{rule}</code>
            {pack === undefined ? '' : ` of ${pack}`}: {citation} ({ruleStatusWords[status]})
          </p>
          {Object.keys(facts).length > 0 && (
            <dl className="facts">
              {Object.entries(facts).map(([name, value]) => (
                <div key={name}>
                  <dt>{spelled(name)}</dt>
                  <dd>{fact(name, value)}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
