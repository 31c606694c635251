import { z } from 'zod';
import { stayActs } from '../account/account.events.ts';
import { daysBetween } from '../calendar/days.ts';
import { adverseKinds, chaptersOfCode, debtorsConcerned, milestoneKinds, type ChapterOfCode, type DebtorsConcerned, type DocketReading, type MilestoneKind } from '../docket/index.ts';
import { localDateSchema, type LocalDate } from '../kernel/time.ts';

/** What a person read where the machine was not sure. */
export const personsReadingSchema = z
  .strictObject({
    kind: z.enum(milestoneKinds),
    on: localDateSchema,
    debtor: z.enum(debtorsConcerned).default('both'),
    /** Of a petition or a conversion. */
    chapter: z.enum(chaptersOfCode).optional(),
    /** Of relief from the stay: what the order frees for the utility, and nothing else (BK-RELIEF). */
    acts: z.array(z.enum(stayActs)).min(1).optional(),
    waitWaived: z.boolean().optional(),
  })
  .refine(({ kind, chapter }) => (kind !== 'petition' && kind !== 'converted') || chapter !== undefined, { error: 'a petition and a conversion need their chapter', path: ['chapter'] })
  .refine(({ kind, acts }) => kind !== 'stay-relief' || acts !== undefined, { error: 'relief from the stay needs what it frees', path: ['acts'] });
export type PersonsReading = z.infer<typeof personsReadingSchema>;

/** What a person answered to a question, and what spoke against the reading when it was answered. */
export interface DocketAnswer {
  readonly entryKey: string;
  readonly kind: MilestoneKind;
  readonly answer: 'so' | 'not-so' | 'other';
  readonly seenDoubts: readonly string[];
  readonly reading: PersonsReading | null;
}

/** A milestone of a docket that stands already as a fact of an account, by an entry of that docket. */
export interface RecordedMilestone {
  readonly entryKey: string;
  readonly kind: MilestoneKind;
  readonly on: LocalDate;
  readonly debtor: DebtorsConcerned;
}

/** What becomes a fact of every account of the debtor. */
export interface DocketAct extends RecordedMilestone {
  readonly chapter: ChapterOfCode | null;
  readonly involuntary: boolean;
  readonly acts: PersonsReading['acts'];
  readonly waitWaived: boolean;
  readonly hasText: boolean;
  /** Absent where the docket does not show it. */
  readonly hasOneDebtor?: boolean;
  readonly because: string;
}

/** What a person has to look at. */
export interface DocketQuestion extends RecordedMilestone {
  readonly words: string;
  readonly chapter: ChapterOfCode | null;
  readonly because: string;
  readonly doubts: readonly string[];
  /** It was acted on, when nothing spoke against it yet. */
  readonly stands: boolean;
  /** Until it is answered the account holds by this question: nothing else does for certain. */
  readonly holds: boolean;
}

export interface DocketJudgement {
  readonly acts: readonly DocketAct[];
  readonly questions: readonly DocketQuestion[];
}

const gone = 'It was acted on, and its entry does not say so any more.';
const noPetition = 'None of the entries that are known is the petition.';
/** Key of the question for a petition that no entry tells of. */
const unseenPetition = 'petition';
/** Once these stand, debt is pursued again or gone for good: a doubt that comes later is never passed over. */
const loosening: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>([...adverseKinds, 'discharged']);
/** They bring a hold back: uncertain, the account holds until somebody has looked (BK-REOPEN). */
const restoring: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>(['dismissal-vacated', 'reopened']);
/** The same thing told on neighbouring days is one. A choice of reading, not of law. */
const neighbouringDays = 3;

/**
 * What a docket's readings come to, with what people answered. A reading acts alone when it is certain; whatever is uncertain in either direction is a
 * question, and one that was answered comes again when something new speaks against it. What was acted on and is doubted now is asked about too.
 * Pure; in no order of arrival (BK-EVENTS, GEN-PROTECT).
 *
 * @param recorded milestones of this docket that stand on its accounts
 */
export function judgeDocket(readings: readonly DocketReading[], answers: readonly DocketAnswer[], recorded: readonly RecordedMilestone[]): DocketJudgement {
  const acts: DocketAct[] = [];
  const asked: DocketQuestion[] = [];
  for (const reading of readings) {
    const answer = answerTo(answers, reading, reading.doubts);
    if (answer && answer.answer !== 'not-so') acts.push(actOf(reading, answer.reading));
    else if (reading.certain && (!answer || !loosening.has(reading.kind))) acts.push(actOf(reading, null));
    else if (!answer) asked.push({ ...reading, stands: false, holds: restoring.has(reading.kind) });
  }
  if (!readings.some(({ kind }) => kind === 'petition')) acts.push(...petitionOfPerson(answers));
  const standing = recorded.filter(({ kind }) => loosening.has(kind));
  acts.push(...standing.flatMap((fact) => takenBack(fact, readings, answers)));
  const isPutRight = ({ kind, on }: RecordedMilestone) => kind === 'dismissed' && acts.some((act) => restoring.has(act.kind) && act.on >= on);
  const questions = asked.filter((question) => !isPutRight(question));
  for (const fact of standing) {
    if (isPutRight(fact) || acts.some((act) => act.kind === fact.kind && covers(act, fact) && Math.abs(daysBetween(act.on, fact.on)) <= neighbouringDays)) continue;
    const place = questions.findIndex((question) => question.entryKey === fact.entryKey && question.kind === fact.kind);
    if (place >= 0) questions[place] = { ...(questions[place] as DocketQuestion), stands: true, holds: true };
    else if (!answerTo(answers, fact, [gone])) questions.push({ ...fact, words: '', chapter: null, because: gone, doubts: [gone], stands: true, holds: true });
  }
  return { acts: acts.toSorted((first, second) => (first.kind === 'petition' ? -1 : second.kind === 'petition' ? 1 : first.on < second.on ? -1 : first.on > second.on ? 1 : 0)), questions };
}

/** Nobody's account can be divided without the day of the petition: where no entry tells it, a person looks it up. */
export function petitionQuestion(readings: readonly DocketReading[], answers: readonly DocketAnswer[], on: LocalDate): DocketQuestion | null {
  if (readings.some(({ kind }) => kind === 'petition') || petitionOfPerson(answers).length > 0 || answers.some(({ entryKey }) => entryKey === unseenPetition)) return null;
  return { entryKey: unseenPetition, kind: 'petition', on, debtor: 'both', words: '', chapter: null, because: noPetition, doubts: [noPetition], stands: false, holds: false };
}

/** The last answer, unless something speaks against the reading that was not there when it was given. */
function answerTo(answers: readonly DocketAnswer[], { entryKey, kind }: Pick<RecordedMilestone, 'entryKey' | 'kind'>, doubts: readonly string[]): DocketAnswer | undefined {
  const last = answers.findLast((one) => one.entryKey === entryKey && one.kind === kind);
  return last && doubts.every((doubt) => last.seenDoubts.includes(doubt)) ? last : undefined;
}

function actOf(reading: DocketReading, person: PersonsReading | null): DocketAct {
  const { entryKey, kind, on, debtor, chapter, involuntary, hasText, hasOneDebtor, because } = reading;
  const read = { entryKey, kind, on, debtor, chapter, involuntary, hasText, hasOneDebtor, because, acts: undefined, waitWaived: false };
  return person === null ? read : { ...read, ...personsAct(entryKey, person), involuntary };
}

function personsAct(entryKey: string, { kind, on, debtor, chapter, acts, waitWaived }: PersonsReading): DocketAct {
  return { entryKey, kind, on, debtor, chapter: chapter ?? null, involuntary: false, acts, waitWaived: waitWaived ?? false, hasText: true, because: 'A person read it so.' };
}

function petitionOfPerson(answers: readonly DocketAnswer[]): DocketAct[] {
  const last = answers.findLast(({ entryKey }) => entryKey === unseenPetition);
  return last?.reading ? [personsAct(unseenPetition, last.reading)] : [];
}

/** A person says that a dismissal which was acted on is none: the stay never ended. */
function takenBack(fact: RecordedMilestone, readings: readonly DocketReading[], answers: readonly DocketAnswer[]): DocketAct[] {
  if (fact.kind !== 'dismissed') return [];
  const doubts = readings.find(({ entryKey, kind }) => entryKey === fact.entryKey && kind === fact.kind)?.doubts ?? [gone];
  if (answerTo(answers, fact, doubts)?.answer !== 'not-so') return [];
  return [{ ...fact, kind: 'dismissal-vacated', chapter: null, involuntary: false, acts: undefined, waitWaived: false, hasText: true, because: 'A person read that the case was not dismissed.' }];
}

const covers = (first: RecordedMilestone, second: RecordedMilestone) => first.debtor === second.debtor || first.debtor === 'both' || second.debtor === 'both';
