import PDFDocument from 'pdfkit';
import { epochMilliseconds } from '../../libs/calendar/days.ts';
import type { ComposedDocument, FormLayout } from '../../libs/documents/index.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { fontFile, featuresOf } from './fonts.ts';
import type { Measure } from './line-layout.ts';
import { Sheet, type SheetOptions } from './sheet.ts';

export interface PrintedDocument {
  readonly pdf: Buffer;
  readonly pages: number;
}

export interface PrintOptions {
  /** The utility's name and address, a line each; the name first. */
  readonly letterhead: readonly string[];
  /** The file's date: the same document gives the same bytes, whenever it is printed. */
  readonly at: Instant;
  /** The law on which it rests, in small print. */
  readonly small?: readonly string[];
  readonly largePrint?: boolean;
}

/** Eighteen points, as the guidelines for large print have it. */
const largePrintSize = 18;
const sizeStep = 0.5;
const measuredAt = 100;

/**
 * Lays a document out in each of its languages, one after the other, tagged for readers of screens. Each language stays on one page
 * when a size of the text within the form's limits allows it.
 * @throws NoGlyph when no font has a letter
 */
export async function documentPdf(parts: readonly { readonly text: ComposedDocument; readonly layout: FormLayout }[], options: PrintOptions): Promise<PrintedDocument> {
  const [first] = parts;
  if (!first) throw new Error('A document has to be written in one language at least');
  const at = new Date(epochMilliseconds(options.at));
  const doc = new PDFDocument({
    autoFirstPage: false,
    tagged: true,
    displayTitle: true,
    lang: first.text.language,
    pdfVersion: '1.7',
    info: { Title: first.text.title, CreationDate: at, ModDate: at },
  });
  const bytes = collect(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const measure = measureIn(doc);
  let count = 0;
  for (const { text, layout } of parts) {
    const section = doc.struct('Sect', { lang: text.language, title: text.title });
    root.add(section);
    const sheet = { doc, text, layout, letterhead: options.letterhead, small: options.small ?? [], measure };
    const { size, pages } = fitting(sheet, options.largePrint ?? false);
    count += new Sheet({ ...sheet, size, section, pages }).print();
    section.end();
  }
  root.end();
  doc.end();
  return { pdf: await bytes, pages: count };
}

/** The largest size that needs no more pages than the smallest: one page where that can be, and no small print on two. */
function fitting(sheet: Omit<SheetOptions, 'size' | 'section' | 'pages'>, largePrint: boolean): { readonly size: number; readonly pages: number } {
  const pagesAt = (size: number) => new Sheet({ ...sheet, size, section: null, pages: 0 }).print();
  if (largePrint) return { size: largePrintSize, pages: pagesAt(largePrintSize) };
  const [largest, smallest] = sheet.layout.body;
  const pages = pagesAt(smallest);
  let size = largest;
  while (size > smallest && pagesAt(size) > pages) size -= sizeStep;
  return { size, pages };
}

/** Widths grow with the size: each piece of text is measured once. */
function measureIn(doc: PDFKit.PDFDocument): Measure {
  const widths = new Map<string, number>();
  return (text, font, weight) => {
    const key = `${font}|${weight}|${text}`;
    const width = widths.get(key) ?? doc.font(fontFile(font, weight)).fontSize(measuredAt).widthOfString(text, { features: featuresOf(font) }) / measuredAt;
    widths.set(key, width);
    return width;
  };
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.once('end', () => resolve(Buffer.concat(chunks)));
    doc.once('error', reject);
  });
}
