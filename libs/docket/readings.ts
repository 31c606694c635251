import type { LocalDate } from '../kernel/time.ts';
import { chapterConvertedTo, chapterOfPetition, isInvoluntary, type ChapterOfCode } from './chapter.ts';
import { adverseKinds, type DebtorsConcerned, type Milestone, type MilestoneKind } from './docket.ts';
import { entryDay } from './read-docket.ts';
import { entryKey, milestonesOfEntries, type ReceivedEntry } from './received-entry.ts';
import { householdOf } from './whose.ts';

/** What an entry of a docket says, with everything that a fact of an account needs. What is not certain is for a person. */
export interface DocketReading {
  readonly entryKey: string;
  readonly kind: MilestoneKind;
  /** The day on which it was entered; of a petition that of its filing, the earlier one where the court tells both. */
  readonly on: LocalDate;
  readonly debtor: DebtorsConcerned;
  /** Of a petition and a conversion; null where the words name none. */
  readonly chapter: ChapterOfCode | null;
  readonly involuntary: boolean;
  readonly words: string;
  readonly because: string;
  readonly certain: boolean;
  readonly doubts: readonly string[];
  /** The docket text itself is known, and not only the name that a feed gives. */
  readonly hasText: boolean;
  /** The docket shows that there is one debtor, so that what concerns the debtor concerns the whole case. */
  readonly hasOneDebtor: boolean;
}

const noChapter = 'The words name no chapter, or more than one.';
/** What an order frees, and for whom, is not read by machine (BK-RELIEF). */
const reliefIsRead = 'For whom and for what the order gives relief is for a person to read.';
/** Whoever copies a docket may be mistaken, or mean ill: nothing ends a protection by that alone. */
const onlyUploaded = 'Nobody but an upload tells of it: the word of the court itself has not come.';

/** What all that is known of a docket comes to. Pure: the same entries in any order give the same readings. */
export function readingsOf(docketNumber: string, entries: readonly ReceivedEntry[]): readonly DocketReading[] {
  const hasOneDebtor = householdOf(entries.map((entry) => ({ ...entry, text: saidBy(entry) }))) === 'one';
  return milestonesOfEntries(docketNumber, entries).map((milestone) => readingOf(milestone, entries, hasOneDebtor));
}

function readingOf(milestone: Milestone, entries: readonly ReceivedEntry[], hasOneDebtor: boolean): DocketReading {
  const { kind, debtor, words, because } = milestone;
  const entry = entryOf(milestone, entries);
  const said = saidBy(entry);
  const chapter = kind === 'petition' ? chapterOfPetition(said) : kind === 'converted' ? chapterConvertedTo(said) : null;
  const doubts = [...milestone.doubts];
  if ((kind === 'petition' || kind === 'converted') && chapter === null) doubts.push(noChapter);
  if (kind === 'stay-relief') doubts.push(reliefIsRead);
  if (adverseKinds.has(kind) && entry.sources.every((source) => source === 'upload')) doubts.push(onlyUploaded);
  return {
    entryKey: entryKey(entry),
    kind,
    on: kind === 'petition' ? earlier(milestone.on, entry.dateFiled) : milestone.on,
    debtor,
    chapter,
    involuntary: kind === 'petition' && isInvoluntary(said),
    words,
    because,
    certain: doubts.length === 0,
    doubts,
    hasText: Boolean(entry.text),
    hasOneDebtor,
  };
}

/** A number is of one entry; what has none is known by its day and its words, since the clerk notes the same words again. */
function entryOf({ entry, words, on }: Milestone, entries: readonly ReceivedEntry[]): ReceivedEntry {
  const found = entries.find((one) => one.number === entry && (entry !== null || (saidBy(one).includes(words) && entryDay({ ...one, text: saidBy(one) }) === on)));
  if (!found) throw new Error(`A milestone was read from entry ${entry ?? '(without number)'}, which is not among the docket's ${entries.length} entries`);
  return found;
}

/** A sealed entry that somebody uploads has no words: what a feed calls it still counts. */
const saidBy = ({ text, shortDescription }: ReceivedEntry) => text || shortDescription;
const earlier = (on: LocalDate, filedOn: LocalDate | null) => (filedOn !== null && filedOn < on ? filedOn : on);

/** `27-50123` of "2:27-bk-50123": year and serial number, by which courts, mails and feeds write of the same case in several ways. */
export function caseOfDocket(docketNumber: string): string | null {
  const [, year, serial = ''] = /(\d{2})-(?:[a-z]{2}-)?(\d{4,5})(?!\d)/i.exec(docketNumber) ?? [];
  return year === undefined ? null : `${year}-${serial.padStart(5, '0')}`;
}
