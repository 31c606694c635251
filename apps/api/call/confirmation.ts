import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languageAmong, type LanguageTexts } from '../../../libs/documents/index.ts';
import { dateIn } from '../../../libs/documents/values.ts';
import { dollars, type Cents } from '../../../libs/kernel/money.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { Law } from '../../../libs/policy/facts.ts';

export const confirmedKinds = ['extension', 'arrangement', 'reported-payment', 'promise', 'dispute', 'review', 'medical-form', 'bankruptcy', 'death', 'restoration', 'callback', 'nothing'] as const;
export type ConfirmedKind = (typeof confirmedKinds)[number];

const textsSchema = z.record(z.string(), z.record(z.enum(confirmedKinds), z.string().min(1)));
const texts = textsSchema.parse(parse(readFileSync(path.join(import.meta.dirname, 'confirmations.yaml'), 'utf8')));
const first = 'en';

export interface Confirmed {
  readonly account: string;
  /** By which the contact is found again. */
  readonly reference: string;
  readonly amount?: Cents;
  readonly down?: Cents;
  readonly until?: LocalDate;
  readonly confirmation?: string;
  readonly instalments?: readonly { readonly dueOn: LocalDate; readonly amountCents: Cents }[];
}

/**
 * What the caller is told at the end, in the pack's first language and in the household's, where there are words and a way to write dates.
 * @param own BCP 47, null when nobody said
 */
export function confirmationsOf(kind: ConfirmedKind, values: Confirmed, own: string | null, { documents }: Law): { readonly language: string; readonly text: string }[] {
  const match = own === null ? undefined : languageAmong(Object.keys(texts), own);
  return [...new Set([first, match ?? first])].flatMap((language) => {
    const words = texts[language]?.[kind];
    const days = documents?.texts[language];
    return words === undefined ? [] : [{ language, text: filled(words, values, days) }];
  });
}

function filled(words: string, values: Confirmed, days: LanguageTexts | undefined): string {
  const day = (on: LocalDate) => (days === undefined ? on : dateIn(days, on));
  const said: Readonly<Record<string, string>> = {
    account: values.account,
    reference: values.reference,
    amount: dollars(values.amount ?? 0),
    down: dollars(values.down ?? 0),
    until: values.until === undefined ? '' : day(values.until),
    confirmation: values.confirmation ?? '',
    instalments: (values.instalments ?? []).map(({ dueOn, amountCents }) => `${day(dueOn)}: ${dollars(amountCents)}`).join('; '),
  };
  return words.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => said[name] ?? '');
}
