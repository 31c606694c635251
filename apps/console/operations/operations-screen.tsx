import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Table } from '../look/table';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { spelled } from '../words/glossary';
import { Breakers } from './breakers';
import { HourCharts } from './hour-charts';
import { operationsQuery } from './operations-queries';
import { TheClock } from './the-clock';

const spans = { '24': 'Last day', '168': 'Last week', '720': 'Last thirty days' } as const;

/** How the work goes: what comes in and is decided, what waits, what is late, what fails. */
export function OperationsScreen() {
  const { operations } = useSession();
  const [span, setSpan] = useState<string>('24');
  const { data, error } = useQuery(operationsQuery(Number(span)));
  const [told, setTold] = useState<string | null>(null);
  return (
    <>
      <h1>Operations</h1>
      {error !== null && <Trouble error={error} />}
      {told !== null && <p role="status">{told}</p>}
      {data !== undefined && <Now now={data} />}
      {operations.includes('listBreakers') && <Breakers onDone={setTold} />}
      <section aria-labelledby="hours">
        <h2 id="hours">Hour by hour</h2>
        <div className="filters">
          <Choice label="Time" options={spans} chosen={span} onChoose={setSpan} />
        </div>
        {data !== undefined && <HourCharts now={data.now} hours={data.hours} span={Number(span)} />}
      </section>
      {data !== undefined && <Feeds feeds={data.feeds} />}
      {data !== undefined && <Orders obligations={data.obligations} />}
      <TheClock onDone={setTold} />
    </>
  );
}

function Now({ now: { figures, sweptThroughOn } }: { readonly now: Schemas['Operations'] }) {
  const { operations } = useSession();
  const shown: readonly (readonly [string, string, string | null])[] = [
    ['Waits to be sent', figures.outboxRows.toLocaleString('en-US'), null],
    ['The oldest of it waits', seconds(figures.outboxSeconds), null],
    ['Deadlines missed', figures.overdueDeadlines.toLocaleString('en-US'), 'deadline-overdue'],
    ['The latest by', seconds(figures.latestSeconds), null],
    ['Answers overdue', figures.overdueAnswers.toLocaleString('en-US'), 'answer-overdue'],
    ['Cannot be carried out', figures.failing.toLocaleString('en-US'), 'obligation-failing'],
    ['Messages not understood', figures.parked.toLocaleString('en-US'), 'message-parked'],
    ['Messages of unknown accounts', figures.waiting.toLocaleString('en-US'), null],
  ];
  return (
    <section aria-labelledby="now">
      <h2 id="now">Now</h2>
      <dl className="figures">
        {shown.map(([words, figure, kind]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>
              {kind !== null && operations.includes('listStuck') && figure !== '0' ? (
                <Link to="/stuck" search={{ kind }}>
                  {figure}
                </Link>
              ) : (
                figure
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="faint">{sweptThroughOn === null ? 'Accounts were not looked through for new cases yet.' : `Accounts were looked through for new cases on ${day(sweptThroughOn)}.`}</p>
    </section>
  );
}

/** "40 s", "12 min", "3 h", "2 days" */
function seconds(value: number): string {
  if (value < 120) return `${value} s`;
  if (value < 7_200) return `${Math.round(value / 60)} min`;
  return value < 172_800 ? `${Math.round(value / 3_600)} h` : `${Math.round(value / 86_400)} days`;
}

function Feeds({ feeds }: { readonly feeds: Schemas['Operations']['feeds'] }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">Feeds</h2>
      {feeds.length === 0 ? (
        <p>No feed has to be complete here.</p>
      ) : (
        <Table
          of={{ id: 'feeds' }}
          ofTexts
          head={['Feed', 'Complete through', 'May be silent for', 'State']}
          rows={feeds.map(({ feed, throughAt, limitHours, isStale }) => ({
            key: feed,
            cells: [spelled(feed), throughAt === null ? 'never' : moment(throughAt), `${limitHours} h`, <span className={isStale ? 'warning' : 'good'}>{isStale ? 'Silent too long: nothing adverse is decided' : 'Current'}</span>],
          }))}
        />
      )}
    </section>
  );
}

function Orders({ obligations }: { readonly obligations: Schemas['Operations']['obligations'] }) {
  const { age } = useUtilityTime();
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">Ordered and not yet answered</h2>
      {obligations.length === 0 ? (
        <p>Everything that was ordered is answered.</p>
      ) : (
        <Table
          of={{ id: 'orders' }}
          head={['What', 'Open', 'Overdue', 'Failing', 'Oldest']}
          rows={obligations.map(({ kind, open, overdue, failing, oldestAt }) => ({ key: kind, cells: [spelled(kind), open.toLocaleString('en-US'), overdue.toLocaleString('en-US'), failing.toLocaleString('en-US'), age(oldestAt)] }))}
        />
      )}
    </section>
  );
}
