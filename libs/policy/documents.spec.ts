import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compose, fullContents, statementOf, valueNames, type DocumentValues } from '../documents/index.ts';
import { localDate } from '../kernel/time.ts';
import { documentsFolder, readDocuments } from './load-documents.ts';
import { loadLaw } from './load.ts';
import type { Pack } from './pack.ts';

const languages = ['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'];
const steps = { notice: 'disconnect-notice', 'door-tag': 'door-tag', 'shut-off': 'restoration-information' };
const pack = (texts: string[]) => ({ documents: { texts, languages, steps, values: {} } }) as unknown as Pack;

const all = new Set(valueNames);
const ofLetter = ['amount-past-due', 'pay-by-date', 'extension-process', 'review-and-appeal', 'arrangement-options'];
/** What the law asks of each document, by rule. */
const asked: Readonly<Record<string, readonly string[]>> = {
  'disconnect-notice': [
    ...['customer-name-and-address', 'amount-past-due', 'pay-by-date', 'extension-process', 'review-and-appeal', 'arrangement-options'], // CA-998-LETTER
    ...['dispute-how', 'person-with-power-to-correct', 'phone'], // GEN-CRAFT
  ],
  'final-notice': ['amount-past-due', 'shut-off-date', 'policy-offer', 'review-and-appeal', 'dispute-how', 'restoration-how'], // CA-998-BREACH
  'door-tag': ['amount-past-due', 'shut-off-date', 'dispute-how', 'phone'],
  'occupant-notice': ['occupant-rights', 'monthly-cost', 'legal-aid', 'shut-off-date', 'phone'], // CA-998-TENANT
  'third-party-notice': ['third-party-role', 'amount-past-due', 'pay-by-date', 'phone'], // CA-15D
  'plan-agreement': ['plan-terms', 'plan-breaking', 'plan-signature'],
  'phone-script': ['policy-offer', 'arrangement-options', 'review-and-appeal', 'extension-process'], // CA-998-PHONE
  'delivery-receipt': ['delivery-handed-over', 'delivery-posted', 'delivery-signature'], // OP-DOORTAG
  'restoration-information': ['restoration-how', 'arrangement-options', 'phone'], // CA-998-RECONNECT-INFO
  'returned-payment-notice': ['returned-payment-meaning', 'returned-payment-next', 'dispute-how'], // OP-NSF
  'assurance-request': ['customer-name-and-address', 'assurance-why', 'assurance-forms', 'assurance-court', 'old-debt-waits', 'person-with-power-to-correct', 'phone'], // BK-366-20, BK-366-30, BK-366-FORMS
  'account-division-notice': ['customer-name-and-address', 'division-old', 'division-new', 'old-debt-waits', 'phone'], // BK-SPLIT
  'void-notice': ['customer-name-and-address', 'void-meaning', 'void-put-right', 'old-debt-waits', 'phone'], // BK-STAY
  'owner-certification-notice': ['certification-meaning', 'certification-objection', 'certification-after', 'amount-past-due'], // OH-CERT-NOTICE
};

/** And of those that California's law asks for besides. */
const askedInCalifornia: typeof asked = {
  'visit-notice': [...ofLetter, 'visit-reason', 'policy-offer', 'dispute-how', 'phone'], // CA-998-VISIT
  'shut-off-policy': ['policy-deferral', 'policy-schedules', 'policy-appeal', 'policy-phone', 'phone', 'health-protection', 'restoration-how'], // CA-998-POLICY
};

describe.each([
  [['us-utility'], asked],
  [['us-utility', 'california'], { ...asked, ...askedInCalifornia }],
])('The texts of %j', (texts, asked) => {
  const { documents, faults } = readDocuments('.', pack(texts));
  const set = documents as NonNullable<typeof documents>;

  it('are whole in six languages, each naming the same values', () => {
    expect(faults).toEqual([]);
    expect(Object.keys(set.structures).sort()).toEqual(Object.keys(asked).sort());
  });

  it.each(Object.entries(asked))('%s states in every language what the law asks of it', (document, blocks) => {
    expect(fullContents(set, document, all)).toEqual(expect.arrayContaining([...blocks]));
  });

  it('are told apart from English in every language: nothing was left untranslated', () => {
    const english = Object.entries(set.texts['en']!.blocks);
    for (const language of languages.slice(1)) {
      const same = english.filter(([name, block]) => !/^\{[a-z-]+\}$/.test(block.text) && set.texts[language]!.blocks[name]?.text === block.text);
      expect({ language, same: same.map(([name]) => name) }).toEqual({ language, same: [] });
    }
  });

  it('say which wording nobody has certified', () => {
    expect(languages.map((language) => set.texts[language]!.wording)).toEqual(['original', ...Array(5).fill('translation-not-certified')]);
  });
});

describe('California asks for more than others (CA-998-PHONE, CA-998-LETTER, CA-REVIEW)', () => {
  const { documents } = readDocuments('.', pack(['us-utility', 'california']));
  const values: DocumentValues = { phone: '559-555-0100', 'pay-by-date': localDate('2027-03-27'), 'amount-past-due': 9_640, 'policy-at': 'example.gov/policy', 'contact-person': 'P. Supervisor' };
  const english = (document: string, block: string) =>
    compose(documents!, document, 'en', { ...values, 'utility-name': 'The district', 'customer-name': 'A. B.', 'service-address': '1 Elm St' }).sections.find((section) => section.block === block)?.text;

  it('the caller speaks of schedules, deferral, minimum payments, amortization, review and appeal', () => {
    expect(english('phone-script', 'arrangement-options')).toMatch(/instalments.*schedule.*minimum payment.*deferral.*reduction/);
    expect(english('phone-script', 'review-and-appeal')).toMatch(/review.*appeal/);
  });

  it('the letter names the 13 days and the governing board', () => {
    expect(english('disconnect-notice', 'extension-process')).toContain('within 13 days');
    expect(english('disconnect-notice', 'review-and-appeal')).toMatch(/any adult.*5 days.*13 days.*governing board/);
  });

  it('without an address for the policy no document claims to offer it', () => {
    const known = new Set(valueNames.filter((name) => name !== 'policy-at'));
    expect(statementOf(documents!, 'phone-script', ['en'], known).contains).not.toContain('policy-offer');
  });
});

it('every pack names documents for its steps', () => {
  const packs = readdirSync(join(documentsFolder, '..', 'packs'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const references = packs.flatMap(({ name }) => readdirSync(join(documentsFolder, '..', 'packs', name)).filter((version) => /^\d+$/.test(version)).map((version) => `${name.toUpperCase()}@${version}`));
  expect(references.filter((reference) => loadLaw(reference).documents === null)).toEqual([]);
});
