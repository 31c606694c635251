import PDFDocument from 'pdfkit';
import { epochMilliseconds } from '../../libs/calendar/days.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import type { NoticeText } from './disconnect-notice.ts';

const sizes = { body: 10.5, title: 15, small: 7.5 };
const margin = 64;
/** Where the window of the envelope is. */
const addressTop = 150;
const titleTop = 250;
const labelWidth = 130;

/** The same notice gives the same bytes, whenever it is printed: the file's date is that of the order. */
export async function noticePdf(text: NoticeText, orderedAt: Instant): Promise<Buffer> {
  const orderedOn = new Date(epochMilliseconds(orderedAt));
  const page = new PDFDocument({ size: 'LETTER', margin, lang: 'en-US', info: { Title: text.title, CreationDate: orderedOn, ModDate: orderedOn } });
  const bytes = collect(page);
  page.font('Helvetica').fontSize(sizes.body);
  page.text(lines(text.from), margin, margin);
  page.text(lines(text.to), margin, addressTop);
  page.font('Helvetica-Bold').fontSize(sizes.title).text(printable(text.title), margin, titleTop).moveDown();
  page.fontSize(sizes.body);
  for (const [label, value] of text.facts) row(page, label, value);
  page.x = margin;
  for (const { heading, text: paragraph } of text.paragraphs) {
    page.moveDown().font('Helvetica-Bold').text(printable(heading)).font('Helvetica').text(printable(paragraph));
  }
  page.moveDown(2).fontSize(sizes.small).text(lines(text.small));
  page.end();
  return bytes;
}

function row(page: PDFKit.PDFDocument, label: string, value: string): void {
  const top = page.y;
  page.font('Helvetica-Bold').text(printable(label), margin, top, { width: labelWidth });
  page.font('Helvetica').text(printable(value), margin + labelWidth, top);
}

function lines(texts: readonly string[]): string {
  return texts.map(printable).join('\n');
}

/** The standard fonts of PDF know Western European letters: others lose their accents, or become a question mark. */
function printable(text: string): string {
  return [...text].map((letter) => (isWestern(letter) ? letter : withoutAccents(letter))).join('');
}

function isWestern(letter: string): boolean {
  return /^[\n\x20-\x7e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/.test(letter);
}

function withoutAccents(letter: string): string {
  const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(isWestern) ? plain : '?';
}

function collect(page: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => resolve(Buffer.concat(chunks)));
    page.once('error', reject);
  });
}
