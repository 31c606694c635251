import type { Schemas } from '../api/client';
import { Chart } from '../look/chart';
import { useUtilityTime } from '../look/utility-time';

type Hour = Schemas['Operations']['hours'][number];
type Measure = Exclude<keyof Hour, 'hour'>;

const hourMs = 3_600_000;
const count = (value: number) => value.toLocaleString('en-US');

interface Drawn {
  readonly title: string;
  readonly series: readonly { readonly name: string; readonly of: Measure; readonly per?: number }[];
  /** What an hour has of which nothing is known. */
  readonly otherwise: number | null;
}

const charts: readonly Drawn[] = [
  { title: 'Recorded in each hour', series: [{ name: 'On accounts', of: 'onAccounts' }, { name: 'In cases', of: 'inCases' }], otherwise: 0 },
  { title: 'Waited to be sent, at most', series: [{ name: 'Rows', of: 'outboxRows' }], otherwise: null },
  { title: 'How long the oldest waited to be sent, in seconds', series: [{ name: 'Seconds', of: 'outboxSeconds' }], otherwise: null },
  { title: 'Deadlines missed, at most', series: [{ name: 'Cases', of: 'overdueDeadlines' }], otherwise: null },
  { title: 'The latest deadline, in minutes', series: [{ name: 'Minutes', of: 'latestSeconds', per: 60 }], otherwise: null },
  { title: 'What needed a person, at most', series: [{ name: 'Cannot be carried out', of: 'failing' }, { name: 'Answers overdue', of: 'overdueAnswers' }, { name: 'Messages not understood', of: 'parked' }], otherwise: null },
];

/** The last hours of the utility's clock; the newest at the right. */
export function HourCharts({ now, hours, span }: { readonly now: string; readonly hours: readonly Hour[]; readonly span: number }) {
  const { moment } = useUtilityTime();
  const last = Math.floor(new Date(now).getTime() / hourMs) * hourMs;
  const known = new Map(hours.map((hour) => [new Date(hour.hour).getTime(), hour]));
  const all = Array.from({ length: span }, (_, index) => last - (span - 1 - index) * hourMs);
  const names = all.map((at) => moment(new Date(at).toISOString()));
  return charts.map(({ title, series, otherwise }) => (
    <Chart
      key={title}
      title={title}
      of="Hour"
      kind="lines"
      names={names}
      series={series.map(({ name, of, per = 1 }) => ({
        name,
        values: all.map((at) => {
          const hour = known.get(at);
          return hour === undefined ? otherwise : Math.round(hour[of] / per);
        }),
      }))}
      figure={count}
    />
  ));
}
