import fc from 'fast-check';
import { readRollLayouts } from '../../policy/load-rolls.ts';
import { rollFileKinds, rollLayoutSchema, type RollLayout } from '../../policy/roll-layout.ts';
import { BadRollFile, readRollFile } from './read-file.ts';
import { writeRollFile, type RollRecord } from './write-file.ts';

const about = { season: '2027', on: '2027-09-02', nth: 1 };
const { layouts: ohio } = readRollLayouts('ohio-county-auditor');
const { layouts: california } = readRollLayouts('california-county');
const lines = [
  { parcelId: 'R72 01234 0001', lineId: 'A1', amountCents: 13_100 },
  { parcelId: 'R72 01234 0002', lineId: 'A2', amountCents: 61_240 },
];

function faultsOf(layout: RollLayout, text: string): string[] {
  try {
    readRollFile(layout, text);
    return [];
  } catch (error) {
    if (!(error instanceof BadRollFile)) throw error;
    return error.faults.map(({ line, column, what }) => `${line}:${column} ${what}`);
  }
}

describe('The files of a tax roll', () => {
  it('Ohio: fixed width, with a leader, control totals and a checksum over all before the trailer', () => {
    const { fileName, text } = writeRollFile(ohio.roll as RollLayout, about, lines);
    expect(fileName).toBe('cert-2027-1.txt');
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      `H202720270902${' '.repeat(57)}`,
      `DR72 01234 0001          A1                      00000013100${' '.repeat(10)}`,
      `DR72 01234 0002          A2                      00000061240${' '.repeat(10)}`,
    ]);
    expect(text.split('\r\n')[3]).toMatch(/^T00000020000000074340[0-9a-f]{64}$/);
  });

  it('California: CSV with headings and dollars', () => {
    const { fileName, text } = writeRollFile(california.roll as RollLayout, about, [{ parcelId: '012-345-67', lineId: 'A,1', amountCents: 41_240 }]);
    expect(fileName).toBe('direct-charges-2027-1.csv');
    expect(text.split('\r\n').slice(0, 2)).toEqual(['APN,FISCAL YEAR,AMOUNT,REFERENCE', '012-345-67,2027,412.40,"A,1"']);
    expect(text.split('\r\n')[2]).toMatch(/^TOTAL,1,412\.40,[0-9a-f]{64}$/);
  });

  it('California: charges for the unsecured roll, by the owner\'s key, with control totals', () => {
    const { fileName, text } = writeRollFile(california.unsecured as RollLayout, about, [{ ownerKey: 'O-7', ...lines[0] }, { ownerKey: 'O-8', ...lines[1] }]);
    expect(fileName).toBe('unsecured-2027-1.csv');
    expect(text.split('\r\n').slice(0, 3)).toEqual(['ASSESSEE NO,FORMER APN,FISCAL YEAR,AMOUNT,REFERENCE', 'O-7,R72 01234 0001,2027,131.00,A1', 'O-8,R72 01234 0002,2027,612.40,A2']);
    expect(text.split('\r\n')[3]).toMatch(/^TOTAL,2,743\.40,[0-9a-f]{64}$/);
  });

  it.each([['ohio-county-auditor', ohio.roll], ['california-county', california.roll]])('%s: what is written reads back as it was', (_name, layout) => {
    const { text } = writeRollFile(layout as RollLayout, about, lines);
    expect(readRollFile(layout as RollLayout, text).records).toMatchObject(lines);
  });

  it('any texts and sums, in either form, come back as they went', () => {
    const id = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trimEnd() === text && !/[\r\n\0]/.test(text));
    const records = fc.array(fc.record({ parcelId: id, lineId: id, amountCents: fc.integer({ min: 1, max: 99_999_999 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(records, fc.constantFrom(ohio.roll as RollLayout, california.roll as RollLayout), (given, layout) => {
        const read = readRollFile(layout, writeRollFile(layout, about, given).text).records;
        expect(read.map(({ parcelId, lineId, amountCents }) => ({ parcelId, lineId, amountCents }))).toEqual(given);
      }),
      { seed: 20_270_902, numRuns: 100 },
    );
  });

  it('a byte that was changed on the way is found by the totals or the checksum', () => {
    const { text } = writeRollFile(ohio.roll as RollLayout, about, lines);
    expect(faultsOf(ohio.roll as RollLayout, text.replace('00000061240', '00000061250'))).toEqual(['4:9 The control total "total:amountCents" says 74340; the file has 74350.', expect.stringMatching(/^4:22 The control total "sha256" says/)]);
    expect(faultsOf(ohio.roll as RollLayout, text.replace('A2', 'A3'))).toEqual([expect.stringMatching(/^4:22 The control total "sha256"/)]);
  });

  const answers = (...rows: string[]) => ['STATUS,PARCEL,ACCOUNT,DATE,REASON,REMARK,REFERENCE', ...rows, `TOTAL,${rows.length}`, ''].join('\r\n');
  const good = 'A,P-1,A1,09/20/2027,,,';

  it('an answer says what it is about, by the authority\'s own codes', () => {
    expect(readRollFile(ohio.answers as RollLayout, answers(good, 'R,P-2,A2,09/20/2027,12,"no such parcel, or merged",')).records).toEqual([
      { line: 2, outcome: 'accepted', parcelId: 'P-1', lineId: 'A1', on: '2027-09-20' },
      { line: 3, outcome: 'rejected', parcelId: 'P-2', lineId: 'A2', on: '2027-09-20', code: '12', words: 'no such parcel, or merged' },
    ]);
  });

  it.each([
    ['an unknown code', answers(good, 'X,P-2,A2,09/20/2027,,,'), '3:1 outcome should be one of A, R, M, W, K, not "X".'],
    ['a day that does not exist', answers(good, 'A,P-2,A2,09/31/2027,,,'), '3:10 on should be a day like MM/DD/YYYY, not "09/31/2027".'],
    ['a missing account', answers(good, 'A,P-2,,09/20/2027,,,'), '3:7 lineId is empty.'],
    ['too few values', answers(good, 'A,P-2,A2'), '3:7 There are 3 values; 7 should be there (outcome, parcelId, lineId, on, code, words, reference).'],
    ['a quote that is not closed', answers(good, 'A,"P-2,A2,09/20/2027,,,'), '3:3 A quote is opened and not closed. Close it before the end of the line.'],
    ['a quote inside a value', answers(good, 'A,P"2,A2,09/20/2027,,,'), '3:4 A quote stands inside a value that is not quoted. Quote the whole value and double the quote.'],
    ['something after a quote', answers(good, 'A,"P"2,A2,09/20/2027,,,'), '3:6 Something follows a closing quote. Put a comma after it, or double the quote.'],
    ['another heading', answers(good).replace('PARCEL', 'APN'), '1:8 The heading "PARCEL" should stand here, not "APN".'],
    ['a line too few', answers(good).replace('TOTAL,1', 'TOTAL,2'), '3:7 The control total "lines" says 2; the file has 1.'],
    ['a file that was cut off', answers(good).slice(0, -1), '3:1 The file ends without a line end (crlf); it may have been cut off.'],
    ['line ends of another system', `${answers(good)}x\ny\r\n`, '4:2 A character stands here that ends no line (crlf does).'],
    ['no trailer', 'STATUS,PARCEL,ACCOUNT,DATE,REASON,REMARK,REFERENCE\r\n', '1:1 The file is shorter than its leader and its trailer.'],
  ])('%s is refused with its line and column', (_name, text, fault) => {
    expect(faultsOf(ohio.answers as RollLayout, text)[0]).toBe(fault);
  });

  it('a line of the wrong length, and a sum with a sign, in a file of fixed width', () => {
    const settlement = ohio.settlement as RollLayout;
    const row = (lineId: string, cents: string) => `D${'P-1'.padEnd(24)}${lineId.padEnd(24)}${cents}00000041240`;
    const file = (...rows: string[]) => [`H${'S1'.padEnd(12)}20280315`, ...rows, `T${String(rows.length).padStart(7, '0')}${'41240'.padStart(13, '0')}${'41240'.padStart(13, '0')}`, ''].join('\r\n');
    expect(readRollFile(settlement, file(row('A1', '00000041240')))).toMatchObject({ leader: { settlementId: 'S1', on: '2028-03-15' }, records: [{ lineId: 'A1', collectedCents: 41_240 }] });
    expect(faultsOf(settlement, file(row('A1', '-0000041240')))).toEqual(['2:50 collectedCents should be a whole number without a sign, not "-0000041240".']);
    expect(faultsOf(settlement, file(row('A1', '0000041240')))).toEqual(['2:71 The line has 70 characters; it should have 71.']);
  });

  it('what does not fit its field is not written', () => {
    const write = (record: RollRecord) => () => writeRollFile(ohio.roll as RollLayout, about, [record]);
    expect(write({ parcelId: 'P'.repeat(25), lineId: 'A1', amountCents: 1 })).toThrow(/Certified list, record 1: "parcelId" is "P{25}", longer than its 24 characters/);
    expect(write({ lineId: 'A1', amountCents: 1 })).toThrow('Certified list, record 1: "parcelId" is missing');
  });

  it('every authority has every layout; one of fixed width names each width', () => {
    expect(Object.keys(california).sort()).toEqual([...rollFileKinds].sort());
    expect(Object.keys(ohio).sort()).toEqual(rollFileKinds.filter((kind) => kind !== 'unsecured').sort());
    const broken = rollLayoutSchema.safeParse({ says: 'x', fileName: 'x', form: 'fixed', lineEnd: 'lf', record: [{ name: 'parcelId', as: 'text' }] });
    expect(broken.error?.issues).toMatchObject([{ path: ['record', 0], message: 'the field "parcelId" of a file of fixed width needs its width' }]);
  });
});
