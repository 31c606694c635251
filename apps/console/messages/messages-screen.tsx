import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useSession } from '../session/session';
import { messageStatusWords, reasonWords } from './message-words';
import { messagesQuery, type MessageStatus } from './messages-queries';

const all = 'all';
const isStatus = (status: string | undefined): status is MessageStatus => status !== undefined && status in messageStatusWords;

/** Messages that could not be read or decided; each holds the accounts that it names. */
export function MessagesScreen() {
  const { status } = useSearch({ from: '/messages' });
  const navigate = useNavigate();
  const wanted = isStatus(status) ? status : undefined;
  const { data, error, items, more } = usePages(messagesQuery(wanted));
  return (
    <>
      <h1>Messages not understood</h1>
      <p className="faint">What could not be read may protect somebody: nothing adverse happens to the accounts that it names until it is repaired.</p>
      <div className="filters">
        <Choice label="State" options={{ [all]: 'Any', ...messageStatusWords }} chosen={wanted ?? all} onChoose={(key) => void navigate({ to: '/messages', search: { status: key === all ? undefined : key } })} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>There are none.</p>}
      <Rows label="Messages" items={items} keyOf={({ deadLetterId }) => deadLetterId} row={(line) => <Row line={line} />} {...more} />
    </>
  );
}

function Row({ line }: { readonly line: Schemas['DeadLetterLine'] }) {
  const { operations } = useSession();
  const { deadLetterId, reason, status, accountIds, detail } = line;
  const inside = (
    <>
      <span className="of-kind">{reasonWords[reason]}</span>
      <span className="faint">{messageStatusWords[status]}</span>
      <span className="id">{accountIds.length === 0 ? 'no account' : accountIds.join(', ')}</span>
      <span className="says">{detail}</span>
    </>
  );
  return operations.includes('readDeadLetter') ? (
    <Link to="/messages/$deadLetterId" params={{ deadLetterId }} className="line">
      {inside}
    </Link>
  ) : (
    <div className="line" tabIndex={0} role="group" aria-label={`${reasonWords[reason]}: ${detail}`}>
      {inside}
    </div>
  );
}
