/** An entry's text without what it only cites, signs or schedules. Every text here is as long as the entry's, so that places match. */
export interface OwnWords {
  /** As filed. */
  readonly text: string;
  /** Citations of other entries, signatures and dates of signing are blanked. */
  readonly own: string;
  /** Numbers of the entries that it cites. */
  readonly cites: readonly string[];
  /** The clerk says of this very entry that it is none. */
  readonly isVoid: boolean;
}

const citation = /^[([]\s*\(?\s*(?:re\b|related\b|relates\b|relating\b|ref(?:erence|ers)?\b|rel\.|see\b|docs?\b|documents?\b|dkts?\b|docket\b|d\.?e\.?\s*#|ecf\b|doc\b|\d+(?:-\d+)?\s*[)\]]|#\s*\d+)/i;
/** "(I)", "(a)", "(2)", "(BNC-PDF)", "(batch)", "(STIPULATED)", "(1 pg)": marks of form, whose words would stand between a verb and its object. */
const formMark = /^[([]\s*(?:[ivx]{1,4}|[a-z]|\d{1,2}|\d+ pgs?|(?:bnc|batch|pdf|form)[^()[\]]*|e|stipulated|agreed|consent|final|interim|corrected|text)\s*[)\]]/i;
const signing = /\b(?:signed|entered|dated)(?:\s+(?:on|this))?\s+\d{1,2}\/\d{1,2}\/\d{2,4}/gi;
const voidMark =
  /entered (?:\w+ )?in error|docketed (?:\w+ )?in error|filed (?:\w+ )?in error|issued in error|in this case in error|entry made in error|filed in (?:the )?(?:incorrect|wrong) case|filed incorrect case|(?:wrong|incorrect) case(?: number)?\b|incorrect (?:event|entry)|disregard (?:this |the )?(?:docket |document|entry|order|notice)|(?:please|to be) disregard(?:ed)?|\bthis (?:entry|order|document) (?:is|was|has been) (?:void|vacated|stricken|withdrawn|deleted|removed|terminated)|entry (?:is )?(?:void|stricken|deleted)|\bduplicate (?:entry|of entry)/i;

export function ownWords(text: string): OwnWords {
  const letters = [...blankedBrackets(text)];
  const own = letters.join('').replace(signing, (found) => ' '.repeat(found.length));
  return { text, own, cites: citedNumbers(text), isVoid: voidMark.test(own) };
}

/** Blanks each bracket that only cites or numbers, to its end; one that is never closed ends with the entry. */
function blankedBrackets(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const isOpening = text[at] === '(' || text[at] === '[';
    const rest = isOpening ? text.slice(at, at + 60) : '';
    // "Debtor(s)" and "document(s)" are words, not brackets.
    const standsAlone = at === 0 || /[\s.,;:([]/.test(text[at - 1] ?? '');
    if (isOpening && standsAlone && (citation.test(rest) || formMark.test(rest))) {
      const end = endOfBracket(text, at);
      out += ' '.repeat(end - at);
      at = end;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return out;
}

function endOfBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(' || text[at] === '[') depth += 1;
    if (text[at] === ')' || text[at] === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

const citing = /(?:related|relates|re:|ref|doc(?:ument)?s?\b|docket|dkt|d\.?e\.?|ecf)[^0-9A-Za-z]*(?:(?:document|doc|to|motion|order|entry|no|number|related|\(s\)|s\))[^0-9A-Za-z]*){0,4}#?\s*\[?((?:\d{1,5}(?:-\d+)?\]?\s*(?:,|and|&)?\s*)+)/gi;
const bareCited = /\b(?:granting|denying|dismissing|re:?|on)\s+\[?(\d{1,5})(?:-\d+)?\]?\s+(?=[a-z])/gi;

function citedNumbers(text: string): string[] {
  const numbers = new Set<string>();
  for (const pattern of [citing, bareCited]) {
    for (const match of text.matchAll(pattern)) for (const [number] of (match[1] ?? '').matchAll(/\d+(?:-\d+)?/g)) numbers.add(number.split('-')[0] ?? number);
  }
  return [...numbers];
}
