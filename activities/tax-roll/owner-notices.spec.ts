import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocumentProxy } from 'unpdf';
import type { OwnerLetter } from '../../libs/store/index.ts';
import { instant, localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { payoffDocument, payoffOf, seasonContext, unopenedSeason } from '../../libs/tax-roll/index.ts';
import { ohioDays, owing } from '../../test/support/roll-bills.ts';
import { SeasonStory } from '../../test/support/season-story.ts';
import { local } from '../../test/support/story.ts';
import { documentPdf } from '../correspondence/document-pdf.ts';
import { FolderPrinter } from '../correspondence/folder-printer.ts';
import { printRun } from '../correspondence/print-run.ts';
import { LetterFallsShort } from '../correspondence/written-letter.ts';
import { printOwnerNotices, writtenOwnerNotice } from './owner-notices.ts';

const letter = (change: Partial<OwnerLetter> = {}): OwnerLetter => ({
  noticeId: 'county-auditor.2027/A1/notice', lineId: 'A1', accountId: 'A1', parcelId: 'R72 01234 0001', owner: null, premiseAddress: '1 Elm St\nDayton OH 45402',
  amountCents: 22_000, payByOn: localDate('2027-08-31'), certifyOn: localDate('2027-09-01'), objectByOn: localDate('2027-08-19'), hearingOn: null, languages: ['en'], largePrint: false,
  orderedAt: instant('2027-07-20T13:00:00Z'), orderedOn: localDate('2027-07-20'), law: loadLaw('OH-COUNTY@1'), rules: [{ citation: 'ordinances; no statewide rule was found' }], ...change,
});

async function textOf(pdf: Buffer): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages = await Promise.all(Array.from({ length: document.numPages }, async (_none, index) => (await (await document.getPage(index + 1)).getTextContent()).items));
  return pages.flat().map((item) => ('str' in item ? item.str : '')).join(' ').replaceAll(/\s+/g, ' ');
}

describe('The notice to an owner on paper (OH-CERT-NOTICE)', () => {
  it('says the sum, what happens when, and until when the owner may object', async () => {
    const { pdf, facts } = await writtenOwnerNotice(letter());
    expect(facts).toMatchObject({ document: 'owner-certification-notice', pages: 1, copies: 1 });
    const text = await textOf(pdf);
    for (const said of ['$220.00', 'August 31, 2027', 'September 1, 2027', 'until August 19, 2027', 'Owner of parcel R72 01234 0001', '1 Elm St']) expect(text).toContain(said);
  });

  it('names the customer where the account is the owner\'s, in the languages of the pack', async () => {
    const { pdf } = await writtenOwnerNotice(letter({ owner: { name: 'José Nguyễn', mailingAddress: '9 Oak St\nDayton OH 45402' }, languages: ['en', 'es'] }));
    const text = await textOf(pdf);
    expect(text).toContain('José Nguyễn');
    expect(text).toContain('9 Oak St');
    expect(text).not.toContain('Owner of parcel');
    expect((await getDocumentProxy(new Uint8Array(pdf))).numPages).toBe(2);
  });

  it('names the hearing under California\'s packs, in each language, and is not printed without its day (CA-TAXROLL)', async () => {
    const california = letter({ law: loadLaw('CA-998@2'), hearingOn: localDate('2027-08-03'), languages: ['en', 'es'] });
    const text = await textOf((await writtenOwnerNotice(california)).pdf);
    for (const said of ['heard in public on August 3, 2027', 'audiencia pública el 3 de agosto de 2027', 'tax roll']) expect(text).toContain(said);
    expect(text).not.toContain('county auditor');
    await expect(writtenOwnerNotice({ ...california, hearingOn: null })).rejects.toThrow(LetterFallsShort);
  });

  it('is not printed when nobody could object by it', async () => {
    await expect(writtenOwnerNotice(letter({ objectByOn: '' as never }))).rejects.toThrow(LetterFallsShort);
  });

  it('is printed once, and goes with the print run of its day', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'owner-notices-'));
    try {
      const printer = new FolderPrinter(folder);
      const letters = [letter(), letter({ noticeId: 'county-auditor.2027/A2/notice', lineId: 'A2', accountId: 'A2' })];
      expect(await printOwnerNotices(printer, 'county', 'county-auditor.2027', letters)).toEqual({ printed: 2, wereThere: 0 });
      expect(await printOwnerNotices(printer, 'county', 'county-auditor.2027', letters)).toEqual({ printed: 0, wereThere: 2 });
      expect((await readdir(folder)).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
      expect(await printRun({ lettersDir: folder, utilityId: 'county', day: localDate('2027-07-20'), outDir: path.join(folder, 'run') })).toMatchObject({ letters: 2, pages: 2 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('A payoff as a letter (OH-CERT-LIEN)', () => {
  const season = (): SeasonStory => new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: 20_000 }, { service: 'water', amountCents: 5_000 }], { account: { contract: 'tenant' } })).toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' });
  const payoff = ({ story }: SeasonStory, when: string) => payoffOf(seasonContext(unopenedSeason('county-auditor.2027'), story.law, local(when)), story.at(when).account);

  it('names each service, what is certified apart, and the last day on which it is good', async () => {
    const story = season();
    const found = payoff(story, '2027-10-01 10:00');
    const text = payoffDocument(found, 'the county auditor', ['First Title Company', '2 Main Street']);
    expect(text.facts).toEqual(
      expect.arrayContaining([
        { label: 'As of', value: '2027-10-01' },
        { label: 'Good through', value: '2027-10-11' },
        { label: 'To the utility: water', value: '$50.00' },
        { label: 'To the utility, in all', value: '$55.00' },
        { label: 'Certified, to the county treasurer alone', value: '$220.00' },
      ]),
    );
    const layout = story.story.law.documents?.forms.letter;
    if (!layout) throw new Error('the county has letters');
    const print = () => documentPdf([{ text, layout }], { letterhead: ['County Water and Sewer'], at: local('2027-10-01 10:00') });
    const [first, second] = [await print(), await print()];
    expect(first.pages).toBe(1);
    expect(first.pdf.equals(second.pdf)).toBe(true);
    expect(await textOf(first.pdf)).toContain('the utility takes no payment for it');
  });

  it('asks nothing of a debtor under a stay, and says so (BK-STAY)', () => {
    const under = season();
    under.story.given('2027-09-27 10:00', 'PetitionFiled', { docket: '27-9', chapter: '7', accountIds: ['A1'] });
    const text = payoffDocument(payoff(under, '2027-10-01 10:00'), 'the county auditor', []);
    expect(text.facts).toContainEqual({ label: 'To the utility, in all', value: '$0.00' });
    expect(text.sections[0]?.text).toMatch(/^Nothing is asked of the debtor, and nothing here is a demand for payment/);
  });
});
