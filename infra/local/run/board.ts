import { daysBetween, epochMilliseconds, localDateOf } from '../../../libs/calendar/days.ts';
import { type County, countyClosesAt, countyEndAt, countyStartAt } from '../county/county.ts';
import type { AppState } from './apps.ts';
import type { Figures } from './figures.ts';
import { bar, barOnTrack, count, cut, duration, padEnd, percent, spread, wallTime, widthOf } from './format.ts';
import type { Paint } from './paint.ts';
import { LINE_WORDS, SEASON_WORDS, STEP_WORDS } from './words.ts';

/** Everything that the board tells at one moment. */
export interface BoardView {
  readonly county: County;
  readonly figures: Figures;
  readonly processes: readonly { readonly name: string; readonly state: AppState }[];
  /** Business days per second; null while it is not known. */
  readonly pace: number | null;
  /** The last of what went wrong or was mended, newest last. */
  readonly notices: readonly string[];
}

const WIDTH = 80;
const LEFT = 41;
const RIGHT = WIDTH - LEFT - 4;
const STEP_BAR = 8;
const SECONDS_PER_DAY = 86_400;

/** How much is over, 0 to 1: of the half year, and afterwards of what is left of the season of the tax roll. */
export function shareOver(county: County, { now }: Figures): number {
  const endAt = countyEndAt(county);
  const span = now < endAt || county.season === null ? [countyStartAt(county), endAt] : [endAt, countyClosesAt(county)];
  const [start, end] = span.map(epochMilliseconds) as [number, number];
  return start === end ? 1 : Math.min(1, Math.max(0, (epochMilliseconds(now) - start) / (end - start)));
}

const partOf = (county: County, { now }: Figures): string => (now < countyEndAt(county) || county.season === null ? 'the half year' : 'the tax roll');

export const isOver = (county: County, figures: Figures): boolean =>
  figures.now >= countyClosesAt(county) && figures.feedsAreDone;

/** The board as text, 80 columns wide and short enough for a terminal of 24 lines. */
export function renderBoard(view: BoardView, paint: Paint): string {
  const [left, right] = [openCases(view.figures, paint), soFar(view.figures, paint)];
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) =>
    ` ${padEnd(left[row] ?? '', LEFT)}  ${right[row] ?? ''}`.trimEnd(),
  );
  return [...head(view, paint), '', ...rows, '', ...foot(view, paint)].join('\n');
}

function head(view: BoardView, paint: Paint): string[] {
  const { county, figures } = view;
  const title = `${paint.strong('ARREARS')}  ${paint.faint('sandbox county, Ohio')}`;
  const share = shareOver(county, figures);
  const { full, rest } = barOnTrack(share, 44);
  const days = `day ${daysBetween(county.startOn, localDateOf(figures.now, county.calendar.zone)) + 1}`;
  const part = partOf(county, figures);
  const over = isOver(county, figures) ? `${part} is over` : `${percent(share)} of ${part}, ${days}`;
  return [
    ` ${spread(title, paint.strong(wallTime(figures.now, county.calendar.zone)), WIDTH - 2)}`,
    ` ${spread(paint.bar(full) + paint.faint(rest), over, WIDTH - 2)}`,
    ...(figures.now === countyStartAt(county) ? [feeding(view, paint)] : []),
    ...(figures.season === null ? [] : [` ${cut(seasonLine(figures.season), WIDTH - 2)}`]),
  ];
}

/** Where a season of the tax roll stands, and how many of its lines stand where. */
export function seasonLine({ seasonId, status, lines }: NonNullable<Figures['season']>): string {
  const counts = Object.entries(LINE_WORDS).flatMap(([known, words]) => (lines[known] === undefined ? [] : [`${count(lines[known])} ${words}`]));
  return [`Tax roll ${seasonId} ${SEASON_WORDS[status]}`, ...(counts.length === 0 ? [] : [counts.join(', ')])].join(': ');
}

function feeding({ county, figures }: BoardView, paint: Paint): string {
  const { full, rest } = barOnTrack(figures.accounts / county.accounts, 44);
  const says = `feeding accounts: ${count(figures.accounts)} of ${count(county.accounts)}`;
  return ` ${spread(paint.bar(full) + paint.faint(rest), says, WIDTH - 2)}`;
}

function openCases(figures: Figures, paint: Paint): string[] {
  const counts = Object.entries(STEP_WORDS).map(([status, words]) => ({
    words,
    cases: figures.casesByStatus[status as keyof typeof STEP_WORDS] ?? 0,
  }));
  const most = Math.max(1, ...counts.map(({ cases }) => cases));
  const line = ({ words, cases }: (typeof counts)[number]) => {
    const text = spread(`  ${words}`, count(cases), LEFT - STEP_BAR - 2);
    return cases === 0 ? paint.faint(text) : `${text} ${paint.bar(bar(cases / most, STEP_BAR))}`;
  };
  return [
    paint.strong(spread('OPEN CASES', count(figures.openCases), LEFT - STEP_BAR - 2)),
    ...counts.map(line),
    spread('On hold, of these', count(figures.onHold), LEFT - STEP_BAR - 2),
    spread('Without water now', count(figures.shutOffNow), LEFT - STEP_BAR - 2),
  ];
}

function soFar(figures: Figures, paint: Paint): string[] {
  const line = (words: string, value: string) => spread(`  ${words}`, value, RIGHT);
  const alarm = (words: string, value: number) => {
    const text = line(words, count(value));
    return value === 0 ? text : paint.bad(text);
  };
  return [
    paint.strong(spread('SO FAR', '', RIGHT).trimEnd()),
    line('Cases opened', count(figures.openCases + figures.closedCases)),
    line('Cases closed', count(figures.closedCases)),
    line('Notices mailed', `${count(figures.lettersMailed)} of ${count(figures.lettersOrdered)}`),
    line('Orders to the field', count(figures.workOrdersOrdered)),
    line('  recalled', count(figures.workOrdersRecalled)),
    line('Clearances given', count(figures.clearancesGranted)),
    line('  refused at the door', count(figures.clearancesRefused)),
    line('Water shut off', count(figures.everShutOff)),
    line('Water restored', count(figures.restored)),
    line('Resumed after dismissal', count(figures.resumedAfterDismissal)),
    alarm('Incidents', figures.incidents),
    line('Events taken in', count(figures.eventsTakenIn)),
    alarm('Dead letters', figures.deadLetters),
  ];
}

function foot(view: BoardView, paint: Paint): string[] {
  const colour = { ready: paint.good, starting: paint.warn, 'not ready': paint.warn, down: paint.bad, stopped: paint.faint };
  const states = view.processes.map(({ name, state }) =>
    state === 'ready' ? `${colour[state]('●')} ${name}` : `${colour[state]('●')} ${name} ${colour[state](state)}`,
  );
  const line = states.join('   ');
  const pace = paceOf(view);
  // Trouble matters more than the time that is left.
  const fits = widthOf(line) + widthOf(pace) + 2 < WIDTH;
  return [
    ` ${fits ? spread(line, paint.faint(pace), WIDTH - 2) : line}`.trimEnd(),
    ...view.notices.map((notice) => paint.faint(` ${cut(notice, WIDTH - 2)}`)),
  ];
}

function paceOf({ county, figures, pace }: BoardView): string {
  if (pace === null || pace <= 0 || isOver(county, figures)) return '';
  const secondsLeft = (epochMilliseconds(countyClosesAt(county)) - epochMilliseconds(figures.now)) / 1000 / SECONDS_PER_DAY / pace;
  return `${pace.toFixed(1)} days/s, ${duration(secondsLeft)} to go`;
}

/** The same in one line, for a log. */
export function boardLine({ county, figures }: BoardView): string {
  const { accounts, openCases: open, onHold, shutOffNow, everShutOff, restored, resumedAfterDismissal } = figures;
  const parts = [
    wallTime(figures.now, county.calendar.zone),
    percent(shareOver(county, figures)),
    accounts < county.accounts ? `accounts ${count(accounts)} of ${count(county.accounts)}` : `accounts ${count(accounts)}`,
    `open cases ${count(open)} (on hold ${count(onHold)}, without water ${count(shutOffNow)})`,
    `shut off ${count(everShutOff)}, restored ${count(restored)}, resumed after dismissal ${count(resumedAfterDismissal)}`,
    `notices ${count(figures.lettersMailed)}, field orders ${count(figures.workOrdersOrdered)}`,
    `events ${count(figures.eventsTakenIn)}, dead letters ${count(figures.deadLetters)}`,
    ...(figures.season === null ? [] : [seasonLine(figures.season)]),
  ];
  return parts.join(' · ');
}
