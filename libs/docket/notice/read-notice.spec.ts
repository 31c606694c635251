import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentsOf } from './contents.ts';
import { textOfPage } from './page-text.ts';
import { milestonesOf, NoCourtNotice, readNotice, readNoticeMail } from './read-notice.ts';

const folder = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'court-dockets', 'nef');
const files = existsSync(folder) ? globSync('*.eml', { cwd: folder }).toSorted() : [];
const sharedOnes = files.length > 0 ? describe : describe.skip;

sharedOnes('The shared notices of courts', () => {
  it('are all there', () => expect(files).toHaveLength(44));

  it.each(files)('%s says what its expected file says', async (file) => {
    const notice = await readNoticeMail(readFileSync(path.join(folder, file)));
    expect(contentsOf(notice)).toEqual(JSON.parse(readFileSync(path.join(folder, file.replace('.eml', '.expected.json')), 'utf8')));
    for (const entry of notice.entries) expect(entry.text.length).toBeGreaterThan(5);
  });

  it('say one confirmation, one closing and one notice of dismissal', async () => {
    const told: string[] = [];
    for (const file of files) for (const { kind, certain } of milestonesOf(await readNoticeMail(readFileSync(path.join(folder, file))))) told.push(`${file}: ${kind}${certain ? '' : '?'}`);
    expect(told).toEqual(['cob_2.eml: closed', 'ianb_2.eml: plan-confirmed', 'vaeb_1.eml: dismissed?']);
  });
});

const lines = (docketText: string, more = '') => `U.S. Bankruptcy Court
Southern District of Ohio
Notice of Electronic Filing
The following transaction was received from Admin entered on 3/2/2027 at 8:00 AM EST and filed on 3/1/2027
Case Name: Ada Kern and Otto Kern
Case Number: 2:27-bk-50123-XYZ https://ecf.ohsb.uscourts.gov/cgi-bin/DktRpt.pl?1
${more}Document Number: 12
Docket Text:
${docketText}

The following document(s) are associated with this transaction:`;
const notice = (docketText: string, subject = '2:27-bk-50123-XYZ Order Dismissing Case Ada Kern and Ot', more = '') => readNotice({ subject, from: 'ecf@ohsb.uscourts.gov', text: lines(docketText, more) });

describe('A notice of electronic filing', () => {
  it('is read from plain text, with the day of entry beside that of filing', () => {
    expect(notice('Order Dismissing Case\n (related document 4). (abc)')).toEqual({
      court: 'ohsb',
      entries: [{ docketNumber: '2:27-bk-50123', number: '12', dateFiled: '2027-03-01', dateEntered: '2027-03-02', shortDescription: 'Order Dismissing Case', text: 'Order Dismissing Case (related document 4). (abc)', caseName: 'Ada Kern and Otto Kern' }],
    });
    expect(milestonesOf(notice('Order Dismissing Case as to Joint Debtor'))).toMatchObject([{ docketNumber: '2:27-bk-50123', kind: 'dismissed', on: '2027-03-02', debtor: 'joint' }]);
  });

  it.each([
    ['Ch-13 2:27-bk-50123-XYZ Motion to Dismiss Case - Ada Kern and Otto', 'Motion to Dismiss Case'],
    ['NEF: 2:27-bk-50123 Ch13 Chapter 13 Plan Re: Ada Kern and Otto Kern', 'Chapter 13 Plan'],
    ['Ada Kern and Otto Kern 2:27-bk-50123 Ch 13 Order Converting Case to Chapter 7', 'Order Converting Case to Chapter 7'],
    ['2:27-bk-50123-XYZ CH7  - Ada Kern and Otto Kern', ''],
    ['', ''],
  ])('has its description in the subject "%s"', (subject, description) => {
    expect(notice('x y z', subject).entries[0]?.shortDescription).toBe(description);
  });

  it.each([
    ['a private mail', { text: 'See you on Friday' }],
    ['no court', { from: 'someone@example.org', text: lines('Order').replace(/https\S+/, '') }],
    ['no docket number', { text: lines('Order').replace('2:27-bk-50123-XYZ', 'twelve') }],
    ['no such day', { text: lines('Order').replace('3/2/2027', '13/40/2027') }],
    ['no docket text', { text: lines('Order').replace('Docket Text:', 'Words:') }],
  ])('is refused: %s', (_, { from = 'ecf@ohsb.uscourts.gov', text }: { from?: string; text: string }) => {
    expect(() => readNotice({ subject: '', from, text })).toThrow(NoCourtNotice);
  });

  it('costs little when it is hostile', () => {
    const before = process.cpuUsage();
    for (const filler of ['Case Name: ', ' ', '\n', 'Docket Text: ', 'entered on ']) expect(() => readNotice({ subject: 'x '.repeat(50_000), from: '', text: `Notice of Electronic Filing ${filler.repeat(300_000)}` })).toThrow(NoCourtNotice);
    // Of the processor, so that a busy machine changes nothing.
    expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(20);
  });

  it('does not follow what a page hides, and stands a page nested very deep', () => {
    expect(textOfPage('<p>Case Name:<td>A</td><script>Docket Text: Order Dismissing Case</script><p><b>B</b>C')).toBe('Case Name:A\nBC');
    expect(textOfPage(`${'<div>'.repeat(50_000)}x`)).toBe('x');
  });
});
