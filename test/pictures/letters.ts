/*
 * Draws every document in every language as California's district sends it: docs/letters/<document>.png, one sheet of pages each.
 * `node --import tsx test/pictures/letters.ts [PART OF A NAME]`; needs pdftoppm (apt-get install poppler-utils).
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { documentPdf } from '../../activities/correspondence/document-pdf.ts';
import { compose, type ComposedDocument, type DocumentValues } from '../../libs/documents/index.ts';
import { instant, localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { packValues, senderOf } from '../../libs/policy/notice-statement.ts';
import { payoffDocument, type Payoff } from '../../libs/tax-roll/index.ts';
import { contactSheet, pagesOf, pngOf } from './gray-picture.ts';

const mostBytes = 60_000;
const law = loadLaw('CA-998@2');
const { documents } = law;
if (documents === null) throw new Error('CA-998@2 names no documents');

const values: DocumentValues = {
  ...packValues(law),
  'legal-aid': 'Valley Legal Aid, 12 Court Street, Fresno CA 93721, 559-555-0188',
  'customer-name': 'José Nguyễn 王小明',
  'third-party-name': '김영희',
  'mailing-address': '1204 Elm Street, Apartment 7\nFresno CA 93702',
  'service-address': '1204 Elm Street, Apartment 7, Fresno CA 93702',
  account: 'A100085',
  notice: 'A100085.1.n1',
  'posted-notice': 'A100085.1.n1',
  'notice-date': localDate('2027-03-10'),
  'amount-past-due': 24_050,
  'pay-by-date': localDate('2027-03-27'),
  'shut-off-date': localDate('2027-03-29'),
  'monthly-cost': 9_100,
  'plan-total': 24_050,
  'down-payment': 6_000,
  instalments: [6_017, 6_017, 6_016].map((amountCents, month) => ({ dueOn: localDate(`2027-0${month + 4}-15`), amountCents })),
  'returned-amount': 24_050,
  'returned-on': localDate('2027-03-08'),
  'certify-on': localDate('2027-09-01'),
  'object-by': localDate('2027-08-20'),
  'hearing-on': localDate('2027-08-03'),
  docket: '1:27-bk-10412',
  'petition-date': localDate('2027-03-01'),
  'new-account-from': localDate('2027-03-02'),
  'assurance-amount': 16_000,
  'assurance-by': localDate('2027-03-22'),
  'void-papers': 'A100085.1.n1, A100085.1.w1',
};

const payoff: Payoff = {
  accountId: 'A100085',
  parcelId: '012-345-67',
  asOf: localDate('2027-10-01'),
  expiresOn: localDate('2027-10-11'),
  services: [{ service: 'water', openCents: 9_100 }, { service: 'penalty', openCents: 910 }],
  toUtilityCents: 10_010,
  pastDueCents: 10_010,
  certifiedCents: 24_050,
  suspenseCents: 5_000,
  because: [],
};

const out = path.join(import.meta.dirname, '../../docs/letters');
const folder = mkdtempSync(path.join(tmpdir(), 'arrears-letters-'));
mkdirSync(out, { recursive: true });
try {
  for (const document of Object.keys(documents.structures).filter((name) => name.includes(process.argv[2] ?? ''))) await draw(document, documents.languages.map((language) => compose(documents, document, language, values)), documents);
  await draw('payoff-letter', [payoffDocument(payoff, 'the county, for its secured roll', ['First Title Company', '2 Main Street', 'Placerville CA 95667'])], documents);
} finally {
  rmSync(folder, { recursive: true });
}

/** As large as fits the limit. */
async function draw(document: string, texts: readonly ComposedDocument[], set: NonNullable<typeof documents>): Promise<void> {
  const parts = texts.map((text) => ({ text, layout: set.forms[text.form]! }));
  const { pdf } = await documentPdf(parts, { letterhead: senderOf(law), at: instant('2027-03-10T16:00:00Z') });
  const file = path.join(folder, `${document}.pdf`);
  writeFileSync(file, pdf);
  const picture = path.join(out, `${document}.png`);
  for (let dotsPerInch = 60; dotsPerInch >= 20; dotsPerInch -= 2) {
    const pages = pagesOf(file, dotsPerInch);
    writeFileSync(picture, pngOf(contactSheet(pages, Math.min(6, pages.length))));
    if (statSync(picture).size <= mostBytes) return;
  }
  throw new Error(`${picture} does not become smaller than ${mostBytes} bytes`);
}
