import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays, plusMonths } from '../calendar/days.ts';
import type { DocumentStatement } from '../documents/index.ts';
import type { Because } from '../kernel/because.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { docketLetterStatement } from '../policy/docket-letter-statement.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountEventData, DocketLetter } from './account.events.ts';
import type { AccountState, Petition } from './account.state.ts';
import { actsUnderStay } from './acts-under-stay.ts';
import { assuranceDays } from './assurance-days.ts';
import type { EntryDraft } from './decide-entries.ts';
import { docketNoticeId } from './docket-notices.ts';
import { servicePursuedSince } from './stays.ts';

type Told = Pick<AccountEventData<'DocketLetterOrdered'>, 'assurance' | 'voids'>;
interface WantedLetter {
  readonly letter: DocketLetter;
  readonly told: Told;
  readonly because: readonly Because[];
}

/** The next letter that a docket calls for on the account, by what the pack writes by itself; none of them asks for debt of before the petition. */
export function nextDocketLetter(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  if (law.pack.docketLetters === undefined || state.openedAt === null) return null;
  for (const petition of state.petitions) {
    if (petition.role === 'co-debtor' || petition.filedAt === null || petition.filedAt > now) continue;
    const wanted = assuranceLetter(state, petition, law, now) ?? divisionLetter(petition, law, now) ?? voidLetter(state, petition, law);
    const statement = wanted && docketLetterStatement(law, wanted.letter, state.language);
    if (wanted && statement) return draft(state, petition.docket, wanted, statement);
  }
  return null;
}

function draft(state: AccountState, docket: string, { letter, told, because: reasons }: WantedLetter, statement: DocumentStatement): EntryDraft {
  const noticeId = docketNoticeId(state.accountId, docketLetters(state).length + 1);
  const { document, languages, contains } = statement;
  return { type: 'DocketLetterOrdered', id: `arrears#${noticeId}`, data: { docket, letter, noticeId, document, languages: [...languages], contains: [...contains], ...told }, because: reasons };
}

function isOrdered({ letters = [] }: Petition, letter: DocketLetter): boolean {
  return letters.some((known) => known.letter === letter);
}

function stayRunsNow({ stays }: Petition, now: Instant): boolean {
  const last = stays.at(-1);
  return last !== undefined && last.sinceAt <= now && (last.endedAt === null || last.endedAt > now);
}

/** Assurance is asked for once, where service can be refused for its lack and days enough are left to give it (BK-366-20, BK-366-30). */
function assuranceLetter(state: AccountState, petition: Petition, law: Law, now: Instant): WantedLetter | null {
  const terms = law.pack.docketLetters?.assurance;
  const { requestedCents, given, lapsedAt } = petition.assurance;
  if (terms === undefined || state.valve === 'none' || requestedCents !== null || given.length > 0 || lapsedAt !== null || !stayRunsNow(petition, now) || servicePursuedSince(petition, now) !== null) return null;
  const days = assuranceDays(petition, law);
  if (days === null || plusDays(dayOf(law.calendar, now), terms.leastDays) > days.lastDayOn) return null;
  const filedOn = dayOf(law.calendar, petition.filedAt as Instant);
  const average = averageMonth(state, filedOn, terms.ofMonths, law);
  const amountCents = Math.round((average.billedCents * terms.averageMonths) / average.months);
  if (amountCents <= 0) return null;
  const { docket } = petition;
  const sentence = `Assurance of ${dollars(amountCents)} is asked for on docket ${docket} by ${days.lastDayOn}: ${terms.averageMonths} average months of the ${dollars(average.billedCents)} billed in ${average.months} months before the filing.`;
  return { letter: 'assurance', told: { assurance: { amountCents, lastDayOn: days.lastDayOn } }, because: [because(law, terms.rule, sentence, { docket, amountCents }), ...days.because] };
}

/** What was billed in the months before a filing, and how many those are on an account that is younger. */
function averageMonth({ bills, charges, openedAt }: AccountState, filedOn: LocalDate, ofMonths: number, law: Law): { readonly billedCents: Cents; readonly months: number } {
  const openedOn = dayOf(law.calendar, openedAt as Instant);
  let months = ofMonths;
  while (months > 1 && plusMonths(filedOn, -months) < openedOn) months -= 1;
  const from = plusMonths(filedOn, -ofMonths);
  const billed = new Set(bills.filter(({ billedOn }) => billedOn > from && billedOn <= filedOn).map(({ billId }) => billId));
  const billedCents = charges.reduce((sum, { billId, kind, amountCents }) => (billId !== null && kind !== 'penalty' && kind !== 'fee' && billed.has(billId) ? sum + amountCents : sum), 0);
  return { billedCents, months };
}

/** The account of before the petition closes, and one of after it begins (BK-SPLIT). */
function divisionLetter(petition: Petition, law: Law, now: Instant): WantedLetter | null {
  const terms = law.pack.docketLetters?.division;
  if (terms === undefined || isOrdered(petition, 'division') || !stayRunsNow(petition, now)) return null;
  const filedOn = dayOf(law.calendar, petition.filedAt as Instant);
  const sentence = `What was charged through ${filedOn} stands apart under docket ${petition.docket}; an account of its own begins on ${plusDays(filedOn, 1)}.`;
  return { letter: 'division', told: {}, because: [because(law, terms.rule, sentence, { docket: petition.docket })] };
}

/** Notices and tags of after the filing are void, and the debtor is told so; not by a letter after the case was dismissed (BK-DISMISS). */
function voidLetter(state: AccountState, petition: Petition, law: Law): WantedLetter | null {
  const terms = law.pack.docketLetters?.void;
  if (terms === undefined || petition.ending === 'dismissed') return null;
  const told = new Set((petition.letters ?? []).flatMap(({ voids }) => voids));
  const acts = actsUnderStay(state, petition, law).filter(({ kind, id }) => (kind === 'notice' || kind === 'door-tag') && !told.has(id));
  if (acts.length === 0) return null;
  const voids = acts.map(({ id }) => id);
  const sentence = `Docket ${petition.docket} was filed before ${voids.join(', ')} went out: the debtor is told that they are void.`;
  return { letter: 'void', told: { voids }, because: [because(law, terms.rule, sentence, { docket: petition.docket })] };
}

/** Every letter that was ordered on a docket, also on one that turned out to be another person's. */
export function docketLetters({ petitions, misattributedLetters = [] }: Pick<AccountState, 'petitions' | 'misattributedLetters'>): readonly { readonly docket: string; readonly noticeId: string }[] {
  return [...petitions.flatMap(({ docket, letters = [] }) => letters.map(({ noticeId }) => ({ docket, noticeId }))), ...misattributedLetters];
}

export const docketLetterStatuses = ['ordered', 'mailed', 'returned', 'void'] as const;

/** A letter of a docket, and how far it came. */
export interface DocketLetterState {
  readonly letter: DocketLetter;
  readonly noticeId: string;
  readonly orderedAt: Instant;
  /** `void`: nobody wants it any more and it was not mailed; what lies printed of it is voided. */
  readonly status: (typeof docketLetterStatuses)[number];
  readonly mailedOn: LocalDate | null;
  readonly returnedAt: Instant | null;
}

/** The letters that were ordered on a docket of the account, in that order. */
export function lettersOf({ notices }: Pick<AccountState, 'notices'>, petition: Petition): readonly DocketLetterState[] {
  return (petition.letters ?? []).map(({ letter, noticeId, orderedAt }) => {
    const { mailedOn = null, mailedAt = null, returnedAt = null } = notices.find((notice) => notice.noticeId === noticeId) ?? {};
    const unsent = isStillWanted(petition, letter) ? 'ordered' : 'void';
    const status = returnedAt !== null ? 'returned' : mailedAt !== null ? 'mailed' : unsent;
    return { letter, noticeId, orderedAt, status, mailedOn, returnedAt };
  });
}

/** A letter of a docket that is ordered and not proven to be mailed. */
export interface AwaitedLetter {
  readonly docket: string;
  readonly noticeId: string;
  readonly orderedAt: Instant;
  /** The docket may have ended since, or be another person's: then nobody writes by itself any more, and what lies printed is voided. */
  readonly isWanted: boolean;
}

export function awaitedLetters({ petitions, misattributedLetters = [], notices }: Pick<AccountState, 'petitions' | 'misattributedLetters' | 'notices'>): readonly AwaitedLetter[] {
  const isAnswered = (noticeId: string) => notices.some((notice) => notice.noticeId === noticeId && (notice.mailedAt !== null || notice.returnedAt !== null));
  const known = petitions.flatMap((petition) => (petition.letters ?? []).map(({ letter, noticeId, orderedAt }) => ({ docket: petition.docket, noticeId, orderedAt, isWanted: isStillWanted(petition, letter) })));
  return [...known, ...misattributedLetters.map((letter) => ({ ...letter, isWanted: false }))].filter(({ noticeId }) => !isAnswered(noticeId));
}

function isStillWanted({ ending, stays, filedAt, assurance }: Petition, letter: DocketLetter): boolean {
  // Who gave assurance already is not asked for it.
  if (filedAt === null || (letter === 'assurance' && assurance.given.length > 0)) return false;
  return letter === 'void' ? ending !== 'dismissed' : stays.at(-1)?.endedAt === null;
}
