import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { casesQuery, type CaseWish } from '../api/queries';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useUtilityTime } from '../look/utility-time';
import { day } from '../words/figures';
import { spelled, statusWords } from '../words/glossary';

type Line = Schemas['CaseLine'];

const every = 'every';
const which: Readonly<Record<string, string>> = { open: 'Open', held: 'On hold', stuck: 'Stuck', [every]: 'Every case' };
const isStatus = (status: string | undefined): status is Line['status'] => status !== undefined && status in statusWords;

export function CasesScreen() {
  const search = useSearch({ from: '/cases' });
  const navigate = useNavigate();
  const status = isStatus(search.status) ? search.status : undefined;
  const wish: CaseWish = { ...search, status };
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(casesQuery(wish));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = search.stuck ? 'stuck' : search.held ? 'held' : search.open ? 'open' : every;
  const choose = (next: { readonly which?: string; readonly status?: string }) => {
    const picked = next.which ?? chosen;
    const wanted = next.status ?? status;
    void navigate({ to: '/cases', search: { ...(wanted === undefined || wanted === every ? {} : { status: wanted }), ...(picked === every ? {} : { [picked]: true }) } });
  };
  return (
    <>
      <h1>Cases</h1>
      <div className="filters">
        <Choice label="Which" options={which} chosen={chosen} onChoose={(key) => choose({ which: key })} />
        <Choice label="Stands at" options={{ [every]: 'Anywhere', ...statusWords }} chosen={status ?? every} onChoose={(key) => choose({ status: key })} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>There is no such case.</p>}
      <Rows label="Cases" items={items} keyOf={(line) => line.caseId} row={(line) => <CaseRow line={line} />} hasMore={hasNextPage} isAsking={isFetchingNextPage} askMore={() => void fetchNextPage()} />
    </>
  );
}

function CaseRow({ line }: { readonly line: Line }) {
  const { age } = useUtilityTime();
  const held = line.heldBy.map(({ kind }) => spelled(kind)).join(', ');
  return (
    <Link to="/cases/$caseId" params={{ caseId: line.caseId }} className="line">
      <span className="of-kind">{statusWords[line.status]}</span>
      <span className="faint">opened {age(line.openedAt)} ago</span>
      <span className="id">{line.caseId}</span>
      <span className="says">
        {line.isStuck && 'Stuck. '}
        {held !== '' && `On hold: ${held}. `}
        {line.plannedOn !== null && `Lock-off planned for ${day(line.plannedOn)}.`}
      </span>
    </Link>
  );
}
