/** A docket number wherever it stands, with the judge's initials and office behind it. */
const anyDocketNumber = /(?<![\w-])(?:\d[:-])?\d{2}-(?:[a-z]{2}-)?\d{4,5}(?:-[a-z0-9]+)*(?!\w)/gi;
/** "Ch-13", "CH11", "Ch 7", "CH", never "Chapter 13 Plan", which is a description. */
const chapterMark = /(?<![\w-])ch(?:[- ]?\d{1,2})?(?![\w])(?!apter)/gi;
const frame = /^\s*(?:nef:|multiple cases\b)|(?<=\s-\s|^)ap(?=\s*-|\s*$)/gi;
const gap = '\u0001';

/**
 * What a notice is about, from its subject. Each court arranges subjects in its own way, but all of the same pieces: what is left
 * when docket numbers, chapter and case name (often cut short) are taken out is the description.
 *
 * @param caseNames as the notice itself states them
 * @returns an empty text for a subject that describes nothing
 */
export function shortDescription(subject: string, caseNames: readonly string[]): string {
  const quoteless = subject.replace(/\s+/g, ' ').replaceAll('"', gap);
  const bare = quoteless.replace(anyDocketNumber, gap).replace(chapterMark, gap).replace(frame, gap);
  const pieces = withoutName(bare, caseNames).split(gap).map(trimmed);
  return trimmed(pieces.filter((piece) => piece !== '').join(' '));
}

const trimmed = (piece: string) => piece.replace(/^[\s;:,–-]+|[\s;:,–-]+$/g, '').replace(/(?:^|\s)re:?$/i, '').trim();

function withoutName(text: string, caseNames: readonly string[]): string {
  const words = text.replaceAll(gap, ` ${gap} `).split(' ').filter((word) => word !== '');
  const found = caseNames.flatMap((name) => words.map((_, from) => nameAt(words, from, name.split(/\s+/).filter((word) => word !== '')))).reduce(longer, { from: 0, length: 0 });
  if (found.length === 0) return words.join(' ');
  // "Chapter 13" between number and name belongs to the case.
  const isChapterBefore = /^chapter$/i.test(words[found.from - 2] ?? '') && /^\d+$/.test(words[found.from - 1] ?? '') && words[found.from - 3] === gap;
  words.splice(isChapterBefore ? found.from - 2 : found.from, found.length + (isChapterBefore ? 2 : 0), gap);
  return words.join(' ');
}

interface Place {
  readonly from: number;
  readonly length: number;
}

const longer = (first: Place, second: Place) => (second.length > first.length ? second : first);
/** Published records have this in place of people. */
const redacted = '[name]';

/** How many words from there on are those of the name; the last one may be cut short. */
function nameAt(words: readonly string[], from: number, name: readonly string[]): Place {
  let length = 0;
  for (const [index, expected] of name.entries()) {
    const word = (words[from + index] ?? '').replace(index === 0 ? /^-+/ : /^$/, '');
    if (word === '' || word === gap) break;
    // A redacted word may stand for any, but no name begins with a guess.
    const isSame = word === expected.replace(/,$/, '') || word === expected || (index > 0 && (word === redacted || expected.replace(/,$/, '') === redacted));
    if (isSame) length += 1;
    else if (index > 0 && expected.startsWith(word)) return { from, length: length + 1 };
    else break;
  }
  return length >= Math.min(2, name.length) ? { from, length } : { from, length: 0 };
}
