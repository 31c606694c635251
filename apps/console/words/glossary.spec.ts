import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { accountEventSchemas } from '../../../libs/account/account.events.ts';
import { caseEventSchemas } from '../../../libs/case/case.events.ts';
import { defaultDeskWords, insideWords } from '../../../libs/kernel/desk-words.ts';
import { eventTitle, interventionWords, roleWords, ruleStatusWords, spelled, statusWords, stuckWords } from './glossary.ts';
import { saying, speak } from './spoken.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const zone = 'America/New_York';
const titles = () => [...Object.keys(accountEventSchemas), ...Object.keys(caseEventSchemas)].map(eventTitle);
const tables = () => [statusWords, stuckWords, interventionWords, roleWords, ruleStatusWords].flatMap((table) => Object.values<string>(table));

beforeEach(() => speak({ words: defaultDeskWords, zone }));

describe('the words of the desk', () => {
  it('hold none that only the engine knows', () => {
    for (const words of [...tables(), ...titles()]) expect(words).not.toMatch(insideWords);
  });

  it('say lock-off for every shut-off', () => {
    expect([...tables(), ...titles()].filter((words) => /shut.?off|door tag|[{}]/i.test(words))).toEqual([]);
    expect([statusWords['shut-off'], statusWords['door-tag-posted'], eventTitle('ShutOffOrdered')]).toEqual(['Locked off', 'Hang tag hung', 'Lock-off ordered']);
  });

  it('are those of the utility: another one says disconnection, door notice and final', () => {
    speak({ words: { ...defaultDeskWords, shutOff: 'disconnection', shutOffDone: 'disconnected', doorNotice: 'door notice', notice: 'final', crew: 'technician' }, zone });
    expect([statusWords['shut-off'], statusWords['notice-mailed'], statusWords['shut-off-ordered']]).toEqual(['Disconnected', 'Final mailed', 'Technician sent for disconnection']);
    expect(['ShutOffPlanned', 'DoorTagOrdered', 'NoticeOrdered', 'WorkOrderRecalled'].map(eventTitle)).toEqual(['Disconnection planned', 'Door notice ordered', 'Final ordered', 'Technician called back']);
    expect([...tables(), ...titles()].filter((words) => /lock.?off|locked|hang tag|\bcrew\b/i.test(words))).toEqual([]);
    expect(Object.entries({ ...statusWords })).toHaveLength(Object.keys(statusWords).length);
  });

  it('spell what has no word of its own', () => {
    expect(['NoticeOrdered', 'PetitionFiled'].map(eventTitle)).toEqual(['Notice ordered', 'Petition filed']);
    expect(['pre-petition', 'pastDueCents', 'planned'].map(spelled)).toEqual(['Pre petition', 'Past due', 'Planned']);
  });
});

describe('what the API says', () => {
  it('is said in the words of the desk, with days as people write them', () => {
    expect(saying('Shut-off: every guard holds.')).toBe('Lock-off: nothing stands against it.');
    expect(saying('A door tag is due on 2027-03-29; the water is shut off at 2027-04-01T13:00:00.000Z.')).toBe('A hang tag is due on Mar 29, 2027; the water is locked off at Apr 1, 2027, 9:00 AM.');
    speak({ words: { ...defaultDeskWords, shutOff: 'disconnection' }, zone });
    expect(saying('The shut-off waits for two shut-offs.')).toBe('The disconnection waits for two disconnections.');
  });

  it('is short of the ids that were drawn', () => {
    expect(saying('Arrangement a-68323d6e-a08a-4e17-934a-122360069bb8 is kept')).toBe('Arrangement a-68323d6e is kept');
  });

  it('stays as it is where somebody is quoted, and in ids', () => {
    expect(saying('A person said "no shut-off before 2027-05-01, please".')).toBe('A person said "no shut-off before 2027-05-01, please".');
    expect(saying('Docket 2:27-bk-50123, bill B-2027-03-01/2 and 2027-13-45')).toBe('Docket 2:27-bk-50123, bill B-2027-03-01/2 and 2027-13-45');
  });
});

/** Texts of a source: what stands between quotation marks, and between tags. Types and the names of files are none. */
function textsOf(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return texts;
}

/** A text that people read: more than one word. What is asked of the database is none. */
const isSentence = (text: string) => /\p{L}\s+\p{L}/u.test(text) && !/\b(select|where)\b|\bas "/i.test(text);

describe('Fence, Episode, Advance, Nudge and Fold', () => {
  const found = (files: readonly string[], counts: (text: string) => boolean) =>
    files.flatMap((file) => textsOf(file).filter((text) => insideWords.test(text) && counts(text)).map((text) => `${file}: ${text.trim().slice(0, 120)}`));
  const sources = (pattern: string) => globSync(pattern, { cwd: root }).filter((file) => !/\.spec\.tsx?$|\/generated\//.test(file));

  it('stand in no text of the console', () => {
    const files = sources('apps/console/**/*.{ts,tsx}');
    expect(files.length).toBeGreaterThan(20);
    // What it knows the API's words by is never shown.
    expect(found(files, (text) => !/^[A-Z]\w+$/.test(text))).toEqual([]);
  });

  it('stand in no sentence of what decides and of what answers', () => {
    const files = sources('{libs/{account,bankruptcy,case,policy,tax-roll,procedures,store/read},apps/api}/**/*.ts').filter((file) => !/\.routes\.ts$|\/documentation\//.test(file));
    expect(found(files, isSentence)).toEqual([]);
  });

  it('stand in no sentence of a pack', () => {
    const sentences = globSync('libs/policy/packs/**/*.yaml', { cwd: root }).flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n').filter((line) => /\bsays:/.test(line)));
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((line) => insideWords.test(line))).toEqual([]);
  });
});
