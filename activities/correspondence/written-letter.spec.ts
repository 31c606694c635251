import { getDocumentProxy } from 'unpdf';
import { compose, filledNames, type DocumentValues } from '../../libs/documents/index.ts';
import { instant, localDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { documentPdf } from './document-pdf.ts';
import { NoGlyph } from './fonts.ts';
import { LetterFallsShort, writtenLetter, type LetterToWrite } from './written-letter.ts';

const ohio = loadLaw('OH-COUNTY@1');
const california = loadLaw('CA-998@2');
const languages = ['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'];
const letterhead = ['The county', '1 Court Street', 'Dayton OH 45402'];

const letter = (change: Partial<LetterToWrite> = {}): LetterToWrite => ({
  law: ohio,
  document: 'disconnect-notice',
  languages: ['en'],
  contains: ['dispute-how', 'person-with-power-to-correct', 'customer-name-and-address'],
  largePrint: false,
  accountId: 'A1',
  noticeId: 'A1.1.n1',
  name: 'José Nguyễn 王小明 김영희',
  mailingAddress: '1 Elm St\nDayton OH 45402',
  premiseAddress: '1 Elm St, Dayton OH 45402',
  pastDueCents: 22_000,
  payByOn: localDate('2027-04-01'),
  orderedAt: instant('2027-03-20T12:00:00Z'),
  orderedOn: localDate('2027-03-20'),
  rules: [{ citation: 'ORC 6103.02(C)' }],
  ...change,
});

interface Piece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** What a reader of the PDF finds: the texts of each page with their places, the language, and the structure. */
async function read(pdf: Buffer) {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_none, index) => {
      const page = await document.getPage(index + 1);
      const { items } = await page.getTextContent();
      const pieces = (items as Piece[]).filter((piece) => 'str' in piece && piece.str.trim() !== '');
      const [, , width, height] = page.view as [number, number, number, number];
      return { pieces, width, height, tree: JSON.stringify(await page.getStructTree()) };
    }),
  );
  const { info } = await document.getMetadata();
  const squeezed = (text: string) => text.replaceAll(/\s+/g, '');
  return { pages, info: info as Record<string, unknown>, text: squeezed(pages.flatMap(({ pieces }) => pieces.map(({ str }) => str)).join('')), squeezed };
}

describe('A letter on paper', () => {
  it('says the amount, the day, the person who can correct the bill, and how to dispute it (GEN-CRAFT)', async () => {
    const { facts, pdf } = await writtenLetter(letter());
    const { text, squeezed } = await read(pdf);
    for (const needed of ['Collections supervisor', '937-555-0142', '$220.00', 'April 1, 2027', 'You have the right to dispute the bill', 'County Water and Sewer', '1 Court Street']) expect(text).toContain(squeezed(needed));
    expect(facts).toMatchObject({ document: 'disconnect-notice', languages: ['en'], pages: 1, copies: 1, contains: expect.arrayContaining(['dispute-how', 'phone']) });
  });

  it('is the same bytes whenever it is printed', async () => {
    const write = async () => (await writtenLetter(letter({ languages: ['en', 'ko'] }))).pdf;
    expect((await write()).equals(await write())).toBe(true);
  });

  it('shows the address in the window of the envelope, wherever the sheet slips to, and nothing else there', async () => {
    const { window } = ohio.documents!.forms.letter!;
    const [x, y, width, height] = window!.address;
    const [clearX, clearY, clearWidth, clearHeight] = window!.keepClear;
    const long = letter({ mailingAddress: 'c/o The Long Family Trust\nBuilding 12, Apartment 1204\n12045 North Martin Luther King Boulevard\nDayton OH 45402-1204', contains: [] });
    for (const which of [letter(), long]) {
      const [page] = (await read((await writtenLetter(which)).pdf)).pages;
      const baselines = page!.pieces.map((piece) => ({ str: piece.str, left: piece.transform[4]!, right: piece.transform[4]! + piece.width, down: page!.height - piece.transform[5]! }));
      const shown = baselines.filter(({ left, down }) => down > clearY && down < clearY + clearHeight && left < clearX + clearWidth);
      expect(shown.length).toBeGreaterThan(1);
      for (const piece of shown) expect({ ...piece, inside: piece.left >= x - 0.1 && piece.right <= x + width && piece.down >= y && piece.down <= y + height }).toMatchObject({ inside: true });
    }
  });

  it('is tagged for those who have it read out: title, languages, headings, a table with its heads', async () => {
    const { pages, info } = await read((await writtenLetter(letter({ languages: ['en', 'es'] }))).pdf);
    expect(info).toMatchObject({ Title: 'Notice: your water service may be shut off', Language: 'en' });
    for (const role of ['"H1"', '"H2"', '"P"', '"Table"', '"TH"', '"TD"']) expect(pages[0]?.tree).toContain(role);
    expect(pages[1]?.tree).toContain('"es"');
  });

  it('in large print is set in eighteen points', async () => {
    const { pages } = await read((await writtenLetter(letter({ largePrint: true }))).pdf);
    const sizes = pages.flatMap(({ pieces }) => pieces.filter(({ str }) => str.includes('dispute')).map(({ transform }) => transform[0]));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.min(...(sizes as number[]))).toBe(18);
  });

  it('that would lack what the decision relied on is not written, and says what to mend', async () => {
    await expect(writtenLetter(letter({ mailingAddress: ' ' }))).rejects.toThrow(LetterFallsShort);
    await expect(writtenLetter(letter({ mailingAddress: '' }))).rejects.toThrow(/A1\.1\.n1 would lack customer-name-and-address: complete/);
    await expect(writtenLetter(letter({ contains: ['policy-offer'] }))).rejects.toThrow(LetterFallsShort);
  });

  it('to a name that no font can write is not printed with a gap', async () => {
    await expect(writtenLetter(letter({ name: 'Ա. Պետրոսյան' }))).rejects.toThrow(NoGlyph);
  });
});

describe('Under CA-998, where the mail goes elsewhere (CA-998-LETTER)', () => {
  const elsewhere = (change: Partial<LetterToWrite> = {}) => letter({ law: california, mailingAddress: '9 Oak Ave\nFresno CA 93702', ...change });

  it('a copy goes to "Occupant" at the premises', async () => {
    const { facts, pdf } = await writtenLetter(elsewhere());
    const { text, squeezed } = await read(pdf);
    expect(facts.copies).toBe(2);
    expect(text).toContain(squeezed('Occupant 1 Elm St, Dayton OH 45402'));
  });

  it('none goes there when both addresses are the same, however they are written', async () => {
    expect((await writtenLetter(elsewhere({ mailingAddress: '1 ELM ST.\nDayton, OH 45402' }))).facts.copies).toBe(1);
  });

  it('none goes there under a law that does not ask for it', async () => {
    expect((await writtenLetter(elsewhere({ law: ohio }))).facts.copies).toBe(1);
  });
});

const values: DocumentValues = {
  'utility-name': 'The district', 'contact-person': 'P. Supervisor', phone: '559-555-0142', 'policy-at': 'www.example.gov/a-very-long-address-of-a-page/that-has-to-be-cut-somewhere/since-no-line-holds-it/policy',
  'legal-aid': 'Legal Aid, 12 Court Street', 'customer-name': 'José Nguyễn', 'third-party-name': '김영희', 'mailing-address': '1 Elm St', 'service-address': '1 Elm St', account: 'A1', notice: 'A1.1.n1',
  'notice-date': localDate('2027-03-10'), 'amount-past-due': 24_050, 'pay-by-date': localDate('2027-03-27'), 'shut-off-date': localDate('2027-03-29'), 'same-day-until': '16:00',
  'reconnection-fee': 4_500, 'monthly-cost': 9_100, 'down-payment': 6_000, 'plan-total': 24_050, instalments: [{ dueOn: localDate('2027-04-15'), amountCents: 18_050 }], 'cure-days': '5',
  'returned-amount': 24_050, 'returned-on': localDate('2027-03-08'), 'returned-fee': 3_000, 'certify-on': localDate('2027-09-01'), 'object-by': localDate('2027-08-20'), 'posted-notice': 'Final notice',
  docket: '1:27-bk-10412', 'petition-date': localDate('2027-03-01'), 'new-account-from': localDate('2027-03-02'), 'assurance-amount': 16_000, 'assurance-by': localDate('2027-03-22'), 'void-papers': 'A100085.1.n1, A100085.1.w1',
};

function everyDocument(law: Law) {
  const set = law.documents!;
  return Object.keys(set.structures).map((document) => ({ document, parts: languages.map((language) => compose(set, document, language, values)).map((text) => ({ text, layout: set.forms[text.form]! })) }));
}

describe.each([['OH-COUNTY@1', ohio], ['CA-998@2', california]])('Under %s', (_name, law) => {
  it.each(everyDocument(law))('the $document in six languages says every word that was composed, inside the edges of the paper', async ({ parts }) => {
    const { pdf, pages: count } = await documentPdf(parts, { letterhead, at: instant('2027-03-10T16:00:00Z') });
    const { pages, text, squeezed } = await read(pdf);
    expect(count).toBe(pages.length);
    const lost = parts.flatMap(({ text: part }) => [part.title, part.opening, ...part.sections.map((section) => section.text)]).filter((said) => !text.includes(squeezed(said)));
    // What goes over to the next page has the footer in between.
    expect(lost.filter((said) => !text.includes(squeezed(said).slice(0, 12)))).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(count);
    const composed = parts.flatMap(({ text: part }) => [part.title, part.opening, ...part.facts.flatMap((fact) => [fact.label, fact.value]), ...part.sections.flatMap((section) => [section.heading ?? '', section.text])]).map(squeezed).join('');
    const letters = (all: string) => [...all].filter((one) => /\p{L}/u.test(one)).length;
    // Sender, address, footers and lines to write on come on top; nothing may be lost.
    expect(letters(text)).toBeGreaterThanOrEqual(letters(composed));
    for (const page of pages) for (const piece of page.pieces) expect({ str: piece.str, right: piece.transform[4]! + piece.width <= page.width - 18, low: piece.transform[5]! >= 16 }).toEqual({ str: piece.str, right: true, low: true });
  });
});

it('all values of this file are known, so that every block of every document is looked at', () => {
  expect(filledNames(values).size).toBe(Object.keys(values).length);
});
