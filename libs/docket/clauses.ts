/** A part of what an order orders: "Granting …", "Dismissing …", with its place in the text. */
export interface Clause {
  readonly text: string;
  readonly from: number;
}

/** What follows is not the court's: who filed, who was served, what was scheduled along with it. */
const operativeEnds = /\b(?:filed by|submitted by|the following part(?:y|ies)|service date|no\. of notices|modified on|additional attachment|hearing (?:scheduled|to be held|continued|set|date)|status hearing|\(?entered:)/i;
const verbs =
  'granting|granted|denying|denied|dismissing|dismissed|converting|converted|confirming|confirmed|discharging|vacating|vacated|closing|reopening|re-opening|reinstating|reinstated|setting|approving|terminating|modifying|lifting|annulling|authorizing|overruling|sustaining|continuing|directing|revoking|withdrawing|striking|extending|imposing|conditioning|finding|determining|barring|reimposing|allowing|disallowing';
const nextClause = new RegExp(String.raw`(?!,?\s*(?:and\s+)?denying[\s-]+in[\s-]+part)(?:(?<!\b(?:order|orders|judgment|of|motion|vacating|for|to))\s(?=\s*granting\b)|[,;:/&]|\band\b|\s[-–]{1,2}\s)\s*(?:and\s+|also\s+|further\s+|or\s+)?(?=(?:${verbs})\b)`, 'gi');
/** A full stop ends a sentence unless it stands in an abbreviation such as "U.S." or "Inc.". */
const sentenceEnd = /(?<=[a-z0-9)\]]{3}|\s)\.\s+(?=[A-Z"])/g;
const itIsOrdered = /\b(?:it is (?:hereby |further |therefore |so )?(?:ordered|adjudged)|ordered that)\b/gi;

/**
 * What an order says, clause by clause. The first sentence is taken apart at its verbs; of later sentences only what "it is ordered".
 *
 * @param from where the words behind "Order" begin
 */
export function clausesOf(own: string, from: number): readonly Clause[] {
  const end = from + lengthUntil(own.slice(from), operativeEnds);
  const operative = own.slice(from, end);
  const sentence = operative.slice(0, lengthUntil(operative, sentenceEnd));
  const starts = [0, ...[...sentence.matchAll(nextClause)].map((match) => match.index + match[0].length)];
  const clauses = starts.map((start, index) => clauseAt(own, from + start, from + (starts[index + 1] ?? sentence.length)));
  for (const match of own.slice(from).matchAll(itIsOrdered)) clauses.push(...orderedAt(own, from + match.index));
  return clauses;
}

/** "It is ordered that the report is approved and the case is closed" orders two things. */
export function orderedAt(own: string, from: number): Clause[] {
  const sentence = own.slice(from, from + lengthUntil(own.slice(from), /[.;](?:\s|$)/));
  const ands = [...sentence.matchAll(/\band\s+(?=(?:that\s+)?(?:the|this)\s+[\w ]{0,40}case\b)/gi)].map((match) => match.index + match[0].length);
  return [clauseAt(own, from, from + sentence.length), ...ands.map((start) => ({ ...clauseAt(own, from + start, from + sentence.length), text: `that ${own.slice(from + start, from + sentence.length)}` }))];
}

/** "Granting in part, denying in part the motion" has one object; that it is a part stays among the doubts. */
const inPart = /(?<=\bgrant(?:ing|ed))[\s-]+in[\s-]+part(?:,?\s*(?:and\s+)?-?den(?:ying|ied)[\s-]+in[\s-]+part)?/i;

function clauseAt(own: string, start: number, end: number): Clause {
  const raw = own.slice(start, end).replace(inPart, (found) => ' '.repeat(found.length));
  const lead = /^[\s:,.*()-]*/.exec(raw)?.[0].length ?? 0;
  return { text: raw.slice(lead), from: start + lead };
}

function lengthUntil(text: string, pattern: RegExp): number {
  const place = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text)?.index;
  return place ?? text.length;
}
