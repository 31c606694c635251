/** Chapters under which a debtor may stand, as dockets write them. */
export const chaptersOfCode = ['7', '9', '11', '12', '13'] as const;
export type ChapterOfCode = (typeof chaptersOfCode)[number];

const number = String.raw`(7|9|1[123])(?!\d)`;
const chapter = String.raw`(?:chapter|ch\.?)[\s-]*${number}`;

/** "Chapter 13 Voluntary Petition", "Voluntary Petition (Chapter 7)", "Voluntary Petition under Chapter 11". */
const headed = new RegExp(String.raw`^[^.;]{0,40}?\b${chapter}\W+(?:\w+\W+){0,3}?(?:in)?(?:voluntary|petition)\b`, 'i');
const behind = new RegExp(String.raw`\bpetition\s*(?:for\s+(?:relief\s+)?)?(?:under\s+)?\(?\s*${chapter}`, 'i');
const named = new RegExp(String.raw`\b${chapter}\b`, 'gi');

/**
 * Under which chapter a petition was filed, by its own text: as its name says, else the only chapter that it names at all ("Chapter 13 Plan due
 * …"). Null where it names none, or several and none of them as its own.
 */
export function chapterOfPetition(text: string): ChapterOfCode | null {
  const own = headed.exec(text) ?? behind.exec(text);
  if (own) return own[1] as ChapterOfCode;
  return onlyOne([...text.matchAll(named)].map((match) => match[1]));
}

export function isInvoluntary(text: string): boolean {
  return /^[^.;]{0,60}?\binvoluntary\b/i.test(text);
}

/** "converting … to Chapter 7", "conversion from chapter 13 to 7", "Order re: Motion To Convert to Chapter 11", "Converted … to a case under chapter 7". */
const target = new RegExp(String.raw`\bconver(?:t\w*|sion)\b(?:(?!\bconver|[.;]\s)[\s\S]){0,160}?\bto\s+(?:an?\s+|one\s+|cases?\s+|proceedings?\s+|individual\s+|voluntary\s+|under\s+)*(?:(?:chapter|chapater|ch\.?)[\s-]*)?${number}`, 'gi');

/** To which chapter a case was converted, by the text of the order or notice. Null where it names none, or several. */
export function chapterConvertedTo(text: string): ChapterOfCode | null {
  return onlyOne([...text.matchAll(target)].map((match) => match[1]));
}

function onlyOne(found: readonly (string | undefined)[]): ChapterOfCode | null {
  const distinct = [...new Set(found)];
  return distinct.length === 1 ? (distinct[0] as ChapterOfCode) : null;
}
