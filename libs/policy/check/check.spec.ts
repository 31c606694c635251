import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BrokenPack, checkPack, loadLaw, loadLawFrom, packFolder } from '../load.ts';
import { faultLine, type Fault } from './fault.ts';

interface Broken {
  readonly kind: string;
  readonly replace: string;
  readonly by: string;
  readonly on: string;
  readonly says: string;
  readonly severity?: 'warning';
  readonly line?: 'last';
}

const brokenPacks = parse(readFileSync(join(import.meta.dirname, 'broken-packs.yaml'), 'utf8')) as Broken[];

describe('A pack is checked', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    cpSync(packFolder('OH-COUNTY@1'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, 'pack.yaml');
  const change = (from: string, to: string) => {
    const text = readFileSync(file(), 'utf8');
    expect(text).toContain(from);
    writeFileSync(file(), text.replace(from, to));
  };
  const lineOf = (fault: Fault) => readFileSync(file(), 'utf8').split('\n')[(fault.line ?? 0) - 1];

  it('and nothing is wrong with OH-COUNTY@1', () => {
    expect(checkPack(folder).faults.filter((fault) => fault.severity === 'error')).toEqual([]);
  });

  describe.each(brokenPacks)('$kind', (broken) => {
    it('is told with its line and its mending, and refused at load in the same words', () => {
      change(broken.replace, broken.by);
      const { law, faults } = checkPack(folder);
      const fault = faults.find((known) => faultLine(known).includes(broken.says));
      expect({ said: faults.map(faultLine), says: fault && broken.says }).toEqual({ said: expect.anything(), says: broken.says });
      expect(fault?.severity).toBe(broken.severity ?? 'error');
      if (broken.line !== 'last') expect(lineOf(fault as Fault)).toContain(broken.on);
      expect(law === null).toBe(broken.severity !== 'warning');
      if (broken.severity === 'warning') expect(() => loadLawFrom(folder)).not.toThrow();
      else expect(() => loadLawFrom(folder)).toThrow(new BrokenPack(folder, faults.filter((known) => known.severity === 'error')));
    });
  });

  describe('for the penalty that its own cap allows (CA-LATE)', () => {
    const setTo = (basisPoints: number) => {
      cpSync(packFolder('CA-998@2'), folder, { recursive: true });
      change('  basisPoints: 0\n', `  basisPoints: ${basisPoints}\n`);
      return checkPack(folder).faults.filter(({ severity }) => severity === 'error').map(faultLine);
    };

    it('ten percent pass for a community services district', () => expect(setTo(1_000)).toEqual([]));

    it('one basis point more is refused at its line', () => {
      expect(setTo(1_001)).toEqual([expect.stringMatching(/pack\.yaml:\d+: error: A penalty of 10\.01 % is more than the 10 % that CA-LATE lets a community services district charge\. Write 1000 at most/)]);
    });

    it('a city names no such cap, and is held to none', () => {
      cpSync(packFolder('CA-998-CITY@1'), folder, { recursive: true });
      change('  basisPoints: 0\n', '  basisPoints: 1001\n');
      expect(checkPack(folder).law).not.toBeNull();
    });
  });

  it('a calendar that is not there is told by its name', () => {
    change('calendar: calendar.yaml', 'calendar: kalender.yaml');
    expect(checkPack(folder).faults.map(faultLine)).toEqual([expect.stringContaining('kalender.yaml: error: There is no such file.')]);
  });

  it('all faults are told at once', () => {
    change('rule: OP-APPLY', 'rule: OP-UNHEARD');
    change('rule: MESSAGE-PARKED', 'rule: MESSAGE-UNHEARD');
    expect(() => loadLawFrom(folder)).toThrow(/OP-UNHEARD[\s\S]*MESSAGE-UNHEARD/);
  });

  it('a program that runs keeps the law that it has when the files break; one that starts is refused', () => {
    const packs = mkdtempSync(join(tmpdir(), 'packs-'));
    const kept = join(packs, 'oh-county', '1');
    cpSync(folder, kept, { recursive: true });
    const law = loadLaw('OH-COUNTY@1', packs);
    writeFileSync(join(kept, 'pack.yaml'), 'id: [');
    expect(loadLaw('OH-COUNTY@1', packs)).toBe(law);
    expect(() => loadLawFrom(kept)).toThrow(BrokenPack);
    rmSync(packs, { recursive: true });
  });
});
