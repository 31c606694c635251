import { localDate } from '../kernel/time.ts';
import { faultsOf } from './assemble.ts';
import { compose, DocumentLacksValue } from './compose.ts';
import { languagesFor } from './languages.ts';
import { statementOf } from './statement.ts';
import type { DocumentSet, LanguageTexts } from './texts.ts';
import { filledNames, type DocumentValues } from './values.ts';

const months = ['m1', 'm2', 'm3', 'April', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'];

function words(language: string, change: Partial<LanguageTexts> = {}): LanguageTexts {
  return {
    language,
    calls: language,
    wording: 'original',
    date: '{month} {day}, {year}',
    months,
    occupant: 'Occupant',
    page: '{page}/{pages}',
    labels: { 'amount-past-due': 'Due', 'shut-off-date': 'Not before', instalments: 'Instalment' },
    blocks: {
      pay: { heading: 'Pay', text: 'Pay {amount-past-due} by {pay-by-date}.' },
      policy: { text: 'See {policy-at}.' },
    },
    documents: { letter: { title: 'A letter', opening: 'To {customer-name}.' } },
    ...change,
  };
}

const set: DocumentSet = {
  languages: ['en', 'es'],
  forms: { letter: { paper: [612, 792], margins: [40, 60, 40, 60], contentFrom: 276, title: 15, body: [10.5, 9] } },
  mustName: { pay: ['pay-by-date'] },
  structures: { letter: { form: 'letter', to: 'customer', facts: ['amount-past-due', 'shut-off-date'], blocks: ['pay', 'policy'] } },
  texts: { en: words('en'), es: words('es') },
};

const values: DocumentValues = {
  'customer-name': 'José Nguyễn',
  'mailing-address': '1 Elm St\nDayton OH 45402',
  'amount-past-due': 22_000,
  'pay-by-date': localDate('2027-04-01'),
};

describe('A document', () => {
  it('states the blocks that are filled, the values that it names, and its address', () => {
    expect(statementOf(set, 'letter', ['en', 'es'], filledNames({ ...values, 'policy-at': 'example.gov' }))).toEqual({
      document: 'letter',
      languages: ['en', 'es'],
      contains: ['amount-past-due', 'customer-name-and-address', 'pay', 'pay-by-date', 'policy'],
    });
  });

  it('does not state what a missing value keeps from being printed, and does not print half a sentence of it', () => {
    expect(statementOf(set, 'letter', ['en'], filledNames(values)).contains).not.toContain('policy');
    expect(compose(set, 'letter', 'en', values).sections.map(({ text }) => text)).toEqual(['Pay $220.00 by April 1, 2027.']);
  });

  it('does not state what one of its languages does not say', () => {
    const es = words('es', { blocks: { ...words('es').blocks, pay: { text: 'Pay {amount-past-due} by {object-by}.' } } });
    expect(statementOf({ ...set, texts: { ...set.texts, es } }, 'letter', ['en', 'es'], filledNames(values)).contains).toEqual(['amount-past-due', 'customer-name-and-address']);
  });

  it('without an address on file is addressed to nobody, and says so', () => {
    expect(statementOf(set, 'letter', ['en'], filledNames({ ...values, 'mailing-address': '' })).contains).not.toContain('customer-name-and-address');
  });

  it('puts name and address on lines of their own, and leaves out the row that nothing fills', () => {
    expect(compose(set, 'letter', 'en', values)).toMatchObject({
      to: ['José Nguyễn', '1 Elm St', 'Dayton OH 45402'],
      opening: 'To José Nguyễn.',
      facts: [{ label: 'Due', value: '$220.00' }],
    });
  });

  it('gives each instalment a row', () => {
    const plan = { ...set, structures: { letter: { ...set.structures['letter']!, facts: ['instalments'] } } };
    const instalments = [{ dueOn: localDate('2027-04-01'), amountCents: 5_000 }, { dueOn: localDate('2027-04-15'), amountCents: 5_001 }];
    expect(compose(plan, 'letter', 'en', { ...values, instalments }).facts).toEqual([
      { label: 'Instalment 1', value: 'April 1, 2027: $50.00' },
      { label: 'Instalment 2', value: 'April 15, 2027: $50.01' },
    ]);
  });

  it('is not written at all when its first words cannot be said', () => {
    expect(() => compose(set, 'letter', 'en', { ...values, 'customer-name': '' })).toThrow(DocumentLacksValue);
  });
});

describe('A set of documents is faulty', () => {
  const faultsWith = (es: LanguageTexts, change: Partial<DocumentSet> = {}) => faultsOf({ ...set, texts: { ...set.texts, es }, ...change });

  it('not at all when every language says everything', () => {
    expect(faultsOf(set)).toEqual([]);
  });

  it.each([
    ['in a language without the block', words('es', { blocks: {} }), 'es: block "pay" of letter has no text'],
    ['when a translation lost a value', words('es', { blocks: { ...words('es').blocks, policy: { text: 'Ask us.' } } }), 'names other values (none) than in en (policy-at)'],
    ['when a block does not say what makes it that block', words('es', { blocks: { ...words('es').blocks, pay: { text: 'Pay {amount-past-due}.' } } }), 'must name {pay-by-date}'],
    ['when a text names what nobody knows', words('es', { documents: { letter: { title: 'x', opening: '{the-weather}' } } }), 'names {the-weather}'],
    ['when a row has no label', words('es', { labels: {} }), 'the row "amount-past-due" has no label'],
  ])('%s', (_name, es, said) => {
    expect(faultsWith(es).join('\n')).toContain(said);
  });

  it('when a language has no texts', () => {
    expect(faultsOf({ ...set, languages: ['en', 'es', 'ko'] })).toEqual([expect.stringContaining('there are no texts in ko')]);
  });
});

describe('A household is written to', () => {
  const six = { languages: ['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'] };

  it.each([
    [null, ['en']],
    ['en', ['en']],
    ['es', ['en', 'es']],
    ['zh', ['en', 'zh-Hant']],
    ['zh-Hant', ['en', 'zh-Hant']],
    ['fil', ['en', 'tl']],
    ['hy', ['en']],
  ])('whose language is %s in %s', (own, languages) => {
    expect(languagesFor(six, own)).toEqual(languages);
  });
});
