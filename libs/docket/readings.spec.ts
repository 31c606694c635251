import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { localDate } from '../kernel/time.ts';
import { docketSchema } from './docket.ts';
import { chapterConvertedTo, chapterOfPetition, isInvoluntary } from './chapter.ts';
import { caseOfDocket, readingsOf } from './readings.ts';
import type { ReceivedEntry } from './received-entry.ts';

const entry = (more: Partial<ReceivedEntry>): ReceivedEntry => ({ court: 'ohsb', docketNumber: '2:27-bk-50123', number: '1', dateFiled: null, dateEntered: localDate('2027-02-23'), shortDescription: '', text: null, caseName: 'Ada Kern', sources: ['mail'], ...more });
const read = (...entries: Partial<ReceivedEntry>[]) => readingsOf('2:27-bk-50123', entries.map(entry));

describe('The chapter of a petition', () => {
  it.each([
    ['Chapter 13 Voluntary Petition. Fee Amount $313 Filed by Ada Kern', '13'],
    ['Voluntary Petition (Chapter 7)', '7'],
    ['Voluntary Petition under Chapter 11. (Fee Paid)', '11'],
    ['Chapter 7 Involuntary Petition Re: Ada Kern', '7'],
    ['Voluntary Petition missing documents: Schedules A - J Chapter 13 Plan Due on 2/5/27', '13'],
  ])('%s', (text, chapter) => expect(chapterOfPetition(text)).toBe(chapter));

  it('nothing ends a protection by an upload alone; once the court’s own word has come, it is certain', () => {
    const dismissal = { number: '20', text: 'Order Dismissing Case', dateEntered: localDate('2027-03-10') };
    expect(read({ ...dismissal, sources: ['upload'] })).toMatchObject([{ kind: 'dismissed', certain: false, doubts: ['Nobody but an upload tells of it: the word of the court itself has not come.'] }]);
    expect(read({ ...dismissal, sources: ['feed', 'upload'] })).toMatchObject([{ kind: 'dismissed', certain: true }]);
    expect(read({ ...dismissal, text: 'Order Vacating Dismissal of Case', sources: ['upload'] })).toMatchObject([{ kind: 'dismissal-vacated', certain: true }]);
  });

  it('is not guessed where none is named, or two beside each other', () => {
    expect(chapterOfPetition('Voluntary Petition all schedules and statements.')).toBeNull();
    expect(chapterOfPetition('Voluntary Petition; a chapter 13 case of the debtor was dismissed, chapter 7 fee paid')).toBeNull();
  });

  it('an involuntary one is told apart', () => {
    expect(['Chapter 7 Involuntary Petition Re: Ada Kern', 'Chapter 7 Voluntary Petition'].map(isInvoluntary)).toEqual([true, false]);
  });
});

describe('The chapter to which a case is converted (BK-CONVERT)', () => {
  it.each([
    ['Order granting motion to convert case from chapter 13 to 7 (related document # 28)', '7'],
    ['Order re: Motion To Convert to Chapter 11 (Related document(s) 18 )', '11'],
    ['Notice of Voluntary Conversion to Chapter 7 Fee Amount $25.', '7'],
    ["Order Converting the Debtors' Chapter 11 Cases to Cases Under Chapter 7", '7'],
    ['Order Converted Chapater 13 Case To Chapter 7 Case', '7'],
  ])('%s', (text, chapter) => expect(chapterConvertedTo(text)).toBe(chapter));

  it('is not guessed from the chapter that is left, or from two', () => {
    expect(chapterConvertedTo('Order converting the chapter 13 case')).toBeNull();
    expect(chapterConvertedTo('Order on motion to convert to chapter 7 and cross-motion to convert to chapter 11')).toBeNull();
  });
});

describe('What a docket comes to', () => {
  it('a petition counts from its filing where the court tells that it was entered later', () => {
    expect(read({ dateFiled: localDate('2027-02-22'), text: 'Chapter 13 Voluntary Petition Filed by Ada Kern' })).toMatchObject([{ kind: 'petition', on: '2027-02-22', chapter: '13', certain: true, hasText: true }]);
    expect(read({ shortDescription: 'Voluntary Petition (Chapter 7)' })).toMatchObject([{ on: '2027-02-23', chapter: '7', certain: true, hasText: false }]);
  });

  it('a petition without its chapter, a conversion without its aim and any relief from the stay are for a person', () => {
    expect(read({ text: 'Voluntary Petition all schedules and statements.' })).toMatchObject([{ kind: 'petition', chapter: null, certain: false, doubts: ['The words name no chapter, or more than one.'] }]);
    expect(read({ number: '9', text: 'Order Converting Case' })).toMatchObject([{ kind: 'converted', certain: false }]);
    expect(read({ number: '9', text: 'Order Granting Motion for Relief from Stay re: 17 Elm Street' })).toMatchObject([{ kind: 'stay-relief', certain: false, doubts: ['For whom and for what the order gives relief is for a person to read.'] }]);
  });

  it('the name that a feed gives dismisses nothing for certain; the docket text does', () => {
    expect(read({ number: '20', shortDescription: 'Order Dismissing Case' })).toMatchObject([{ kind: 'dismissed', certain: false }]);
    expect(read({ number: '20', text: 'Order Dismissing Case' })).toMatchObject([{ kind: 'dismissed', certain: true, entryKey: '20' }]);
  });

  it('an unnumbered entry is found again by its words', () => {
    const [reading] = read({ number: null, text: 'Receipt of Fee' }, { number: null, text: 'Bankruptcy Case Closed' });
    expect(reading).toMatchObject({ kind: 'closed', entryKey: expect.stringMatching(/^2027-02-23 [0-9a-f]{16}$/) });
  });

  it('… and by its day: an answer about the first is none about the second that says the same', () => {
    const keys = read({ number: null, text: 'Order on Motion to Dismiss Case', dateEntered: localDate('2027-03-01') }, { number: null, text: 'Order on Motion to Dismiss Case', dateEntered: localDate('2027-09-01') }).map(({ entryKey, on }) => [on, entryKey.slice(0, 10)]);
    expect(keys).toEqual([['2027-03-01', '2027-03-01'], ['2027-09-01', '2027-09-01']]);
  });

  it('a sealed entry is read by what a feed calls it, and is as uncertain as that', () => {
    expect(read({ number: '25', text: '', shortDescription: 'Order Vacating Dismissal' })).toEqual(read({ number: '25', text: null, shortDescription: 'Order Vacating Dismissal' }));
    expect(read({ number: '25', text: '', shortDescription: 'Order Vacating Dismissal' })).toMatchObject([{ kind: 'dismissal-vacated', hasText: false }]);
    expect(read({ number: '20', text: '', shortDescription: 'Order Dismissing Case' })).toMatchObject([{ kind: 'dismissed', certain: false }]);
  });

  it('a case has one year and serial number, however it is written', () => {
    expect(['2:27-bk-50123', '27-50123', 'ohsb/2:27-bk-50123~2', '1-27-50123-abc', 'other'].map(caseOfDocket)).toEqual(['27-50123', '27-50123', '27-50123', '27-50123', null]);
  });
});

const shared = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'court-dockets', 'dockets.ndjson');
(existsSync(shared) ? describe : describe.skip)('The chapters of the shared dockets, against what their clerks recorded', () => {
  const lines = (existsSync(shared) ? readFileSync(shared, 'utf8') : '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { header: { chapter?: number | string; previousChapter?: number | string } });
  const chapters = lines.flatMap((line) => {
    const docket = docketSchema.parse(line);
    const entries = docket.entries.map((one) => entry({ docketNumber: docket.id, number: one.number, dateFiled: one.dateFiled ?? null, dateEntered: one.dateEntered ?? null, text: one.text }));
    const { chapter, previousChapter } = line.header;
    return readingsOf(docket.docketNumber ?? docket.id, entries).flatMap((reading) => {
      if (reading.kind !== 'petition' && reading.kind !== 'converted') return [];
      const recorded = reading.kind === 'petition' ? (previousChapter ?? chapter) : chapter;
      return [{ kind: reading.kind, read: reading.chapter, recorded: recorded === undefined ? null : String(recorded) }];
    });
  });
  const of = (kind: string) => chapters.filter((one) => one.kind === kind);

  it('none is wrong', () => {
    expect(chapters.filter(({ read: told, recorded }) => told !== null && recorded !== null && told !== recorded)).toEqual([]);
  });

  it('of 143 petitions 141 name their chapter, and all six conversions; the other two are for a person', () => {
    expect([of('petition'), of('converted')].map((found) => [found.length, found.filter(({ read: told }) => told !== null).length])).toEqual([[143, 141], [6, 6]]);
  });
});
