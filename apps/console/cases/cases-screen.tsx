import './cases.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { newIdempotencyKey, type Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day, dollars } from '../words/figures';
import { casesCounted, spelled, statusWords } from '../words/glossary';
import { viewOf, wishOfView, type CaseWish } from './case-wish';
import { Filters } from './filters';
import { Views } from './views';
import { assign, caseCountQuery, casesQuery, claimNext, exportAddress, viewsQuery } from './worklist-queries';

type Line = Schemas['CaseLine'];

/** The worklist: which cases, in which order, and who works on them. */
export function CasesScreen() {
  const wish = useSearch({ from: '/cases' });
  const navigate = useNavigate();
  const { operations, subject } = useSession();
  const { moment } = useUtilityTime();
  const queries = useQueryClient();
  const onWish = (next: CaseWish) => void navigate({ to: '/cases', search: next });
  useDefaultView(wish);
  const { data, error, items, more } = usePages(casesQuery(wish));
  const count = useQuery(caseCountQuery(wish));
  const [showsKeys, setShowsKeys] = useState(false);
  const mayAssign = operations.includes('assignCase');

  /** What came of it is said, so that who sees no list hears it. */
  const doing = useMutation({ mutationFn: (deed: () => Promise<string>) => deed(), onSettled: () => void queries.invalidateQueries({ queryKey: ['lists'] }) });
  /** One after the other: who presses twice takes one case. */
  const tell = (deed: () => Promise<string>) => (doing.isPending ? undefined : doing.mutate(deed));
  const take = ({ caseId, assignment }: Line) =>
    tell(() =>
      assignment?.assignee === subject
        ? assign(caseId, { do: 'release' }, newIdempotencyKey()).then(() => `${caseId} is nobody’s now.`)
        : assign(caseId, { do: 'claim' }, newIdempotencyKey()).then(({ assignment: has }) => `${caseId} is yours${has?.untilAt == null ? '' : ` until ${moment(has.untilAt)}`}.`),
    );
  const next = () =>
    tell(() =>
      claimNext(viewOf(wish), newIdempotencyKey()).then(({ case: found }) => {
        if (found === null) return 'Nobody is waited for in this view: every case has somebody.';
        void navigate({ to: '/cases/$caseId', params: { caseId: found.caseId } });
        return `${found.caseId} is yours.`;
      }),
    );

  return (
    <>
      <h1>Cases</h1>
      <Views wish={wish} onWish={onWish} />
      <Filters wish={wish} onWish={onWish} />
      <div className="buttons">
        {mayAssign && (
          <Button className="button primary" isDisabled={doing.isPending} onPress={next}>
            Next case
          </Button>
        )}
        {operations.includes('askBulk') && (
          <Link to="/bulk" search={{ filter: viewOf(wish).filter }} className="button">
            Do something in all of these
          </Link>
        )}
        {operations.includes('exportCases') && (
          <a className="button" href={exportAddress(wish)} download="cases.csv">
            Save as CSV
          </a>
        )}
        <Button className="button quiet" aria-expanded={showsKeys} onPress={() => setShowsKeys(!showsKeys)}>
          Keys
        </Button>
        <span className="faint">{count.data && casesCounted(count.data)}</span>
      </div>
      {showsKeys && <Keys mayAssign={mayAssign} />}
      <p role="status">{doing.data}</p>
      {doing.error !== null && <Trouble error={doing.error} />}
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>There is no such case.</p>}
      <Rows
        label="Cases"
        items={items}
        keyOf={(line) => line.caseId}
        row={(line) => <CaseRow line={line} />}
        {...more}
        keys={{ '?': () => setShowsKeys(!showsKeys), ...(mayAssign ? { c: take, n: next } : {}) }}
      />
    </>
  );
}

/** Who comes without a wish gets the view that they chose for it. */
function useDefaultView(wish: CaseWish): void {
  const navigate = useNavigate();
  const { data } = useQuery(viewsQuery);
  const chosen = data?.items.find(({ isDefault }) => isDefault);
  const isPlain = JSON.stringify(wish) === JSON.stringify({ open: true });
  const [isDone, setDone] = useState(!isPlain);
  useEffect(() => {
    if (isDone || data === undefined) return;
    setDone(true);
    if (isPlain && chosen !== undefined) void navigate({ to: '/cases', search: wishOfView(chosen), replace: true });
  }, [isDone, data, isPlain, chosen, navigate]);
}

function Keys({ mayAssign }: { readonly mayAssign: boolean }) {
  const known: readonly (readonly [string, string])[] = [
    ['j or ↓, k or ↑', 'the next case of the list, the one before'],
    ['Page, Home, End', 'ten at once, the first, the last'],
    ['Enter', 'open the case'],
    ...(mayAssign
      ? ([
          ['c', 'take the case, or give it back'],
          ['n', 'take and open the first case that nobody has'],
        ] as const)
      : []),
    ['?', 'show or hide these keys'],
  ];
  return (
    <section aria-label="Keys">
      <p>While a row of the list has the focus:</p>
      <dl className="keys">
        {known.map(([key, does]) => (
          <div key={key} className="key">
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CaseRow({ line }: { readonly line: Line }) {
  const { subject } = useSession();
  const { age } = useUtilityTime();
  const held = line.heldBy.map(({ kind }) => spelled(kind)).join(', ');
  const has = line.assignment?.assignee;
  return (
    <Link to="/cases/$caseId" params={{ caseId: line.caseId }} className="line">
      <span className="of-kind">{statusWords[line.status]}</span>
      <span className="faint">opened {age(line.openedAt)} ago</span>
      <span className="id">{line.caseId}</span>
      <span className="says">
        {has !== undefined && `${has === subject ? 'Yours' : `${has} has it`}. `}
        {line.isStuck && 'Stuck. '}
        {dollars(line.balanceCents)}
        {line.oldestDueOn === null ? '. ' : `, due since ${day(line.oldestDueOn)}. `}
        {held !== '' && `On hold: ${held}. `}
        {line.plannedOn !== null && `Planned for ${day(line.plannedOn)}.`}
      </span>
    </Link>
  );
}
