import { infiniteQueryOptions } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { pageByPage } from '../api/queries';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useUtilityTime } from '../look/utility-time';
import { DeskSetting } from '../staff-review/desk-setting';
import { day as dayOf } from '../words/figures';
import { saying } from '../words/spoken';

const kindWords = { 'returned-mail': 'Returned mail', 'returned-payments': 'Returned payments', 'broken-plans': 'Broken plans', 'expiring-holds': 'Holds that end soon' } as const;
type Kind = keyof typeof kindWords;
const isKind = (kind: string | undefined): kind is Kind => kind !== undefined && kind in kindWords;

const pageLimit = 50;
const morningQuery = (kind: Kind) =>
  infiniteQueryOptions({
    queryKey: ['lists', 'morning', kind],
    queryFn: ({ pageParam: cursor }) => answered(api.GET('/morning/{kind}', { params: { path: { kind }, query: { limit: pageLimit, ...(cursor ? { cursor } : {}) } } })),
    ...pageByPage,
  });

/** What came back or broke in the last days, and what ends in the next; each with what happens by itself. */
export function MorningScreen() {
  const { kind } = useSearch({ from: '/morning' });
  const navigate = useNavigate();
  const [done, setDone] = useState<string | null>(null);
  const wanted = isKind(kind) ? kind : 'returned-mail';
  const { data, error, items, more } = usePages(morningQuery(wanted));
  const first = data?.pages[0];
  return (
    <>
      <h1>The morning</h1>
      <div className="filters">
        <Choice label="List" options={kindWords} chosen={wanted} onChoose={(to) => void navigate({ to: '/morning', search: { kind: to } })} />
        <DeskSetting setting="expiring-within-days" onDone={setDone} />
      </div>
      {done !== null && <p role="status">{done}</p>}
      {error !== null && <Trouble error={error} />}
      {first !== undefined && (
        <p className="faint">
          From {dayOf(first.fromOn)} through {dayOf(first.toOn)}.
        </p>
      )}
      {data !== undefined && items.length === 0 && <p>There is nothing of this.</p>}
      <Rows label={kindWords[wanted]} items={items} keyOf={({ at, accountId, says }) => `${at} ${accountId} ${says}`} row={(line) => <MorningRow line={line} />} {...more} />
    </>
  );
}

function MorningRow({ line }: { readonly line: Schemas['MorningLine'] }) {
  const { moment } = useUtilityTime();
  const { caseId } = line;
  const inside = (
    <>
      <span>{moment(line.at)}</span>
      <span className="id">{caseId ?? line.accountId}</span>
      <span className="says">{saying(line.says)}</span>
      <span className="faint">Next: {saying(line.next)}</span>
    </>
  );
  return caseId === null ? (
    <div className="line halves" tabIndex={0} role="group" aria-label={`${line.accountId}: ${saying(line.says)}`}>
      {inside}
    </div>
  ) : (
    <Link to="/cases/$caseId" params={{ caseId }} className="line halves">
      {inside}
    </Link>
  );
}
