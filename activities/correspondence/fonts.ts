import { createRequire } from 'node:module';
import path from 'node:path';
import * as fontkit from 'fontkit';
import { remembered } from '../../libs/kernel/remembered.ts';

export type Weight = 'regular' | 'bold';

interface FontFiles {
  readonly package: string;
  readonly regular: string;
  readonly bold: string;
}

/** Noto, under the SIL Open Font License; each letter carries only the glyphs that it uses. */
const families = {
  latin: { package: '@embedpdf/fonts-latin', regular: 'NotoSans-Regular.ttf', bold: 'NotoSans-Bold.ttf' },
  traditional: { package: '@embedpdf/fonts-tc', regular: 'NotoSansHant-Regular.otf', bold: 'NotoSansHant-Bold.otf' },
  korean: { package: '@embedpdf/fonts-kr', regular: 'NotoSansKR-Regular.otf', bold: 'NotoSansKR-Bold.otf' },
} as const satisfies Record<string, FontFiles>;
export type FontName = keyof typeof families;

/** Which font is asked first in a language; the others follow, for a name in another script. */
const firstFor: Readonly<Record<string, FontName>> = { 'zh-Hant': 'traditional', ko: 'korean' };

/** A letter that none of the fonts has: the document is not printed with a gap in it. */
export class NoGlyph extends Error {
  constructor(letter: string) {
    const code = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    super(`No font has U+${code}; add a font for its script in activities/correspondence/fonts.ts, or mend the text.`);
    this.name = 'NoGlyph';
  }
}

const off = (...tags: string[]) => Object.fromEntries(tags.map((tag) => [tag, false])) as unknown as PDFKit.Mixins.OpenTypeFeatures[];

/**
 * Taken apart into a letter and its dot below, as the font's `ccmp` does with Vietnamese ị, ọ and ụ, the dot has no text of its own in the PDF,
 * and a reader of screens says nonsense. Composed, each is one glyph of the font. Chinese and Korean set solid need no feature at
 * all, and reading their tables takes most of a second. (The type knows no way to turn a feature off.)
 */
const composed = off('ccmp');
const plain = off('ccmp', 'locl', 'rlig', 'mark', 'mkmk', 'calt', 'clig', 'liga', 'rclt', 'curs', 'kern');

export function featuresOf(name: FontName): PDFKit.Mixins.OpenTypeFeatures[] {
  return name === 'latin' ? composed : plain;
}

const require = createRequire(import.meta.url);

export function fontFile(name: FontName, weight: Weight): string {
  const { package: from, [weight]: file } = families[name];
  return path.join(path.dirname(require.resolve(from)), '..', 'fonts', file);
}

const knows = remembered((name: FontName) => {
  const font = fontkit.openSync(fontFile(name, 'regular')) as fontkit.Font;
  return remembered((letter: string) => font.hasGlyphForCodePoint(letter.codePointAt(0) as number));
});

/** The font for a piece of text that is not to be torn apart; null when no single font has all of it. */
export function fontFor(text: string, language: string): FontName | null {
  const letters = [...text].filter((letter) => !/\s/.test(letter));
  return order(language).find((name) => letters.every((letter) => knows(name)(letter))) ?? null;
}

/** @throws NoGlyph */
export function fontForLetter(letter: string, language: string): FontName {
  const font = fontFor(letter, language);
  if (font === null) throw new NoGlyph(letter);
  return font;
}

function order(language: string): readonly FontName[] {
  const first = firstFor[language] ?? 'latin';
  return [first, ...(Object.keys(families) as FontName[]).filter((name) => name !== first)];
}
