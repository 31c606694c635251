import type { BusinessCalendar } from '../../calendar/business-calendar.ts';
import type { Law } from '../../policy/facts.ts';
import { statement, type Group, type Section, type Statement } from '../statement.ts';
import { weekdaysIn } from '../words.ts';

const countRule = 'GEN-COUNT';

export function days({ pack, calendar }: Law): Section {
  return {
    id: 'calendar',
    title: 'Days and hours of the office',
    about: 'Business days are days on which the office is open. The day that starts a count is left out, the last day counts.',
    groups: [office(calendar), ...months(pack), ...byYear(dayStatements(calendar))],
  };
}

function office(calendar: BusinessCalendar): Group {
  return {
    id: 'office',
    title: 'The office',
    statements: [
      statement('calendar.id', `The calendar is ${calendar.id}, version ${calendar.version}.`, countRule),
      statement('calendar.zone', `Days and hours are those of the time zone ${calendar.zone}.`, countRule),
      statement('calendar.hours', `The office is open on ${weekdaysIn(calendar.officeWeekdays)}, from ${calendar.officeOpensAt} to ${calendar.officeClosesAt}.`, countRule),
      statement('calendar.known', `The calendar knows the days from ${calendar.knownFrom} through ${calendar.knownThrough}; what falls later waits for a longer calendar.`, countRule),
      ...(calendar.listedThrough ?? []).map(({ name, knownThrough }) => statement(`calendar.listedThrough.${name}`, `${name} is listed by its dates through ${knownThrough}.`, countRule)),
      statement('calendar.source', `Its days are taken from: ${calendar.source}.`, countRule),
    ],
  };
}

function months({ months }: Law['pack']): Group[] {
  if (months === undefined) return [];
  const ends = { 'month-end': 'on that month\u2019s last day', 'full-year-elapsed': 'on the day after that month\u2019s last, when the time is over in full' } as const;
  const text = `Months and years end on the same day of the month; where the last month has no such day, ${ends[months.reading]}.`;
  return [{ id: 'months', title: 'Months and years', statements: [statement('months', text, months.rule)] }];
}

interface Dated {
  readonly on: string;
  readonly statement: Statement;
}

function dayStatements({ holidays, closures, earlyClosings, courtHolidays }: BusinessCalendar): Dated[] {
  const dated = (kind: string, on: string, text: string): Dated => ({ on, statement: statement(`calendar.${kind}.${on}`, `${on}: ${text}.`, countRule) });
  return [
    ...holidays.map(({ on, name, officeOpens }) => dated('holidays', on, officeOpens ? `${name}, a holiday on which the office opens` : `${name}, a holiday`)),
    ...closures.map(({ on, name }) => dated('closures', on, `${name}, the office is closed`)),
    ...(earlyClosings ?? []).map(({ on, name, closesAt }) => dated('earlyClosings', on, `${name}, the office closes at ${closesAt}`)),
    ...(courtHolidays ?? []).map(({ on, name }) => dated('courtHolidays', on, `${name}, a holiday of the courts`)),
  ];
}

function byYear(statements: readonly Dated[]): Group[] {
  const years = Map.groupBy(
    statements.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    ({ on }) => on.slice(0, 4),
  );
  return [...years].map(([year, days]) => ({ id: `days-${year}`, title: `Days of ${year}`, year: Number(year), statements: days.map((day) => day.statement) }));
}
