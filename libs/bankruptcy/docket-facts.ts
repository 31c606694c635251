import type { AccountEvent, AccountEventData } from '../account/account.events.ts';
import type { AccountState, Petition } from '../account/account.state.ts';
import { epochMilliseconds, instantOfEpoch, plusDays, startOfDay } from '../calendar/days.ts';
import { adverseKinds, caseOfDocket, milestoneKinds, type MilestoneKind } from '../docket/index.ts';
import { isLocalDate, type Instant, type LocalDate } from '../kernel/time.ts';
import type { DocketAct, RecordedMilestone } from './docket-judgement.ts';

/** Who the customer is on a docket; `both` where spouses have the account together (BK-JOINT, BK-CODEBTOR). */
export const matchRoles = ['debtor', 'joint', 'both', 'co-debtor'] as const;
export type MatchRole = (typeof matchRoles)[number];

/** An account that is known to be of a docket's debtor. */
export interface AccountOfDocket {
  readonly state: AccountState;
  readonly role: MatchRole;
  /** When the utility first heard of the docket. */
  readonly noticedAt: Instant;
}

type WithoutRecordedAt<E> = E extends unknown ? Omit<E, 'recordedAt'> : never;
export type DocketFact = WithoutRecordedAt<AccountEvent>;

/** `ohsb/2:27-bk-50123`: a docket as accounts know it that came with its entries. */
export function nameOfDocket(court: string, docketNumber: string): string {
  return `${court}/${docketNumber}`;
}

/**
 * Under which name an account knows the docket: that of a petition of the same case that somebody told before (same year and serial number), so that
 * no case counts twice; else the docket's own, anew where it was taken back as another person's.
 */
export function docketOnAccount(state: AccountState, court: string, docketNumber: string): string {
  const own = nameOfDocket(court, docketNumber);
  // Courts number their cases alike: where the name tells its court, it has to be this one.
  const isHere = (docket: string) => !docket.includes('/') || docket.startsWith(`${court}/`);
  const filed = state.petitions.find(({ docket, filedAt }) => filedAt !== null && isHere(docket) && caseOfDocket(docket) !== null && caseOfDocket(docket) === caseOfDocket(docketNumber));
  if (filed) return filed.docket;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? own : `${own}~${count}`;
    if (!state.misattributed.includes(name)) return name;
  }
}

export function petitionOnAccount(state: AccountState, court: string, docketNumber: string): Petition | undefined {
  const name = docketOnAccount(state, court, docketNumber);
  return state.petitions.find(({ docket, filedAt }) => docket === name && filedAt !== null);
}

const prefix = 'docket#';
const ofDocket = (court: string, docketNumber: string) => `${prefix}${nameOfDocket(court, docketNumber)}#`;

/** What of a docket became facts already, from the ids of an account's events. */
export function recordedOf(court: string, docketNumber: string, events: readonly { readonly eventId: string; readonly debtor: string | null }[]): readonly RecordedMilestone[] {
  return events.flatMap(({ eventId, debtor }) => {
    if (!eventId.startsWith(ofDocket(court, docketNumber))) return [];
    const [entryKey = '', kind = '', on = ''] = eventId.slice(ofDocket(court, docketNumber).length).split('#');
    if (!(milestoneKinds as readonly string[]).includes(kind) || !isLocalDate(on)) return [];
    return [{ entryKey, kind: kind as MilestoneKind, on, debtor: debtor === 'debtor' || debtor === 'joint' ? debtor : 'both' }];
  });
}

/** What ends something on the account of whoever answers for the debtor: with the text alone. */
const endsForCoDebtor: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>(['converted', 'discharged', 'closed']);
/** What ends something, and so counts from the end of its day: the moment is not known, and the later protects. */
const ending: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>([...adverseKinds, 'discharged', 'closed']);

/**
 * The fact of an account that a docket's act comes to, or null where it has none for it (yet). Its id is made of the docket, the entry, the kind and the
 * day, so that it is recorded once whatever comes again (BK-EVENTS). The moment is the beginning of the day, or of what ends something its end, in the
 * utility's zone.
 */
export function factOf(act: DocketAct, { state, role, noticedAt }: AccountOfDocket, place: { readonly court: string; readonly docketNumber: string; readonly zone: string }): DocketFact | null {
  const { court, docketNumber, zone } = place;
  const known = petitionOnAccount(state, court, docketNumber);
  const docket = docketOnAccount(state, court, docketNumber);
  const { kind, on } = act;
  if (kind === 'petition' && known && !isOursAndLater(known, on, court, docketNumber, zone)) return null;
  if (adverseKinds.has(kind) && !known) return null;
  if (role === 'co-debtor' && (kind === 'stay-relief' || (endsForCoDebtor.has(kind) && !act.hasText))) return null;
  // For which of two spouses the customer answers is not known: the stay ends with the case of both (BK-CODEBTOR).
  if (role === 'co-debtor' && ending.has(kind) && act.debtor !== 'both' && !(act.debtor === 'debtor' && act.hasOneDebtor)) return null;
  if (ending.has(kind) && (role === 'debtor' || role === 'joint') && act.debtor !== 'both' && act.debtor !== role) return null;
  const accountIds = [state.accountId];
  const id = `${ofDocket(court, docketNumber)}${act.entryKey}#${kind}#${on}${docket.includes('~') ? `#${docket.slice(docket.lastIndexOf('~'))}` : ''}`;
  const side = sideOf(act, role);
  const about = { docket, accountIds, ...(side && { debtor: side }) };
  const fact = <T extends AccountEvent['type']>(type: T, data: AccountEventData<T>): DocketFact => ({ type, id, effectiveAt: momentOf(act, known, zone), data }) as DocketFact;
  switch (kind) {
    case 'petition':
      if (act.chapter === null) return null;
      return fact('PetitionFiled', {
        docket,
        chapter: act.chapter,
        accountIds,
        ...(role === 'co-debtor' ? { coDebtorAccountIds: accountIds } : { debtor: role }),
        ...(act.involuntary && { involuntary: true }),
        noticedAt,
      });
    case 'converted':
      return act.chapter === null ? null : fact('BankruptcyConverted', { docket, accountIds, chapter: act.chapter });
    case 'plan-confirmed':
      return fact('PlanConfirmed', { docket, accountIds });
    case 'dismissed':
      return fact('BankruptcyDismissed', about);
    case 'dismissal-vacated':
      return fact('BankruptcyReopened', { docket, accountIds, vacatesDismissal: true });
    case 'discharged':
      return fact('BankruptcyDischarged', about);
    case 'discharge-denied':
      return fact('DischargeDenied', about);
    case 'stay-relief':
      return act.acts === undefined ? null : fact('StayReliefGranted', { docket, accountIds, acts: [...act.acts], ...(act.waitWaived && { waitWaived: true }) });
    case 'reopened':
      return fact('BankruptcyReopened', { docket, accountIds });
    case 'closed':
      return fact('BankruptcyClosed', { docket, accountIds });
  }
}

/** A petition that came from these entries with a later day than is known now: the earlier one protects, and counts. */
function isOursAndLater({ docket, filedAt }: Petition, on: LocalDate, court: string, docketNumber: string, zone: string): boolean {
  return docket.startsWith(nameOfDocket(court, docketNumber)) && (filedAt as Instant) > startOfDay(on, zone);
}

/** An account of one of two spouses is told of that one. */
function sideOf({ debtor }: DocketAct, role: MatchRole): 'debtor' | 'joint' | null {
  if (role === 'debtor' || role === 'joint') return role;
  return role === 'both' && debtor !== 'both' ? debtor : null;
}

function momentOf({ kind, on }: DocketAct, known: Petition | undefined, zone: string): Instant {
  if (ending.has(kind)) return instantOfEpoch(epochMilliseconds(startOfDay(plusDays(on, 1), zone)) - 1);
  const beginning = startOfDay(on, zone);
  // An order that takes a dismissal of the same day back comes after it.
  const endedAt = kind === 'dismissal-vacated' || kind === 'reopened' ? (known?.sideEndings.map(({ at }) => at).sort().at(-1) ?? null) : null;
  return endedAt !== null && endedAt > beginning && endedAt <= instantOfEpoch(epochMilliseconds(startOfDay(plusDays(on, 1), zone)) - 1) ? endedAt : beginning;
}
