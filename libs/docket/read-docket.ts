import { daysBetween } from '../calendar/days.ts';
import { isLocalDate, type LocalDate } from '../kernel/time.ts';
import { clausesOf, orderedAt, type Clause } from './clauses.ts';
import { adverseKinds, type Docket, type DocketEntry, type Milestone } from './docket.ts';
import { doubtsInWords, goesOn, laterDoubts, struckLater, voidLater } from './doubts.ts';
import { isAdversaryDocket, tellsOfAnAdversary } from './adversary.ts';
import { ownWords, type OwnWords } from './own-words.ts';
import { paperOf, type Paper } from './papers.ts';
import { readingRules, type ReadingRule } from './reading-rules.ts';
import { householdOf, whoseMilestone, type Household } from './whose.ts';

/** An entry taken apart, in the order of time. */
interface ReadEntry extends OwnWords {
  readonly number: string | null;
  readonly on: LocalDate;
  readonly paper: Paper;
  readonly from: number;
  /** It is longer than is read. */
  readonly isCut: boolean;
}

interface Found {
  readonly rule: ReadingRule;
  readonly entry: ReadEntry;
  readonly at: number;
  readonly words: string;
  /** What is asked for doubts: all its own words where they are adverse, else those beside the ones relied on. */
  readonly decisive: string;
  readonly debtor: Milestone['debtor'];
}

/**
 * The milestones that a docket's entries tell of, in the order of time. Pure and complete: what is uncertain is told with its doubts.
 *
 * What loosens a protection (dismissal, denial of discharge, relief from the stay) is certain only if nothing in its words, in the entries after
 * it or in a sister entry speaks against it (BK-DISMISS, BK-RELIEF, GEN-PROTECT).
 */
export function readDocket(docket: Docket): readonly Milestone[] {
  const entries = inTime(docket.entries);
  if (isAdversaryDocket(docket, entries)) return [];
  const household = householdOf(docket.entries);
  const others = otherCases(docket.docketNumber);
  const found = entries.flatMap((entry, at) => milestonesIn(entry, at, household));
  const meant = found.filter((one) => one.rule.kind !== 'dismissal-vacated' || one.rule.strength === 'plain' || concernsADismissal(one, found, entries));
  return onceEach(meant.map((one) => milestoneOf(one, meant, entries, others)), meant);
}

/** Dockets are printed oldest or newest first; entries without any date cannot be placed and are left out. */
function inTime(entries: readonly DocketEntry[]): readonly ReadEntry[] {
  const dated = entries.flatMap((entry, index) => {
    const on = entryDay(entry);
    return on ? [{ ...entry, on, index }] : [];
  });
  const isNewestFirst = (dated[0]?.on ?? '') > (dated.at(-1)?.on ?? '');
  const sorted = dated.toSorted((first, second) => (first.on === second.on ? (isNewestFirst ? second.index - first.index : first.index - second.index) : first.on < second.on ? -1 : 1));
  return sorted.map(({ text, number, on }) => {
    const words = ownWords(text.slice(0, mostOfText));
    return { ...words, ...paperOf(words.own), number: number ?? null, on, isCut: text.length > mostOfText };
  });
}

const enteredInText = /\bentered(?::|\s+on)\s*(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/gi;

/** The day on which it was entered: as stated, else as the text's last "Entered: 07/22/2009" says, else the day of filing. */
export function entryDay({ dateEntered, dateFiled, text }: DocketEntry): LocalDate | null {
  if (dateEntered) return dateEntered;
  const match = [...text.matchAll(enteredInText)].at(-1);
  if (match && /\(entered:[^)]*\)?\s*$/i.test(text)) {
    const [, month = '', day = '', year = ''] = match;
    const told = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isLocalDate(told)) return told;
  }
  return dateFiled ?? null;
}

function milestonesIn(entry: ReadEntry, at: number, household: Household): Found[] {
  if (entry.isVoid || entry.paper === 'other') return [];
  const isOfAnAdversary = tellsOfAnAdversary(entry.own);
  const byKind = new Map<string, Found>();
  for (const clause of clausesIn(entry)) {
    for (const listed of rulesFor(entry.paper, clause)) {
      const match = listed.says.exec(clause.text);
      const rule = plainWhere(listed, entry.own);
      if (!match || (isOfAnAdversary && !decidedInAdversaries.has(rule.kind)) || isWorse(rule, byKind.get(rule.kind)?.rule)) continue;
      const end = clause.from + match[0].length;
      const start = wordsFrom(entry);
      const words = entry.text.slice(end - start > longestWords ? clause.from : start, end).trim();
      const decisive = adverseKinds.has(rule.kind) ? entry.own.slice(0, decisiveLength(entry.own)) : entry.own.slice(Math.max(0, start, clause.from - nearbyLetters), end + nearbyLetters);
      byKind.set(rule.kind, { rule, entry, at, words, decisive, debtor: whoseMilestone(entry.own, household) });
    }
  }
  // "Order denying and revoking"? What denies a discharge does not also grant it.
  if (byKind.has('discharge-denied')) byKind.delete('discharged');
  return [...byKind.values()];
}

/** An adversary proceeding may end in the denial of the debtor's discharge; what else becomes of it is its own. */
const decidedInAdversaries: ReadonlySet<string> = new Set(['discharge-denied', 'stay-relief']);
/** Letters: beyond it the clause alone is quoted. */
const longestWords = 160;
const nearbyLetters = 60;
const ranks = { plain: 2, bare: 1, open: 0 } as const;
const isWorse = (rule: ReadingRule, before: ReadingRule | undefined) => before !== undefined && ranks[before.strength] >= ranks[rule.strength];
/** "Order on motion to dismiss case … GRANTED" is as plain as one that grants it. */
const plainWhere = (rule: ReadingRule, own: string): ReadingRule => (rule.plainIf?.test(own) ? { ...rule, strength: 'plain', why: 'An order on the motion says that it is granted.' } : rule);

/** An entry of the clerk may quote the order: "It is ordered that the case is closed". */
const rulesFor = (paper: Paper, clause: Clause) => readingRules.filter((rule) => rule.paper === (paper === 'court-entry' && !/^(?:it is|that)\b/i.test(clause.text) ? 'court-entry' : 'order'));

/** From the word "Order" on, since it is part of what is relied on. */
function wordsFrom(entry: ReadEntry): number {
  return /^[\s*~"'.:-]*/.exec(entry.own)?.[0].length ?? 0;
}

/** Bounds for what a hostile or runaway text may cost: letters that are read, those in which an order says what it orders, and clauses. The longest entry seen has 2,042. */
const mostOfText = 10_000;
const mostLetters = 4_000;
const mostClauses = 25;

/** An order is read by its clauses, an entry of the clerk from its beginning and where it says that it is ordered. */
function clausesIn({ own: all, paper, from: beginning }: ReadEntry): readonly Clause[] {
  const own = all.slice(0, mostLetters);
  if (paper !== 'court-entry') return clausesOf(own, beginning).slice(0, mostClauses);
  const sentences = [...own.matchAll(/(?:^|\.\s+)(?=\S)/g)].map((match) => match.index + match[0].length).filter((place) => place >= beginning && place < beginning + 120);
  const ordered = [...own.matchAll(/\bit is (?:hereby |further |therefore |so )?(?:ordered|adjudged)\b/gi)].flatMap((match) => orderedAt(own, match.index));
  return [...[beginning, ...sentences].map((from) => ({ text: own.slice(from), from })), ...ordered].slice(0, mostClauses);
}

function milestoneOf(found: Found, all: readonly Found[], entries: readonly ReadEntry[], namesAnother: (words: string) => boolean): Milestone {
  const { rule, entry, words, debtor } = found;
  const doubts = [...doubtsOfWords(found), ...doubtsOfOthers(found, all, entries)];
  if (adverseKinds.has(rule.kind) && namesAnother(found.decisive)) doubts.push('It names the number of another case.');
  return { kind: rule.kind, on: entry.on, debtor, entry: entry.number, words, certain: doubts.length === 0, because: rule.why, doubts };
}

/** Whether words name a case by a number that is not this docket's. The serial number decides: courts write the rest in many ways. */
function otherCases(docketNumber: string | undefined): (words: string) => boolean {
  const own = serialOf(docketNumber ?? '');
  return (words) => [...words.matchAll(/(?<![\d-])(?:\d:)?\d{2}-(?:bk-)?\d{5}(?!\d)/g)].some(([number]) => serialOf(number) !== own);
}

const serialOf = (docketNumber: string) => /(\d{2})-(?:[a-z]{2}-)?(\d{4,5})(?!\d)/i.exec(docketNumber)?.slice(1).join('-') ?? null;

function doubtsOfWords({ rule, entry, decisive }: Found): string[] {
  const doubts = rule.strength === 'open' ? [rule.why] : [];
  for (const doubt of doubtsInWords) if (doubt.of.includes(rule.kind) && doubt.found.test(decisive)) doubts.push(doubt.says);
  if (entry.isCut && adverseKinds.has(rule.kind)) doubts.push('Its text is longer than is read.');
  if (entry.paper === 'stipulated-order' && adverseKinds.has(rule.kind)) doubts.push('It is an agreement of parties that the court signed; its conditions are in the paper.');
  return doubts;
}

/** Who was served and what was scheduled says nothing about the order. */
function decisiveLength(own: string): number {
  const end = own.search(/\b(?:the following part(?:y|ies)|no\. of notices|service date|first meeting of creditors|additional attachment)/i);
  return end < 0 ? own.length : end;
}

function doubtsOfOthers(found: Found, all: readonly Found[], entries: readonly ReadEntry[]): string[] {
  const { rule, entry, at } = found;
  const doubts: string[] = [];
  if (rule.strength === 'bare' && !isBorneOut(found, all, entries)) doubts.push(rule.why);
  for (const later of entries.slice(at + 1)) {
    const name = `${later.number ? `entry ${later.number}` : 'an entry without number'} of ${later.on}`;
    const cites = entry.number !== null && later.cites.includes(entry.number);
    if (cites && (rule.kind === 'petition' ? voidLater : struckLater).test(aside(later.own)) && !isSettled(later, entries)) doubts.push(`It was put right later: ${name}.`);
    for (const doubt of laterDoubts) {
      const isAbout = doubt.about.test(aside(later.own)) || (cites && doubt.about.test(aside(later.text)));
      if (doubt.of.includes(rule.kind) && isAbout && !isSettled(later, entries)) doubts.push(`${doubt.says}: ${name}.`);
    }
    if (rule.kind === 'dismissed' && later.on > entry.on && goesOn.test(later.own)) doubts.push(`The case goes on after it: ${name}.`);
  }
  if (rule.kind === 'dismissed' && all.some((other) => other.at > at && other.rule.kind === 'dismissed' && other.rule.strength === 'plain' && other.entry.on > entry.on && /^dismiss/i.test(other.words.replace(/^\W*(?:\w+\s+)*?order\s+/i, '')) && !/dismissing/i.test(found.words)))
    doubts.push('A later order dismisses the case itself.');
  if (rule.kind === 'converted' && /\bnotice\b/i.test(found.words)) doubts.push(...doubtsOfNotice(found, all));
  return doubts;
}

/** What is no question any more: an order that denies, a motion that an order denied, or a certificate of mailing. */
function isSettled(later: ReadEntry, entries: readonly ReadEntry[]): boolean {
  if (/^\W*bnc\b/i.test(later.own)) return true;
  if (later.paper !== 'other') return denial.test(later.own.slice(0, 120));
  return later.number !== null && entries.some((other) => other.paper !== 'other' && other.cites.includes(later.number as string) && denial.test(other.own.slice(0, 120)));
}

/** Not one that takes a denial back. */
const denial = /^(?!.*\b(?:vacat|revers|rescind|set(?:ting)? aside|reconsider)\w*\b.{0,60}\bden(?:ying|ied)\b).*\bden(?:ying|ied)\b/is;
/** Hearings and deadlines are vacated every day; that takes no order back. */
const aside = (own: string) => own.replace(/\b(?:hearings?|deadlines?|dates?|conference)\b[^.;]{0,40}\bvacated\b|\bvacat\w+\s+(?:the\s+)?(?:\w+\s+){0,2}(?:hearing|deadline|date|conference)\w*/gi, ' ');

/** Only out of chapter 12 and 13 does a debtor convert by notice; where an order follows, the order is what converted. */
function doubtsOfNotice(found: Found, all: readonly Found[]): string[] {
  const ordered = all.some((other) => other.rule.kind === 'converted' && other.rule.paper === 'order' && other.at !== found.at && Math.abs(daysBetween(found.entry.on, other.entry.on)) <= noticeWindowDays);
  return ordered ? ['An order on the conversion stands beside the notice.'] : [];
}

/** How near another entry has to stand to be taken for the same matter, in days. A choice of reading, not of law. */
const noticeWindowDays = 60;
const borneOutDays = 10;

const bearsOut: Partial<Record<Milestone['kind'], RegExp>> = {
  dismissed: /\b(?:order|notice of) (?:of )?dismiss(?:al|ing)\b(?:.{0,10}\bcase\b)?|\bcase dismissed\b|dismissed case|final report.{0,40}dismiss|motion to dismiss (?:case|chapter|debtor)/i,
  converted: /\bmeeting of creditors\b|\border (?:on|granting|re:?)\b.{0,40}\bconvert|\bcase converted\b|\bconverted (?:case|to chapter)|\bconversion\b/i,
};

/** "Granting the motion to vacate": its citations lead to a dismissal, in one step or two. */
function concernsADismissal({ entry, at }: Found, all: readonly Found[], entries: readonly ReadEntry[]): boolean {
  const dismissals = new Set(all.filter((other) => other.rule.kind === 'dismissed' && other.at < at).map((other) => other.entry.number));
  const cited = entries.filter((other) => other.number !== null && entry.cites.includes(other.number));
  return [entry, ...cited].some((each) => each.cites.some((number) => dismissals.has(number)) || /\bdismiss(?:ing|al)\b(?!\s+(?:of\s+)?(?:the\s+)?(?:adversary|complaint|motion|claim|appeal))/i.test(each.text));
}

/** What only "an order on" something says needs a second entry: within days after it, or cited by it. */
function isBorneOut({ rule, entry, at }: Found, all: readonly Found[], entries: readonly ReadEntry[]): boolean {
  const pattern = bearsOut[rule.kind];
  // A dismissal that was taken back was found by its citations before.
  if (!pattern) return rule.kind === 'dismissal-vacated';
  if (all.some((other) => other.at !== at && other.rule.kind === rule.kind && other.rule.strength === 'plain' && Math.abs(daysBetween(entry.on, other.entry.on)) <= borneOutDays)) return true;
  const isAfter = (other: ReadEntry, place: number) => place > at && daysBetween(entry.on, other.on) <= borneOutDays;
  if (rule.kind === 'converted') return entries.some((other, place) => isAfter(other, place) && pattern.test(other.text) && !/^\W*bnc\b/i.test(other.own));
  const cited = entries.filter((other) => other.number !== null && entry.cites.includes(other.number));
  return cited.some((other) => /\bmotion\b.{0,60}\bdismiss\s+(?:the\s+)?(?:case|chapter|debtor|bankruptcy)/i.test(other.own)) || entries.some((other, place) => isAfter(other, place) && pattern.test(other.text) && /case|debtor|bankruptcy|notice of dismissal/i.test(other.text));
}

/** The same thing told twice on neighbouring days is one milestone, its first certain telling; a docket has one petition. */
function onceEach(milestones: readonly Milestone[], found: readonly Found[]): readonly Milestone[] {
  const kept: { milestone: Milestone; at: number }[] = [];
  milestones.forEach((milestone, index) => {
    const at = found[index]?.at ?? 0;
    const twin = kept.findIndex(({ milestone: before }) => before.kind === milestone.kind && covers(before, milestone) && isSameTelling(before, milestone));
    const before = kept[twin];
    if (!before) kept.push({ milestone, at });
    else if (milestone.certain && !before.milestone.certain) kept[twin] = { milestone, at };
  });
  return kept.toSorted((first, second) => first.at - second.at).map(({ milestone }) => milestone);
}

const covers = (first: Milestone, second: Milestone) => first.debtor === second.debtor || first.debtor === 'both' || second.debtor === 'both';
const neighbouringDays = 3;
const isSameTelling = (before: Milestone, after: Milestone) => before.kind === 'petition' || daysBetween(before.on, after.on) <= neighbouringDays;
