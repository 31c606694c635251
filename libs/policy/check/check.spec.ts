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

  describe('for its written policy', () => {
    const errorsOf = (...changes: readonly (readonly [from: string, to: string])[]) => {
      cpSync(packFolder('CA-998@2'), folder, { recursive: true });
      for (const [from, to] of changes) change(from, to);
      return checkPack(folder).faults.filter(({ severity }) => severity === 'error').map(faultLine);
    };
    const without = (language: string) => ['languages: [en, es, zh-Hant, tl, vi, ko]\n  letterhead', `languages: [${['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'].filter((known) => known !== language).join(', ')}]\n  letterhead`] as const;
    // The occupants' letter is asked for in all of them as well: a pack that writes fewer changes that, too.
    const occupants = (language: string) => ['languages: [en, es, zh-Hant, tl, vi, ko]\n          rule: CA-998-TENANT', `languages: [${['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'].filter((known) => known !== language).join(', ')}]\n          rule: CA-998-TENANT`] as const;

    it('every language of the law is there', () => expect(errorsOf()).toEqual([]));

    it.each(['es', 'zh-Hant', 'tl', 'vi', 'ko'])('without %s it is refused (CA-998-LANG)', (language) => {
      expect(errorsOf(without(language), occupants(language))).toEqual([expect.stringMatching(new RegExp(`The policy is not written in ${language}, which CA-998-LANG \\(HSC 116906; Civ\\. 1632\\) asks of a utility with 12000 connections\\.`))]);
    });

    it('at 199 connections a language that is had on request passes; not at 200, and not one that is not offered (CA-998-LANG)', () => {
      const size = (connections: number, onRequest: string) => ['connections: 12000', `connections: ${connections}\n  onRequest: [${onRequest}]`] as const;
      expect(errorsOf(without('ko'), occupants('ko'), size(199, 'ko'))).toEqual([]);
      expect(errorsOf(without('ko'), occupants('ko'), size(200, 'ko'))).toEqual([expect.stringContaining('not written in ko')]);
      expect(errorsOf(without('ko'), occupants('ko'), size(199, 'es'))).toEqual([expect.stringContaining('not to be had in ko')]);
    });

    it('a language that many of the area speak is asked for too (CA-998-LANG)', () => {
      expect(errorsOf(['connections: 12000', 'connections: 12000\n  areaLanguages: [hy]'])).toEqual([expect.stringContaining('not written in hy')]);
    });

    it('a pack under the Act without one is refused, and one that lacks what the law lists (CA-998-POLICY)', () => {
      expect(errorsOf(['policy:\n  document: shut-off-policy\n  contains: [policy-deferral, policy-schedules, policy-appeal, phone]\n  connections: 12000\n  rule: CA-998-POLICY\n  languagesRule: CA-998-LANG\n', ''])).toEqual([expect.stringContaining('rests on CA-998-SCOPE and names no written policy')]);
      expect(errorsOf(['document: shut-off-policy', 'document: door-tag'])).toEqual([expect.stringContaining('The policy "door-tag" lacks policy-deferral, policy-schedules, policy-appeal in one of its languages.')]);
    });

    it('what a visit leaves says what is asked of a notice, and there is such a paper (CA-998-VISIT)', () => {
      expect(errorsOf(['visit: visit-notice, ', ''])).toEqual([expect.stringContaining('no document says what it leaves')]);
      expect(errorsOf(['visit: visit-notice, ', 'visit: door-tag, '])).toEqual([expect.stringContaining('What a visit leaves ("door-tag") lacks pay-by-date, extension-process')]);
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
