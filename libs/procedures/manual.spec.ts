import { loadLaw } from '../policy/load.ts';
import { manualHtml } from './manual-html.ts';
import { manualPdf } from './manual-pdf.ts';
import { manualOf } from './manual.ts';
import { statementsOf } from './procedures.ts';

const law = loadLaw('OH-COUNTY@1');
const manual = manualOf(law);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] as string);

describe('The manual as HTML', () => {
  const html = manualHtml(manual);

  it('tells every statement of the law but the days of years to come', () => {
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const untold = statementsOf(law).filter(({ statement }) => !html.includes(`<td>${escaped(statement.text)}</td>`));
    expect(untold.every(({ statement }) => /^calendar\.\w+\.20(28|29)/.test(statement.key))).toBe(true);
  });

  it('has one title, landmarks, and no heading below one that is missing', () => {
    expect(all(html, /<(header|nav|main|footer)[ >]/g)).toEqual(['header', 'nav', 'main', 'footer']);
    const levels = all(html, /<h([1-6])[ >]/g).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('has headers for both columns of every table, and every link and label leads somewhere', () => {
    const tables = all(html, /(<table[\s\S]*?<\/table>)/g);
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) expect(all(table, /<th scope="(\w+)">/g)).toEqual(['col', 'col']);
    const ids = all(html, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const led = [...all(html, /href="#([^"]+)"/g), ...all(html, /aria-labelledby="([^"]+)"/g).flatMap((named) => named.split(' '))];
    expect(led.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('marks a rule that needs counsel wherever it speaks, and one that is a default as such; just beside: a verified one bears no mark', () => {
    const linkedWith = (rule: string) => all(html, new RegExp(`>${rule}</a>([^<]*(?:<strong class="[a-z-]+">[^<]*</strong>)?)`, 'g')).map((mark) => mark.replaceAll(/<[^>]*>/g, '').trim());
    expect(new Set(linkedWith('OH-MC-FEES'))).toEqual(new Set(['needs counsel']));
    expect(new Set(linkedWith('OH-RULES'))).toEqual(new Set(['default']));
    expect(new Set(linkedWith('GEN-CRAFT'))).toEqual(new Set(['']));
  });

  it('says at the front how many rules need counsel', () => {
    expect(html).toContain(`<p class="warning" role="note">${Object.values(law.pack.rules).filter((rule) => rule.status === 'needs-counsel').length} of `);
  });
});

describe('The manual as PDF', () => {
  const made = () => manualPdf(manual, { regular: 'Helvetica', bold: 'Helvetica-Bold' }, new Date(0));

  it('is tagged: language, title, headings, tables with column headers, and a figure that is told in words', async () => {
    const pdf = (await made()).toString('latin1');
    for (const part of ['/Marked true', '/Lang (en-US)', '/DisplayDocTitle true', '/S /H1', '/S /H2', '/S /H3', '/S /Table', '/S /TD', '/S /Figure', '/Scope /Column']) expect(pdf).toContain(part);
    expect(/\/S \/Figure[\s\S]{0,40}\/Alt \(The steps of a case under OH-COUNTY version 1/.test(pdf)).toBe(true);
  });

  it('is the same, byte by byte, for the same law', async () => {
    expect((await made()).equals(await made())).toBe(true);
  });
});

describe('The diagram of the steps', () => {
  it('has every step, and nothing is written over a note or outside of it', () => {
    const { shapes, width, height } = manual.diagram;
    for (const step of Object.values(law.pack.steps)) expect(shapes).toContainEqual(expect.objectContaining({ kind: 'text', text: step.says }));
    const texts = shapes.filter((shape) => shape.kind === 'text');
    const notes = shapes.filter((shape) => shape.kind === 'box' && shape.tone === 'note');
    for (const text of texts) {
      const letters = text.text.length * text.size * 0.5;
      const left = text.anchor === 'middle' ? text.x - letters / 2 : text.x;
      expect(left >= 0 && left + letters <= width && text.y <= height).toBe(true);
      const crossing = notes.filter((note) => note.kind === 'box' && left < note.x - 1 && left + letters > note.x && text.y > note.y && text.y - text.size < note.y + note.height);
      expect({ text: text.text, crossing }).toEqual({ text: text.text, crossing: [] });
    }
  });
});
