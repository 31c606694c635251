import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { callerWords } from '../account/who-is-on-the-line';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { callbacksQuery, type CallbackWish } from './callback-queries';
import { CallbackDeeds } from './callback-deeds';

type Line = Schemas['Callback'];

const which: Readonly<Record<string, string>> = { every: 'Everybody’s', mine: 'Mine' };
const when: Readonly<Record<string, string>> = { any: 'Any day', due: 'Today or before' };

/** Who was promised a call: one owner, one day each, the longest overdue first. */
export function CallbacksScreen() {
  const { mine, due } = useSearch({ from: '/callbacks' });
  const navigate = useNavigate();
  const [told, setTold] = useState('');
  const { data, error, items, more } = usePages(callbacksQuery({ mine, due }));
  const go = (wish: CallbackWish) => void navigate({ to: '/callbacks', search: wish });
  return (
    <>
      <h1>Callbacks</h1>
      <div className="filters">
        <Choice label="Whose" options={which} chosen={mine ? 'mine' : 'every'} onChoose={(key) => go({ mine: key === 'mine' ? true : undefined, due })} />
        <Choice label="Due" options={when} chosen={due ? 'due' : 'any'} onChoose={(key) => go({ mine, due: key === 'due' ? true : undefined })} />
      </div>
      <p role="status">{told}</p>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>Nobody waits for a call.</p>}
      <ul className="entries" aria-label="Callbacks">
        {items.map((line) => (
          <OneCallback key={`${line.accountId} ${line.contactId}`} line={line} onDone={setTold} />
        ))}
      </ul>
      {more.hasMore && (
        <Button className="button" isDisabled={more.isAsking} onPress={more.askMore}>
          More
        </Button>
      )}
    </>
  );
}

function OneCallback({ line, onDone }: { readonly line: Line; readonly onDone: (told: string) => void }) {
  const { operations, subject } = useSession();
  const { accountId, dueOn, isOverdue, owner, name, phone, doNotCall, caller, callerName, said } = line;
  return (
    <li>
      <p>
        <strong>{day(dueOn)}</strong> {isOverdue && <span className="badge warning">Overdue</span>} {doNotCall && <span className="badge warning">Do not call</span>}{' '}
        {operations.includes('readCall') ? (
          <Link to="/accounts/$accountId" params={{ accountId }}>
            {name ?? `Account ${accountId}`}
          </Link>
        ) : (
          <span>Account {accountId}</span>
        )}
        {phone !== null && `, ${phone}`}
      </p>
      <p>{said}</p>
      <p className="faint">
        {owner === null ? 'Nobody has it.' : owner === subject ? 'Yours.' : `${owner} has it.`}
        {caller !== null && ` Promised to ${(callerWords[caller as keyof typeof callerWords] ?? caller).toLowerCase()}`}
        {callerName !== null && ` (${callerName})`}
        {caller !== null && '.'}
      </p>
      <CallbackDeeds line={line} onDone={onDone} />
    </li>
  );
}
