import type { Schemas } from '../api/client';
import { saying } from '../words/spoken';
import { callerWords } from './who-is-on-the-line';

/** Who stands on the account, and what each may be told. */
export function People({ people }: { readonly people: Schemas['CallPage']['people'] }) {
  return (
    <section aria-labelledby="people">
      <h2 id="people">People on the account</h2>
      <ul className="reasons">
        {people.map(({ role, id, name, mayBeTold }) => (
          <li key={`${role} ${id ?? ''}`}>
            <p>
              <strong>{role === 'bill-to' ? 'Who gets the bills' : (callerWords[role as keyof typeof callerWords] ?? role)}</strong>
              {(name ?? id) !== null && `: ${name ?? id ?? ''}`}
            </p>
            <p className="faint">
              {saying(mayBeTold.sentence)} (<code>{mayBeTold.rule}</code>)
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
