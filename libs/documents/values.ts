import { dollars, type Cents } from '../kernel/money.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { LanguageTexts } from './texts.ts';

/** What a document may name, and of which kind it is: texts as they are, cents as dollars, local dates in the language's own way. */
export const valueKinds = {
  'utility-name': 'text',
  'contact-person': 'text',
  phone: 'text',
  'policy-at': 'text',
  'legal-aid': 'text',
  'customer-name': 'text',
  'mailing-address': 'text',
  'service-address': 'text',
  account: 'text',
  notice: 'text',
  'notice-date': 'date',
  'amount-past-due': 'cents',
  'pay-by-date': 'date',
  'shut-off-date': 'date',
  'same-day-until': 'text',
  'reconnection-fee': 'cents',
  'monthly-cost': 'cents',
  'down-payment': 'cents',
  'plan-total': 'cents',
  instalments: 'instalments',
  'cure-days': 'text',
  'returned-amount': 'cents',
  'returned-on': 'date',
  'returned-fee': 'cents',
  'certify-on': 'date',
  'object-by': 'date',
  'hearing-on': 'date',
  'third-party-name': 'text',
  'posted-notice': 'text',
  docket: 'text',
  'petition-date': 'date',
  'new-account-from': 'date',
  'assurance-amount': 'cents',
  'assurance-by': 'date',
  'void-papers': 'text',
} as const;

export type ValueName = keyof typeof valueKinds;
export const valueNames = Object.keys(valueKinds) as readonly ValueName[];

export interface Instalment {
  readonly dueOn: LocalDate;
  readonly amountCents: Cents;
}

interface TypeOfKind {
  text: string;
  cents: Cents;
  date: LocalDate;
  instalments: readonly Instalment[];
}

/** What is known when a document is written. What is not known is left out: a text that needs it then does not appear. */
export type DocumentValues = { readonly [N in ValueName]?: TypeOfKind[(typeof valueKinds)[N]] };

/** The names of the values that say something. */
export function filledNames(values: DocumentValues): ReadonlySet<ValueName> {
  return new Set(valueNames.filter((name) => isFilled(values[name])));
}

function isFilled(value: DocumentValues[ValueName]): boolean {
  return value !== undefined && (typeof value === 'number' || value.length > 0);
}

/** `2027-04-06` → `April 6, 2027`; by the language's own words, so that a letter does not depend on a machine's locale data. */
export function dateIn({ date, months }: Pick<LanguageTexts, 'date' | 'months'>, on: LocalDate): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  return date.replace('{year}', String(year)).replace('{month}', months[month - 1] as string).replace('{day}', String(day));
}

/** A value as a document of that language says it. */
export function written(name: ValueName, values: DocumentValues, language: Pick<LanguageTexts, 'date' | 'months'>): string {
  const value = values[name];
  if (value === undefined) return '';
  if (valueKinds[name] === 'date') return dateIn(language, value as LocalDate);
  if (typeof value === 'number') return dollars(value);
  if (typeof value === 'string') return value;
  return value.map((instalment) => instalmentIn(language, instalment)).join('; ');
}

export function instalmentIn(language: Pick<LanguageTexts, 'date' | 'months'>, { dueOn, amountCents }: Instalment): string {
  return `${dateIn(language, dueOn)}: ${dollars(amountCents)}`;
}

const placeholder = /\{([a-z-]+)\}/g;

/** The values that a text names, in the order of the alphabet, each once. */
export function namedIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] as string))].sort();
}

export function filledIn(text: string, values: DocumentValues, language: Pick<LanguageTexts, 'date' | 'months'>): string {
  return text.replaceAll(placeholder, (_whole, name: ValueName) => written(name, values, language));
}
