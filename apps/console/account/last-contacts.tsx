import type { Schemas } from '../api/client';
import { useUtilityTime } from '../look/utility-time';
import { day } from '../words/figures';
import { spelled } from '../words/glossary';
import { callerWords } from './who-is-on-the-line';

export function LastContacts({ contacts }: { readonly contacts: Schemas['CallPage']['contacts'] }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts">Last contacts</h2>
      {contacts.length === 0 && <p>Nobody has called yet.</p>}
      <ul className="reasons">
        {contacts.map(({ at, contactId, channel, said, caller, callerName, takenBy, callbackOn }) => (
          <li key={contactId}>
            <p>{said}</p>
            <p className="faint">
              {moment(at)}, {spelled(channel).toLowerCase()}
              {caller !== null && `, ${(callerWords[caller as keyof typeof callerWords] ?? caller).toLowerCase()}`}
              {callerName !== null && ` (${callerName})`}
              {takenBy !== null && `, taken by ${takenBy}`}
              {callbackOn !== null && `; to be called back by ${day(callbackOn)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
