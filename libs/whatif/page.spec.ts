import { loadLaw } from '../policy/load.ts';
import { withNoticeDays } from '../../test/support/shorter-notice.ts';
import { local } from '../../test/support/story.ts';
import { whatIfOf } from './asked.ts';
import { csvOf } from './csv.ts';
import { pageOf, pageStyle } from './page.ts';
import { reportOf } from './report-of.ts';
import { cellOf, emptyTally, keepIfChangedMost } from './tally.ts';
import { thresholdsExceeded } from './thresholds.ts';

const law = loadLaw('OH-COUNTY@1');

function report() {
  const tally = emptyTally();
  for (const [place, customerClass] of ['residential', '<b>odd</b>'].entries()) {
    const cell = cellOf(tally, 'history', { class: customerClass, language: '-1+1', income: 'unknown' });
    cell.accounts = 10;
    Object.assign(cell.current, { cases: 10, notices: 8, shutOffs: 4, feesCents: 18_000 });
    Object.assign(cell.draft, { cases: 10, notices: 8, shutOffs: 5 + place, feesCents: 22_500 });
  }
  const pair = (current: number, draft: number) => ({ current, draft });
  const nothing = { current: null, draft: null };
  keepIfChangedMost(tally, { rank: [1], changed: { accountId: 'A<1>', period: 'history', shutOffs: pair(0, 1), notices: pair(1, 1), firstShutOffOn: nothing, chargedCents: pair(0, 4_500), firstDifference: nothing } });
  return reportOf(whatIfOf({ draft: withNoticeDays(law, 7) }, law, local('2027-07-01 00:00')), tally);
}

describe('The page of a what-if', () => {
  const page = pageOf(report(), thresholdsExceeded(report(), law.pack.activation?.thresholds ?? []));

  it('says what has to be signed by two, in the words of the thresholds', () => {
    expect(page).toContain('Two people have to sign for this draft:');
    expect(page).toContain('Shut-offs over recorded history rise from 8 to 11 (+37.5 %); the limit is 5 %.');
  });

  it('has a title, a description and a table for every chart, and needs neither script nor anything from elsewhere', () => {
    const svgs = page.match(/<svg[^>]*>/g) ?? [];
    expect(svgs).toHaveLength(3);
    for (const svg of svgs) {
      const ids = /aria-labelledby="(\S+) (\S+)"/.exec(svg);
      expect(page).toContain(`<title id="${ids?.[1]}">`);
      expect(page).toContain(`<desc id="${ids?.[2]}">`);
    }
    expect(page).toContain('Shut-offs: 8 now, 11 under the draft.');
    expect(page.match(/<table>/g)?.length).toBe(5);
    expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(['"]?http/);
  });

  it('is styled by its one style alone, so that a policy may forbid every other', () => {
    expect(page.split(pageStyle)).toHaveLength(2);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/ style="/);
  });

  it('shows what came from outside as text', () => {
    expect(page).not.toContain('<b>odd</b>');
    expect(page).not.toContain('A<1>');
    expect(page).toContain('A&#60;1&#62;');
  });
});

describe('The CSV of a what-if', () => {
  it('has a line for each period, segment and measure, and no formula', () => {
    const lines = csvOf(report()).split('\r\n');
    expect(lines[0]).toBe('period,dimension,value,measure,current,draft');
    expect(lines).toContain('history,all,all,shutOffs,8,11');
    expect(lines).toContain('history,all,all,meanDaysToResolution,,');
    expect(lines).toContain("history,language,'-1+1,notices,16,16");
  });
});
