import { Link, linkOptions, type LinkOptions, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { stuckQuery } from '../api/queries';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useSession } from '../session/session';
import { useUtilityTime } from '../look/utility-time';
import { stuckWords } from '../words/glossary';
import { saying } from '../words/spoken';

type Line = Schemas['StuckLine'];

const everything = 'everything';
const isKind = (kind: string | undefined): kind is Line['kind'] => kind !== undefined && kind in stuckWords;

/** What no longer goes on by itself, oldest first. */
export function StuckScreen() {
  const { kind } = useSearch({ from: '/stuck' });
  const navigate = useNavigate();
  const wanted = isKind(kind) ? kind : undefined;
  const { data, error, items, more } = usePages(stuckQuery(wanted));
  return (
    <>
      <h1>Stuck</h1>
      <div className="filters">
        <Choice label="Kind" options={{ [everything]: 'Everything', ...stuckWords }} chosen={wanted ?? everything} onChoose={(key) => void navigate({ to: '/stuck', search: { kind: key === everything ? undefined : key } })} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>Nothing of this is stuck.</p>}
      <Rows label="What is stuck" items={items} keyOf={(line) => `${line.kind} ${line.subject} ${line.since}`} row={(line) => <StuckRow line={line} />} {...more} />
    </>
  );
}

function StuckRow({ line }: { readonly line: Line }) {
  const { operations } = useSession();
  const { age } = useUtilityTime();
  const way = wayTo(line, operations);
  const inside = (
    <>
      <span className="of-kind">{stuckWords[line.kind]}</span>
      <span className="faint">{age(line.since)}</span>
      <span className="id">{line.caseId ?? line.accountId ?? line.subject}</span>
      <span className="says">{saying(line.says)}</span>
    </>
  );
  return way === null ? (
    <div className="line" tabIndex={0} role="group" aria-label={`${stuckWords[line.kind]}: ${saying(line.says)}`}>
      {inside}
    </div>
  ) : (
    <Link {...way} className="line">
      {inside}
    </Link>
  );
}

/** Where it is mended: in its case, or where what belongs to no case has its screen; null for who has no way there. */
function wayTo({ kind, caseId, accountId, subject }: Line, operations: Schemas['Session']['operations']): LinkOptions | null {
  if (kind === 'message-parked' && operations.includes('readDeadLetter')) return linkOptions({ to: '/messages/$deadLetterId', params: { deadLetterId: subject } });
  if (kind === 'breaker-tripped' && operations.includes('readOperations')) return linkOptions({ to: '/operations' });
  const docket = kind === 'docket-review-waiting' ? subject.split('#')[1] : undefined;
  if (docket !== undefined && accountId !== null && operations.includes('readDocket')) return linkOptions({ to: '/dockets/$accountId/$docket', params: { accountId, docket } });
  if (caseId !== null) return linkOptions({ to: '/cases/$caseId', params: { caseId } });
  return accountId !== null && operations.includes('readCall') ? linkOptions({ to: '/accounts/$accountId', params: { accountId } }) : null;
}
