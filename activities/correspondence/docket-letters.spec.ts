import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instant, localDate } from '../../libs/kernel/time.ts';
import { docketLetterNames, docketLetterStatement, type DocketLetterName } from '../../libs/policy/docket-letter-statement.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { writtenLetter } from './written-letter.ts';

const packs = ['OH-COUNTY@1', 'OH-COUNTY@2', 'CA-998@1', 'CA-998@2', 'CA-998-MUTUAL@1', 'CA-998-CITY@1'];

/** As the letter is printed; the customer gets mail elsewhere than at the premises. */
function written(under: string, letter: DocketLetterName, language?: string) {
  const law = loadLaw(under);
  const statement = docketLetterStatement(law, letter, language);
  if (statement === null) throw new Error(`${under} writes no letter of the kind "${letter}"`);
  return writtenLetter({
    law,
    ...statement,
    largePrint: false,
    accountId: 'A100085',
    noticeId: 'A100085.docket.n1',
    name: 'A. Customer',
    mailingAddress: 'c/o Counsel at Law\n9 Main Street\nDayton OH 45402',
    premiseAddress: '1204 Elm Street, Dayton OH 45402',
    docket: { docket: '3:27-bk-30001', petitionOn: localDate('2027-03-01'), newAccountFromOn: localDate('2027-03-02'), assurance: { amountCents: 16_000, lastDayOn: localDate('2027-03-22') }, voids: ['A100085.1.n1', 'A100085.1.w1'] },
    orderedAt: instant('2027-03-02T15:00:00Z'),
    orderedOn: localDate('2027-03-02'),
    rules: [{ citation: '11 U.S.C. 366(b)' }],
  });
}

describe('Letters of a docket', () => {
  it.each(packs.flatMap((pack) => docketLetterNames.map((letter) => [pack, letter] as const)))('%s: the letter "%s" says the case, that old debt is not asked for, and whom to ask', async (pack, letter) => {
    const { text, facts } = await written(pack, letter);
    expect(facts.contains).toEqual(expect.arrayContaining(['old-debt-waits', 'docket-questions', 'customer-name-and-address', 'person-with-power-to-correct', 'phone']));
    expect(facts.contains).not.toContain('amount-past-due');
    expect(text).toContain('3:27-bk-30001');
    expect(text).toContain('does not ask you to pay anything that was charged through March 1, 2027');
    // No copy goes to "Occupant": who lives there is told nothing of a bankruptcy.
    expect(facts.copies).toBe(1);
  });

  it('the request names the amount and the last day; the division the day of the new account; the third one the papers', async () => {
    const [assurance, division, voids] = await Promise.all(docketLetterNames.map((letter) => written('OH-COUNTY@1', letter)));
    expect(assurance?.text).toContain('We ask for $160.00, worked out from your earlier bills, by March 22, 2027.');
    expect(division?.text).toContain('From March 2, 2027 on');
    expect(voids?.text).toContain('A100085.1.n1, A100085.1.w1');
  });

  it.each(['es', 'zh-Hant', 'tl', 'vi', 'ko'])('comes in English and %s, addressed to whoever speaks for the debtor, as a PDF that can be read', async (language) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arrears-docket-'));
    try {
      for (const letter of docketLetterNames) {
        const { pdf, facts } = await written('CA-998@2', letter, language);
        expect(facts.languages).toEqual(['en', language]);
        const file = path.join(folder, `${letter}.pdf`);
        writeFileSync(file, pdf);
        const read = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
        expect(read.split('3:27-bk-30001').length).toBeGreaterThan(3);
        expect(read).toContain('c/o Counsel at Law');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
