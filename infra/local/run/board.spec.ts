import { plusDays } from '../../../libs/calendar/days.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { countyClosesAt, countyOf, countyStartAt, momentOf } from '../county/county.ts';
import { type BoardView, boardLine, renderBoard, shareOver } from './board.ts';
import type { Figures } from './figures.ts';
import { widthOf } from './format.ts';
import { PLAIN } from './paint.ts';

const county = countyOf({ utilityId: 'county', seed: 7, accounts: 2_000 });
const middle = momentOf(county, plusDays(county.startOn, 92), '09:00');

const figures: Figures = {
  now: middle,
  eventsTakenIn: 12_345,
  feedsAreDone: false,
  accounts: 1_998,
  openCases: 123,
  closedCases: 187,
  casesByStatus: { 'past-due': 80, 'notice-mailed': 40, review: 3, closed: 187 },
  onHold: 18,
  shutOffNow: 13,
  everShutOff: 33,
  restored: 20,
  resumedAfterDismissal: 2,
  incidents: 0,
  season: null,
  lettersOrdered: 291,
  lettersMailed: 289,
  workOrdersOrdered: 120,
  workOrdersRecalled: 9,
  clearancesGranted: 35,
  clearancesRefused: 4,
  openObligations: 5,
  deadLetters: 1,
  waitingMessages: 0,
  openBreakers: 0,
};
const view: BoardView = {
  county,
  figures,
  processes: [{ name: 'ingest', state: 'ready' }, { name: 'worker', state: 'down' }],
  pace: 2,
  notices: ['12:00:00  worker ended (SIGKILL); it is started again in 1 s'],
};
const linesOf = (changed: Partial<BoardView> = {}) => renderBoard({ ...view, ...changed }, PLAIN).split('\n');
const withFigures = (changed: Partial<Figures>) => linesOf({ figures: { ...figures, ...changed } });

describe('the board', () => {
  it('fits into a terminal of 80 columns and 24 lines, whatever there is to tell', () => {
    const lines = linesOf({ figures: { ...figures, now: countyStartAt(county) }, notices: ['x'.repeat(300), 'y'] });
    expect(lines.length).toBeLessThanOrEqual(23);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
  });

  it('tells the business time where the utility is, and how much of the half year is over', () => {
    const [title, progress] = linesOf();
    expect(title).toMatch(/ARREARS .*Tue, Apr 6, 2027, 09:00$/);
    expect(progress).toMatch(/█.?░+ {2,}50 % of the half year, day 93$/);
  });

  it('counts open cases by step in the words of the staff, with a bar for the share', () => {
    const text = linesOf().join('\n');
    expect(text).toMatch(/OPEN CASES +123/);
    expect(text).toMatch(/Past due, no notice yet +80 ████████/);
    expect(text).toMatch(/Notice mailed +40 ████ /);
    expect(text).toMatch(/On hold, of these +18/);
    expect(text).toMatch(/Notices mailed +289 of 291/);
    expect(text).toMatch(/Resumed after dismissal +2/);
  });

  it('shows accounts coming in as long as the clock stands at the beginning', () => {
    expect(linesOf().join('\n')).not.toContain('feeding');
    expect(withFigures({ now: countyStartAt(county), accounts: 500 }).join('\n')).toMatch(/█░.*feeding accounts: 500 of 2,000/);
  });

  it('leaves the time that is left out when there is trouble to tell and no room', () => {
    expect(linesOf().at(-2)).toMatch(/● ingest {3}● worker down +2\.0 days\/s, 0:46 to go$/);
    const processes = ['ingest', 'api', 'worker', 'relay', 'county'].map((name) => ({ name, state: 'not ready' as const }));
    expect(linesOf({ processes }).at(-2)).not.toContain('to go');
  });

  it('says that the half year is over once no feed means to speak again', () => {
    const now = '2027-07-07T04:00:00.000Z' as Instant;
    expect(withFigures({ now, feedsAreDone: true })[1]).toMatch(/^ █+ +the half year is over$/);
    expect(withFigures({ now, feedsAreDone: false })[1]).not.toContain('is over');
    expect(shareOver(county, { ...figures, now })).toBe(1);
  });

  it('goes on through the season of the tax roll, and tells in one line where it stands', () => {
    const withSeason = countyOf({ utilityId: 'county', seed: 7, accounts: 2_000, season: true });
    const season = { seasonId: 'county-auditor.2027', status: 'filed', lines: { accepted: 96, rejected: 1, withdrawn: 2, excluded: 40 } } as unknown as NonNullable<Figures['season']>;
    const now = momentOf(withSeason, plusDays(withSeason.endOn, 90), '09:00');
    const lines = linesOf({ county: withSeason, figures: { ...figures, now, season }, notices: ['x'.repeat(300), 'y'] });
    expect(lines[1]).toMatch(/19 % of the tax roll, day 275$/);
    expect(lines[2]).toBe(' Tax roll county-auditor.2027 is filed: 1 rejected, 96 listed, 2 withdrawn, 40…');
    expect(lines.length).toBeLessThanOrEqual(23);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
    const over = linesOf({ county: withSeason, figures: { ...figures, now: countyClosesAt(withSeason), season: { ...season, status: 'closed' }, feedsAreDone: true } });
    expect(over.slice(1, 3).join()).toMatch(/the tax roll is over, Tax roll county-auditor\.2027 is closed/);
  });

  it('has one line for a log', () => {
    expect(boardLine(view)).toBe(
      'Tue, Apr 6, 2027, 09:00 · 50 % · accounts 1,998 of 2,000 · open cases 123 (on hold 18, without water 13) · ' +
        'shut off 33, restored 20, resumed after dismissal 2 · notices 289, field orders 120 · events 12,345, dead letters 1',
    );
  });
});
