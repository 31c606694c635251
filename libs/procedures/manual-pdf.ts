import PDFDocument from 'pdfkit';
import type { Diagram, Shape } from './diagram.ts';
import { markOf, marksOf, type Manual } from './manual.ts';
import type { Group, Section, Statement } from './statement.ts';

type Page = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

const margin = 54;
const width = 612 - 2 * margin;
const columns = { what: 376, rule: 118, gap: 10 };
const sizes = { title: 22, subtitle: 11, h2: 15, h3: 11.5, h4: 9.5, body: 9.5, mark: 7.5, small: 8 };
const bottom = 792 - margin - 14;
/** Between what stands above the diagram and its first box. */
const gap = 8;
const ink = { plain: '#1a1a1a', soft: '#444444', line: '#cccccc', counsel: '#8a2a00' };

/** Files of fonts that have every letter of the packs; their letters are embedded. */
export interface ManualFonts {
  readonly regular: string;
  readonly bold: string;
}

/** The manual as a tagged PDF: structure, reading order, language, table headers and bookmarks. The same manual gives the same bytes. */
export async function manualPdf(manual: Manual, fonts: ManualFonts, madeOn: Date): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'LETTER',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-US',
    bufferPages: true,
    info: { Title: `${manual.title}: ${manual.subtitle}`, CreationDate: madeOn, ModDate: madeOn },
  });
  const bytes = collected(page);
  page.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const whole = page.struct('Document');
  page.addStructure(whole);
  new ManualWriter(page, whole, manual).write();
  whole.end();
  footers(page, manual);
  page.end();
  return bytes;
}

class ManualWriter {
  constructor(
    private readonly page: Page,
    private readonly whole: Element,
    private readonly manual: Manual,
  ) {}

  write(): void {
    const { page, whole, manual } = this;
    this.line('H1', manual.title, 'bold', sizes.title, whole);
    this.line('P', manual.subtitle, 'regular', sizes.subtitle, whole, ink.soft);
    page.moveDown(0.8);
    this.line('P', manual.warning, 'regular', sizes.body, whole);
    for (const section of manual.sections) this.section(section);
  }

  private section({ id, title, about, groups }: Section): void {
    const { page, whole } = this;
    this.room(110);
    page.moveDown(1);
    page.outline.addItem(title);
    const sect = page.struct('Sect', { title });
    whole.add(sect);
    this.line('H2', title, 'bold', sizes.h2, sect);
    this.line('P', about, 'regular', sizes.body, sect);
    if (id === 'steps') this.diagram(this.manual.diagram, sect);
    for (const group of groups) this.group(group, sect);
    sect.end();
  }

  private group({ title, lead, statements, conditions = [] }: Group, sect: Element): void {
    this.room(64);
    this.page.moveDown(0.7);
    this.line('H3', title, 'bold', sizes.h3, sect);
    if (lead !== undefined) this.line('P', lead, 'regular', sizes.body, sect);
    if (statements.length > 0) this.table('What is done', statements, sect);
    if (conditions.length === 0) return;
    this.room(48);
    this.page.moveDown(0.3);
    this.line('H4', 'Only if all of this is true', 'bold', sizes.h4, sect);
    this.table('Condition', conditions, sect);
  }

  private table(what: string, statements: readonly Statement[], sect: Element): void {
    const { page } = this;
    const table = page.struct('Table');
    sect.add(table);
    this.row(table, 'TH', what, [{ text: 'Rule', color: ink.soft }]);
    for (const { text, rules } of statements) {
      const marks = marksOf(this.manual, rules).map(({ id, status }) => {
        const mark = markOf(status);
        return { text: mark === null ? id : `${id} · ${mark}`, color: status === 'needs-counsel' ? ink.counsel : ink.plain };
      });
      this.row(table, 'TD', text, marks);
    }
    table.end();
  }

  /** A row stands on one page. */
  private row(table: Element, cell: 'TH' | 'TD', what: string, marks: readonly { readonly text: string; readonly color: string }[]): void {
    const { page } = this;
    page.font(cell === 'TH' ? 'bold' : 'regular').fontSize(cell === 'TH' ? sizes.small : sizes.body);
    const whatHeight = page.heightOfString(what, { width: columns.what });
    page.font('regular').fontSize(cell === 'TH' ? sizes.small : sizes.mark);
    const markHeight = marks.reduce((sum, mark) => sum + page.heightOfString(mark.text, { width: columns.rule }), 0);
    const height = Math.max(whatHeight, markHeight) + 5;
    this.room(height);
    const top = page.y + 2;
    const row = page.struct('TR');
    table.add(row);
    const options = cell === 'TH' ? { scope: 'Column' } : {};
    const left = page.struct(cell, options as PDFKit.Mixins.StructureElementOptions);
    const right = page.struct(cell, options as PDFKit.Mixins.StructureElementOptions);
    row.add(left);
    row.add(right);
    page.fillColor(cell === 'TH' ? ink.soft : ink.plain).font(cell === 'TH' ? 'bold' : 'regular').fontSize(cell === 'TH' ? sizes.small : sizes.body);
    page.text(what, margin, top, { width: columns.what, structParent: left });
    page.y = top;
    for (const mark of marks) {
      page.font(cell === 'TH' || mark.color === ink.counsel ? 'bold' : 'regular').fontSize(cell === 'TH' ? sizes.small : sizes.mark).fillColor(mark.color);
      page.text(mark.text, margin + columns.what + columns.gap, page.y, { width: columns.rule, structParent: right });
    }
    left.end();
    right.end();
    row.end();
    page.markContent('Artifact', { type: 'Layout' });
    page.moveTo(margin, top + height - 3).lineTo(margin + width, top + height - 3).lineWidth(0.5).stroke(ink.line);
    page.endMarkedContent();
    page.fillColor(ink.plain);
    page.x = margin;
    page.y = top + height - 2;
  }

  private diagram(diagram: Diagram, sect: Element): void {
    const { page } = this;
    // A pack that asks for much is drawn smaller, not over the end of its page.
    const scale = Math.min(1, (bottom - margin - gap) / diagram.height);
    const height = diagram.height * scale;
    this.room(height + gap);
    const top = page.y + gap;
    const figure = page.struct('Figure', { alt: `${diagram.title}. ${diagram.description}`, bbox: [margin, top, margin + diagram.width * scale, top + height], placement: 'Block' } as PDFKit.Mixins.StructureElementOptions);
    sect.add(figure);
    figure.add(page.markStructureContent('Figure'));
    page.save().translate(margin, top).scale(scale);
    for (const shape of diagram.shapes) draw(page, shape);
    page.restore();
    page.endMarkedContent();
    figure.end();
    page.x = margin;
    page.y = top + height;
  }

  private line(type: string, text: string, font: 'regular' | 'bold', size: number, parent: Element, color = ink.plain): void {
    this.page.font(font).fontSize(size).fillColor(color);
    this.page.text(text, margin, this.page.y, { width, structParent: parent, structType: type });
    this.page.fillColor(ink.plain);
  }

  /** A new page when so much does not fit on this one. */
  private room(height: number): void {
    if (this.page.y + height > bottom) this.page.addPage();
  }
}

const fills = { step: '#e6eefb', end: '#f2f2f2', note: '#fffbe6' } as const;

function draw(page: Page, shape: Shape): void {
  switch (shape.kind) {
    case 'box':
      page.roundedRect(shape.x, shape.y, shape.width, shape.height, shape.tone === 'end' ? shape.height / 2 : 3);
      page.lineWidth(shape.tone === 'note' ? 0.5 : 1).fillAndStroke(fills[shape.tone], '#333333');
      return;
    case 'text': {
      page.font(shape.bold ? 'bold' : 'regular').fontSize(shape.size).fillColor('#1a1a1a');
      const x = shape.anchor === 'middle' ? shape.x - page.widthOfString(shape.text) / 2 : shape.x;
      page.text(shape.text, x, shape.y, { lineBreak: false, baseline: 'alphabetic' });
      return;
    }
    case 'line': {
      const [first, ...others] = shape.points as [readonly [number, number], ...(readonly [number, number])[]];
      page.moveTo(...first);
      for (const point of others) page.lineTo(...point);
      if (shape.dashed) page.dash(3, { space: 3 });
      page.lineWidth(1).stroke('#333333');
      page.undash();
      if (shape.arrow) arrowHead(page, shape.points);
    }
  }
}

function arrowHead(page: Page, points: readonly (readonly [number, number])[]): void {
  const [[fromX, fromY], [x, y]] = points.slice(-2) as [readonly [number, number], readonly [number, number]];
  const angle = Math.atan2(y - fromY, x - fromX);
  const side = (turn: number): [number, number] => [x - 7 * Math.cos(angle + turn), y - 7 * Math.sin(angle + turn)];
  page.moveTo(x, y).lineTo(...side(0.45)).lineTo(...side(-0.45)).closePath().fill('#333333');
}

/** Page numbers, which are no content: a reader that speaks leaves them out. */
function footers(page: Page, manual: Manual): void {
  const { start, count } = page.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    page.switchToPage(index);
    const kept = page.page.margins.bottom;
    page.page.margins.bottom = 0;
    page.markContent('Artifact', { type: 'Pagination' });
    page.font('regular').fontSize(sizes.small).fillColor(ink.soft);
    page.text(`${manual.subtitle}    ${index + 1} / ${count}`, margin, 792 - margin + 8, { width, align: 'center', lineBreak: false });
    page.endMarkedContent();
    page.page.margins.bottom = kept;
  }
}

function collected(page: Page): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => resolve(Buffer.concat(chunks)));
    page.once('error', reject);
  });
}
