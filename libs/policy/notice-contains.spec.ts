import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentStatement } from '../documents/index.ts';
import { faultLine } from './check/fault.ts';
import type { Facts } from './facts.ts';
import { checkPack, loadLaw, packFolder } from './load.ts';
import { noticeStatement } from './notice-statement.ts';
import { noticeContains } from './predicates/notice-contains.ts';

const law = loadLaw('OH-COUNTY@1');
const craft = { blocks: ['dispute-how', 'person-with-power-to-correct', 'phone'], rule: 'GEN-CRAFT' };
const ask = (args: Parameters<typeof noticeContains.evaluate>[0], statement: DocumentStatement | null, customerLanguage: string | null = null) =>
  noticeContains.evaluate(args, { noticeStatement: statement, customerLanguage } as Facts, law);

describe('notice-contains (GEN-CRAFT, CA-998-LETTER, CA-998-NOTICE-LANG)', () => {
  const inEnglish = noticeStatement(law, undefined) as DocumentStatement;
  const inBoth = noticeStatement(law, 'es') as DocumentStatement;

  it('holds for a notice whose own statement lists the contents', () => {
    expect(ask(craft, inEnglish)).toMatchObject({ holds: true, facts: { document: 'disconnect-notice', languages: 'en', lacking: '' } });
  });

  it('refuses when one is missing, and names it', () => {
    const without = { ...inEnglish, contains: inEnglish.contains.filter((block) => block !== 'dispute-how') };
    expect(ask(craft, without)).toMatchObject({ holds: false, notBefore: null, sentence: 'The notice (disconnect-notice, in en) lacks dispute-how.' });
  });

  it('refuses a notice that states nothing', () => {
    expect(ask(craft, null).holds).toBe(false);
  });

  it("asks for the customer's own language where the pack has it, and only there", () => {
    const args = { ...craft, languages: ['en'], customersLanguage: true };
    expect([ask(args, inEnglish, 'es').holds, ask(args, inBoth, 'es').holds, ask(args, inEnglish, 'hy').holds, ask(args, inEnglish).holds]).toEqual([false, true, true, true]);
    expect(ask(args, inEnglish, 'es').sentence).toContain('lacks its text in es');
  });

  it('the statement follows the pack: without an address for the policy there is no offer of it', () => {
    expect(inEnglish.contains).not.toContain('policy-offer');
    const documents = { ...law.pack.documents!, values: { 'policy-at': 'example.gov/policy' } };
    expect(noticeStatement({ ...law, pack: { ...law.pack, documents } }, undefined)?.contains).toContain('policy-offer');
  });
});

describe('A pack is refused', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    cpSync(packFolder('OH-COUNTY@1'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const faults = () => checkPack(folder).faults.filter(({ severity }) => severity === 'error').map(faultLine).join('\n');
  const change = (from: string, to: string) => {
    const file = join(folder, 'pack.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  };
  const guard = (blocks: string) => change('- notice-names-a-person: { rule: GEN-CRAFT }', `- notice-contains: { blocks: [${blocks}], rule: GEN-CRAFT }`);

  it('when a guard demands content that no document supplies', () => {
    guard('dispute-how, occupant-rights');
    expect(faults()).toContain('The document "disconnect-notice" never contains occupant-rights.');
  });

  it('not when the document supplies it', () => {
    guard('dispute-how, phone, customer-name-and-address');
    expect(faults()).toBe('');
  });

  it('when it names a family of texts that is not there', () => {
    change('texts: [us-utility]', 'texts: [us-utilities]');
    expect(faults()).toContain('There is no family of texts "us-utilities"');
  });

  it('when a step sends a document that is not there', () => {
    change('notice: disconnect-notice', 'notice: love-letter');
    expect(faults()).toContain('The step notice sends "love-letter", and there is no such document.');
  });

  it('when it promises a language that nobody wrote', () => {
    change('languages: [en', 'languages: [en, hy');
    expect(faults()).toContain('There are no texts in hy');
  });

  it('not when its own folder adds the language of its area or other words', () => {
    const before = checkPack(folder).law;
    mkdirSync(join(folder, 'documents'));
    writeFileSync(join(folder, 'documents', 'en.yaml'), 'language: en\nblocks:\n  bankruptcy: { text: Tell us the docket. }\n');
    const after = checkPack(folder).law;
    expect(after?.documents?.texts['en']?.blocks['bankruptcy']?.text).toBe('Tell us the docket.');
    expect(after?.packHash).not.toBe(before?.packHash);
  });
});
