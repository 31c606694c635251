import type { ComposedDocument, FormLayout } from '../../libs/documents/index.ts';
import { featuresOf, fontFile, type FontName, type Weight } from './fonts.ts';
import { linesOf, type Line, type Measure } from './line-layout.ts';

type Struct = ReturnType<PDFKit.PDFDocument['struct']>;

/** Leading and the way from the top of a line to its baseline, as shares of the size. */
const leading = 1.32;
const ascent = 1.02;
const footerSize = 8;
const ink = '#111111';
const quiet = '#555555';
const shade = '#eef1f4';

export interface SheetOptions {
  readonly doc: PDFKit.PDFDocument;
  /** Null to count the pages without drawing them. */
  readonly section: Struct | null;
  readonly text: ComposedDocument;
  readonly layout: FormLayout;
  readonly letterhead: readonly string[];
  readonly small: readonly string[];
  readonly size: number;
  /** How many there will be, for the last line of each. */
  readonly pages: number;
  /** Of the size one. */
  readonly measure: Measure;
}

/**
 * One language of a document on its pages. Without a structure to write into, nothing is drawn and only the pages are counted.
 */
export class Sheet {
  readonly #left: number;
  readonly #right: number;
  readonly #bottom: number;
  #pages = 0;
  #y = 0;

  constructor(readonly options: SheetOptions) {
    const { layout } = options;
    const [, right, bottom, left] = layout.margins;
    this.#left = left;
    this.#right = layout.paper[0] - right;
    // The last line of the page says which page it is.
    this.#bottom = layout.paper[1] - bottom - 14;
  }

  /** @returns on how many pages it lies */
  print(): number {
    this.#newPage();
    this.#sender();
    this.#address();
    this.#y = this.options.layout.contentFrom;
    this.#paragraph('H1', this.options.text.title, 'bold', Math.max(this.options.layout.title, this.options.size * 1.25));
    this.#y += this.options.size * 0.35;
    this.#paragraph('P', this.options.text.opening, 'regular', this.options.size);
    this.#facts();
    for (const section of this.options.text.sections) this.#block(section);
    if (this.options.small.length > 0) {
      this.#y += this.options.size * 0.6;
      this.#paragraph('P', this.options.small.join(' · '), 'regular', Math.max(7, this.options.size - 3), quiet);
    }
    return this.#pages;
  }

  #newPage(): void {
    this.#pages += 1;
    this.#y = this.options.layout.margins[0];
    if (this.options.section === null) return;
    const [width, height] = this.options.layout.paper;
    this.options.doc.addPage({ size: [width, height], margins: { top: 0, right: 0, bottom: 0, left: 0 } });
    if (this.options.pages > 1) this.#footer();
  }

  #sender(): void {
    const [name, ...rest] = this.options.letterhead;
    if (name === undefined) return;
    this.#paragraph('P', name, 'bold', this.options.size + 1.5);
    for (const line of rest) this.#paragraph('P', line, 'regular', Math.min(9, this.options.size), quiet);
  }

  /** Long addresses are set closer, so that all of them shows. */
  #address(): void {
    const { window } = this.options.layout;
    if (!window || this.options.text.to.length === 0) return;
    const [x, y, width, height] = window.address;
    const fits = (size: number) => this.options.text.to.flatMap((line) => this.#lines(line, 'regular', size, width)).length * size * leading <= height;
    let size = 10.5;
    while (!fits(size) && size > 6) size -= 0.5;
    const lines = this.options.text.to.flatMap((line) => this.#lines(line, 'regular', size, width));
    this.#structured('P', () => lines.forEach((line, index) => this.#drawLine(line, 'regular', size, x, y + index * size * leading, ink)));
  }

  #facts(): void {
    const { facts } = this.options.text;
    if (facts.length === 0) return;
    this.#y += this.options.size * 0.6;
    const pad = this.options.size * 0.5;
    const width = this.#right - this.#left;
    const labelWidth = width * (width > 300 ? 0.36 : 0.45);
    const rows = facts.map(({ label, value }) => ({
      label: this.#lines(label, 'bold', this.options.size, labelWidth - pad),
      value: this.#lines(value, 'regular', this.options.size, width - labelWidth - 2 * pad),
    }));
    const heightOf = (row: (typeof rows)[number]) => Math.max(row.label.length, row.value.length) * this.options.size * leading;
    const height = rows.reduce((sum, row) => sum + heightOf(row), 0) + 2 * pad;
    if (this.#y + height > this.#bottom) this.#newPage();
    this.#artifact(() => this.options.doc.rect(this.#left, this.#y, width, height).fill(shade));
    this.#y += pad;
    const table = this.options.section && this.options.doc.struct('Table');
    if (table) this.options.section?.add(table);
    for (const row of rows) {
      const line = table && this.options.doc.struct('TR');
      if (line) table.add(line);
      const cell = (tag: 'TH' | 'TD', weight: Weight, lines: readonly Line[], x: number) =>
        line?.add(this.options.doc.struct(tag, {}, () => lines.forEach((part, index) => this.#drawLine(part, weight, this.options.size, x, this.#y + index * this.options.size * leading, ink))));
      cell('TH', 'bold', row.label, this.#left + pad);
      cell('TD', 'regular', row.value, this.#left + pad + labelWidth);
      line?.end();
      this.#y += heightOf(row);
    }
    table?.end();
    this.#y += pad;
  }

  #block({ heading, text, lines }: ComposedDocument['sections'][number]): void {
    this.#y += this.options.size * 0.55;
    // A heading does not stay behind when its text goes to the next page.
    if (heading !== null && this.#y + 3 * this.options.size * leading > this.#bottom) this.#newPage();
    if (heading !== null) this.#paragraph('H2', heading, 'bold', this.options.size);
    this.#paragraph('P', text, 'regular', this.options.size);
    for (let index = 0; index < lines.length; index += 2) this.#writingLines(lines.slice(index, index + 2));
  }

  /** Lines to write on, two beside each other, with what belongs there under each. */
  #writingLines(labels: readonly string[]): void {
    const size = Math.max(8, this.options.size - 1.5);
    const height = this.options.size * 2.2 + size * leading;
    if (this.#y + height > this.#bottom) this.#newPage();
    const width = this.#right - this.#left;
    const places = [{ x: this.#left, width: width * 0.56 }, { x: this.#left + width * 0.62, width: width * 0.38 }];
    const line = this.#y + this.options.size * 2.2;
    labels.forEach((label, index) => {
      const place = places[index] as (typeof places)[number];
      this.#artifact(() => this.options.doc.moveTo(place.x, line).lineTo(place.x + place.width, line).lineWidth(0.6).stroke(quiet));
      const [words] = this.#lines(label, 'regular', size, place.width);
      this.#structured('P', () => words && this.#drawLine(words, 'regular', size, place.x, line + 1, quiet));
    });
    this.#y += height;
  }

  #paragraph(tag: string, text: string, weight: Weight, size: number, color = ink): void {
    const lines = this.#lines(text, weight, size, this.#right - this.#left);
    const step = size * leading;
    let from = 0;
    while (from < lines.length) {
      const fitting = Math.max(0, Math.floor((this.#bottom - this.#y) / step));
      if (fitting === 0) {
        this.#newPage();
        continue;
      }
      const part = lines.slice(from, from + fitting);
      const top = this.#y;
      this.#structured(tag, () => part.forEach((line, index) => this.#drawLine(line, weight, size, this.#left, top + index * step, color)));
      this.#y += part.length * step;
      from += part.length;
    }
  }

  #lines(text: string, weight: Weight, size: number, width: number): readonly Line[] {
    return linesOf(text.normalize('NFC'), this.options.text.language, weight, width, (part, font, weightOf) => this.options.measure(part, font, weightOf) * size);
  }

  #font(name: FontName, weight: Weight, size: number): PDFKit.PDFDocument {
    return this.options.doc.font(fontFile(name, weight)).fontSize(size);
  }

  #drawLine(line: Line, weight: Weight, size: number, x: number, top: number, color: string): void {
    let at = x;
    for (const run of line) {
      // One baseline for all fonts of a line: each font's own ascent would make them dance.
      this.#font(run.font, weight, size).fillColor(color).text(run.text, at, top, { lineBreak: false, baseline: -size * ascent, features: featuresOf(run.font) });
      at += run.width;
    }
  }

  #structured(tag: string, draw: () => void): void {
    this.options.section?.add(this.options.doc.struct(tag, {}, draw));
  }

  #artifact(draw: () => void): void {
    if (this.options.section === null) return;
    this.options.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.options.doc.endMarkedContent();
  }

  #footer(): void {
    const { text, pages, layout } = this.options;
    const words = text.pageOf.replace('{page}', String(this.#pages)).replace('{pages}', String(pages));
    const [line] = this.#lines(words, 'regular', footerSize, this.#right - this.#left);
    const top = layout.paper[1] - layout.margins[2] - footerSize;
    this.#artifact(() => line && this.#drawLine(line, 'regular', footerSize, this.#left, top, quiet));
  }
}
