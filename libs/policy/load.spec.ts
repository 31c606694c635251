import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/chain.ts';
import { because, UnknownRule } from './evaluate.ts';
import { BrokenPack, loadLaw, loadLawFrom } from './load.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), 'packs', 'oh-county', '1');

describe('Policy packs', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    cpSync(source, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const changed = (from: string, to: string) => {
    const file = join(folder, 'pack.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    return () => loadLawFrom(folder);
  };

  it('OH-COUNTY version 1 is known by its hashes: the same bytes of law give the same hash', () => {
    const law = loadLaw('OH-COUNTY@1');
    expect(loadLawFrom(folder)).toEqual(law);
    expect(law.packHash).toMatch(/^[0-9a-f]{64}$/);
    expect(loadLaw('OH-COUNTY@1')).toBe(law);
  });

  it('a changed number is another law', () => {
    expect(changed('basisPoints: 1000', 'basisPoints: 1001')().packHash).not.toBe(loadLaw('OH-COUNTY@1').packHash);
  });

  it('the forms of an authority\'s files are law, too', () => {
    const { pack, bankruptcy, documents, layouts, packHash } = loadLaw('OH-COUNTY@1');
    const hashWith = (forms: unknown) => sha256(canonicalText({ pack, bankruptcy, documents, layouts: forms }));
    expect(Object.keys(layouts)).toEqual(['ohio-county-auditor']);
    expect(packHash).toBe(hashWith(layouts));
    expect(packHash).not.toBe(hashWith({ 'ohio-county-auditor': { ...layouts['ohio-county-auditor'], roll: { ...layouts['ohio-county-auditor']?.roll, lineEnd: 'lf' } } }));
  });

  it.each([
    ['a guard that nobody knows', 'no-hold-stands: { rule: GEN-HOLDS }', 'nobody-minds: { rule: GEN-HOLDS }'],
    ['an argument of the wrong kind', 'days: 15', 'days: soon'],
    ['a field that is none', 'sweepAt:', 'sweptAt:'],
    ['an hour that does not exist', 'sweepAt: "06:00"', 'sweepAt: "26:00"'],
    ['a half cent', 'cents: 4500', 'cents: 4500.5'],
  ])('%s is refused at load', (_name, from, to) => {
    expect(changed(from, to)).toThrow(BrokenPack);
  });

  it('names a calendar of its own, or one that packs share, by name and version', () => {
    const law = changed('calendar: calendar.yaml', 'calendar: CA-DISTRICT-OFFICE@1')();
    expect([law.calendar.id, law.calendar.zone]).toEqual(['CA-DISTRICT-OFFICE', 'America/Los_Angeles']);
    expect(law.calendarHash).not.toBe(loadLaw('OH-COUNTY@1').calendarHash);
  });

  it('a shared calendar that is none is refused at the line that names it', () => {
    expect(changed('calendar: calendar.yaml', 'calendar: CA-DISTRICT-OFFICE@99')).toThrow(/pack\.yaml:6: error: .*ca-district-office\/99\.yaml cannot be used: there is no such file/);
  });

  it('a rule that is cited but not listed is refused by name', () => {
    expect(changed('rule: OP-APPLY', 'rule: OP-UNHEARD')).toThrow(/rule OP-UNHEARD is cited but not listed/);
  });

  it.each(['OH-COUNTY', 'oh-county@1', 'OH-COUNTY@9'])('%s is no pack', (reference) => {
    expect(() => loadLaw(reference)).toThrow(BrokenPack);
  });

  it('a reason for a rule that the pack does not list is a defect, by name', () => {
    expect(() => because(loadLaw('OH-COUNTY@1'), 'OP-UNHEARD', 'why')).toThrow(UnknownRule);
  });
});
