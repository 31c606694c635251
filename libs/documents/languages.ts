import type { DocumentSet } from './texts.ts';

/**
 * In which languages a household is written to: the pack's first, and its own beside it where the pack has it (CA-998-NOTICE-LANG).
 * @param own BCP 47, null when nobody said
 */
export function languagesFor({ languages }: Pick<DocumentSet, 'languages'>, own: string | null): readonly string[] {
  const [first] = languages;
  if (first === undefined) return [];
  const match = own === null ? undefined : languageAmong(languages, own);
  return match === undefined || match === first ? [first] : [first, match];
}

/** Chinese without a script is the traditional one here, as most notices in these states are; `es-MX` is met by `es`, `fil` by `tl`. */
const sameAs: Readonly<Record<string, string>> = { zh: 'zh-Hant', 'zh-TW': 'zh-Hant', 'zh-HK': 'zh-Hant', fil: 'tl' };

export function languageAmong(languages: readonly string[], own: string): string | undefined {
  const base = own.split('-')[0] as string;
  return [own, sameAs[own], sameAs[base], base].find((candidate) => candidate !== undefined && languages.includes(candidate));
}
