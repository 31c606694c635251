import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { stuckQuery } from '../api/queries';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
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
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(stuckQuery(wanted));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1>Stuck</h1>
      <div className="filters">
        <Choice label="Kind" options={{ [everything]: 'Everything', ...stuckWords }} chosen={wanted ?? everything} onChoose={(key) => void navigate({ to: '/stuck', search: { kind: key === everything ? undefined : key } })} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>Nothing of this is stuck.</p>}
      <Rows label="What is stuck" items={items} keyOf={(line) => `${line.kind} ${line.subject} ${line.since}`} row={(line) => <StuckRow line={line} />} hasMore={hasNextPage} isAsking={isFetchingNextPage} askMore={() => void fetchNextPage()} />
    </>
  );
}

function StuckRow({ line }: { readonly line: Line }) {
  const { age } = useUtilityTime();
  const inside = (
    <>
      <span className="of-kind">{stuckWords[line.kind]}</span>
      <span className="faint">{age(line.since)}</span>
      <span className="id">{line.caseId ?? line.accountId ?? line.subject}</span>
      <span className="says">{saying(line.says)}</span>
    </>
  );
  return line.caseId === null ? (
    <div className="line" tabIndex={0} role="group" aria-label={`${stuckWords[line.kind]}: ${saying(line.says)}`}>
      {inside}
    </div>
  ) : (
    <Link to="/cases/$caseId" params={{ caseId: line.caseId }} className="line">
      {inside}
    </Link>
  );
}
