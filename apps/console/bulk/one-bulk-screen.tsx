import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Choice } from '../look/choice';
import { Trouble, Unanswered } from '../look/notices';
import { Rows } from '../look/rows';
import { saveFile } from '../look/saved-file';
import { useUtilityTime } from '../look/utility-time';
import { casesCounted, eventTitle, ruleStatusWords } from '../words/glossary';
import './bulk.css';
import { BulkDeeds } from './bulk-deeds';
import { bulkLinesQuery, bulkQuery, reportAsCsv, type Bulk, type BulkLine, type Which } from './bulk-queries';
import { bulkStatusWords, bulkTitle, casesOf, filterWords, foreseenWords, lineWords, saidWords } from './bulk-words';

type Reason = Schemas['BulkReason'];

/** One intervention in many cases: how far it is, what would come of it and what came, case by case. */
export function OneBulkScreen() {
  const { bulkId } = useParams({ from: '/bulk/$bulkId' });
  const { data, error } = useQuery(bulkQuery(bulkId));
  const [told, setTold] = useState<string | null>(null);
  if (data === undefined) {
    return (
      <>
        <h1>Many cases</h1>
        <Unanswered error={error} />
      </>
    );
  }
  const { bulk, reasons } = data;
  return (
    <>
      <h1>{bulkTitle(bulk)}</h1>
      <p>
        <strong role="status">{bulkStatusWords[bulk.status]}.</strong> {bulk.wish.reason}
      </p>
      {error !== null && <Trouble error={error} />}
      {told !== null && <p role="status">{told}</p>}
      <Progress bulk={bulk} />
      <BulkDeeds bulk={bulk} onDone={setTold} />
      <div className="columns">
        <div>
          <Reasons id="foreseen" title="What would come of it" reasons={reasons.filter(({ of }) => of === 'foreseen')} />
          <Reasons id="outcome" title="What came of it" reasons={reasons.filter(({ of }) => of === 'outcome')} />
        </div>
        <Said bulk={bulk} />
      </div>
      <Cases bulk={bulk} />
    </>
  );
}

function Progress({ bulk: { status, foreseen, counts, canary, perMinute, chosen } }: { readonly bulk: Bulk }) {
  const cases = casesOf(counts);
  const seen = cases - foreseen.pending;
  const isLooking = status === 'looking';
  const passed = isLooking ? seen : cases - counts.waiting - counts.left;
  const minutesLeft = Math.ceil(counts.waiting / perMinute);
  return (
    <>
      <p>
        <label htmlFor="progress">{isLooking ? `${seen} of ${cases} looked at` : `${passed} of ${cases} taken up`}</label> <progress id="progress" max={cases} value={passed} />
        {status === 'running' && <span className="faint"> {minutesLeft <= 1 ? 'less than a minute' : `about ${minutesLeft} minutes`} to go</span>}
      </p>
      <dl className="figures">
        {Object.entries(counts).map(([name, count]) => (
          <div key={name}>
            <dt>{lineWords[name as BulkLine['status']]}</dt>
            <dd>{count.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">
        The first {canary} go alone; then {perMinute} a minute at most. Chosen: {'filter' in chosen ? filterWords(chosen['filter'] as Schemas['CaseFilter']) : 'by a list'}.
      </p>
    </>
  );
}

function Reasons({ id, title, reasons }: { readonly id: string; readonly title: string; readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={`${reason.status} ${reason.because?.rule ?? reason.failure ?? reason.events.join()}`}>
            <strong>
              {reason.of === 'foreseen' ? foreseenWords[reason.status as 'refused'] : lineWords[reason.status as BulkLine['status']]}: {casesCounted({ count: reason.cases })}.
            </strong>{' '}
            {reason.because?.sentence ?? reason.failure ?? reason.events.map(eventTitle).join(', ')}
            {reason.because && <RuleOf because={reason.because} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RuleOf({ because: { rule, citation, status } }: { readonly because: Schemas['Because'] }) {
  return (
    <p className="faint">
      Rule <code>{rule}</code>: {citation} ({ruleStatusWords[status]})
    </p>
  );
}

function Said({ bulk: { said } }: { readonly bulk: Bulk }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="said">
      <h2 id="said">Who said what</h2>
      <ol className="timeline">
        {said.map(({ what, by, at, reason }, index) => (
          <li key={`${what} ${index}`}>
            <strong>{saidWords[what]}</strong>
            {by !== null && ` by ${by}`}, {moment(at)}
            {reason !== null && <p>{reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const choices: Readonly<Record<Which, string>> = { all: 'All of them', first: 'The first ones', 'would-do': 'Would be done', 'foreseen-refused': 'Would be refused', ...lineWords };

function Cases({ bulk: { bulkId, status } }: { readonly bulk: Bulk }) {
  const [which, setWhich] = useState<Which>('all');
  const { data, error, items, more } = usePages(bulkLinesQuery(bulkId, which, status));
  const report = useMutation({ mutationFn: () => reportAsCsv(bulkId), onSuccess: (text) => saveFile(`${bulkId}.csv`, 'text/csv', text) });
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">Case by case</h2>
      <div className="filters">
        <Choice label="Which" options={choices} chosen={which} onChoose={(key) => setWhich(key as Which)} />
        <Button className="button" onPress={() => report.mutate()} isDisabled={report.isPending}>
          Report as a spreadsheet (CSV)
        </Button>
      </div>
      {error !== null && <Trouble error={error} />}
      {report.error !== null && <Trouble error={report.error} />}
      {data !== undefined && items.length === 0 && <p>There is no such case.</p>}
      <Rows label="Cases of it" items={items} keyOf={({ caseId }) => caseId} row={(line) => <LineRow line={line} />} {...more} />
    </section>
  );
}

function LineRow({ line: { caseId, status, isCanary, foreseen, foreseenBecause, foreseenEvents, because, failure } }: { readonly line: BulkLine }) {
  const hasChanged = foreseen === 'would-do' && status === 'refused';
  const before = foreseen === null ? 'Not looked at yet.' : foreseenBecause === null ? `${foreseenWords[foreseen]}: ${foreseenEvents.map(eventTitle).join(', ')}.` : `${foreseenWords[foreseen]}. ${foreseenBecause.sentence} (${foreseenBecause.rule})`;
  const after = because !== null ? `${hasChanged ? 'It changed since it was looked at. ' : ''}${because.sentence} (${because.rule})` : failure;
  return (
    <Link to="/cases/$caseId" params={{ caseId }} className="line">
      <span className="of-kind">{lineWords[status]}</span>
      <span className="faint">{isCanary ? 'first ones' : ''}</span>
      <span className="id">{caseId}</span>
      <span className="says">{after ?? before}</span>
    </Link>
  );
}
