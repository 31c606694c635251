import { type BoardView, boardLine } from './board.ts';
import { APPS } from './apps.ts';
import type { Figures } from './figures.ts';
import { readCourtFigures } from './court-figures.ts';
import { readExplained } from './explained.ts';
import { count } from './format.ts';
import { type LocalArrears, UTILITY } from './local-arrears.ts';
import { readMoney } from './money.ts';
import { DEFAULT_DATA_DIR } from './options.ts';
import type { Paint } from './paint.ts';
import type { Screen } from './screen.ts';
import { readSeasonReport } from './season-report.ts';
import { renderExplained, renderLinks, renderSeason, renderSummary } from './summary.ts';
import { fetchTimeline, mostEventfulCase, renderTimeline, wrapped } from './timeline.ts';

const USUAL_COLUMNS = 120;

export function tellWhereToLook(arrears: LocalArrears, screen: Screen): void {
  const metrics = Object.fromEntries(APPS.map((app) => [app, arrears.urlOf(app)]));
  const { stack } = arrears;
  const people = ['local-supervisor', 'local-specialist'].map((user) => ({ user, password: arrears.issuer.passwordOf(user) }));
  const links = { api: arrears.urlOf('api'), people, temporalUi: stack.temporalUiUrl, metrics, ...placeOf(arrears) };
  screen.say(`\n${renderLinks(links, UTILITY, screen.paint)}`);
}

function placeOf({ environmentFile, dataDir }: LocalArrears) {
  return { environmentFile, dataDir: dataDir === DEFAULT_DATA_DIR ? undefined : dataDir };
}

/** The half year in numbers, its season of the tax roll, what explains one event of each kind, its most eventful case, and where to look further. */
export async function tellTheEnd(arrears: LocalArrears, figures: Figures, screen: Screen): Promise<void> {
  const { db, county } = arrears;
  const { paint } = screen;
  const [court, money, season, explained] = await db.forUtility(UTILITY, async (em) => [await readCourtFigures(em, UTILITY), await readMoney(em, UTILITY), await readSeasonReport(em, UTILITY), await readExplained(em, UTILITY)] as const);
  screen.say(`\n${renderSummary(county, figures, court, money, paint)}`);
  if (season !== null) screen.say(`\n${renderSeason(season, paint)}`);
  screen.say(`\n${renderExplained(explained, placeOf(arrears), paint)}`);
  await tellACase(arrears, screen).catch((error: Error) => screen.say(`\n ${screen.paint.bad(error.message)}`));
  tellWhereToLook(arrears, screen);
}

async function tellACase(arrears: LocalArrears, screen: Screen): Promise<void> {
  const caseId = await mostEventfulCase(arrears.db, UTILITY);
  if (caseId === undefined) return;
  const token = await arrears.issuer.tokenFor('supervisor', UTILITY);
  const lines = await fetchTimeline(arrears.urlOf('api'), token, caseId);
  const columns = process.stdout.columns || USUAL_COLUMNS;
  const { paint } = screen;
  const title = ` ${paint.strong(`THE MOST EVENTFUL CASE, ${caseId}`)} ${paint.faint(`(${count(lines.length)} events)`)}`;
  const story = renderTimeline(lines, arrears.county.calendar.zone, columns, paint);
  screen.say(`\n${[title, '', ...story].join('\n')}`);
}

/** What stays on the screen once the county has been told: the stack goes on, for whoever wants to try something. */
export function renderStanding(view: BoardView, paint: Paint): string {
  const lines = wrapped(boardLine(view), (process.stdout.columns || USUAL_COLUMNS) - 2).map((line) => ` ${line}`);
  const troubled = view.processes.filter(({ state }) => state !== 'ready').map(({ name, state }) => `${name} ${state}`);
  const state = troubled.length === 0 ? paint.good('everything runs') : paint.warn(troubled.join(', '));
  return [...lines, ` ${state}${paint.faint(' · Ctrl-C stops it')}`, ...view.notices.map((notice) => paint.faint(` ${notice}`))].join('\n');
}
