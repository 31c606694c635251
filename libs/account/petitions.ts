import { unreachable } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountEvent } from './account.events.ts';
import type { AccountState, Petition, Side } from './account.state.ts';

/** What a docket, counsel and the utility itself tell of a bankruptcy. */
export type PetitionEvent = Extract<
  AccountEvent,
  {
    type:
      | 'PetitionFiled'
      | 'BankruptcyDismissed'
      | 'BankruptcyDischarged'
      | 'BankruptcyConverted'
      | 'PlanConfirmed'
      | 'BankruptcyReopened'
      | 'StayReliefGranted'
      | 'StayOrdered'
      | 'DischargeDenied'
      | 'BankruptcyClosed'
      | 'AssetsNoticed'
      | 'ClaimFiled'
      | 'DocketLetterOrdered'
      | 'AssuranceRequested'
      | 'AssuranceGiven'
      | 'AssuranceLapsed'
      | 'BankruptcyReviewOpened'
      | 'BankruptcyReviewAnswered'
      | 'StayReleased'
      | 'PostPetitionDebtPursued'
      | 'ChargesTaggedAdministrative';
  }
>;

/** The account's dockets after the event; each is known by its number. */
export function withPetitionEvent(state: AccountState, event: PetitionEvent): AccountState {
  if (state.misattributed.includes(event.data.docket)) return event.type === 'DocketLetterOrdered' ? withStrayLetters(state, event.data.docket, [{ noticeId: event.data.noticeId, orderedAt: event.effectiveAt }]) : state;
  return { ...state, petitions: withPetition(state.petitions, event.data.docket, (before) => changed(before, event, state.accountId)) };
}

/** The docket is another person's: what it tells is passed over, also what was told before. Its divisions and write-offs are taken back by what is decided next. */
export function withoutDocket(state: AccountState, docket: string): AccountState {
  const letters = state.petitions.flatMap((petition) => (petition.docket === docket ? (petition.letters ?? []) : []));
  return withStrayLetters({ ...state, misattributed: [...new Set([...state.misattributed, docket])], petitions: state.petitions.filter((petition) => petition.docket !== docket) }, docket, letters);
}

/** A letter that was ordered on another person's docket is still somewhere: it has its number, and whoever printed it voids it. */
function withStrayLetters(state: AccountState, docket: string, letters: readonly { readonly noticeId: string; readonly orderedAt: Instant }[]): AccountState {
  if (letters.length === 0) return state;
  return { ...state, misattributedLetters: [...(state.misattributedLetters ?? []), ...letters.map(({ noticeId, orderedAt }) => ({ docket, noticeId, orderedAt }))] };
}

/** What was told of ends where the docket itself is known, and not before its petition is. */
export function withTipFound(state: AccountState, { effectiveAt, data: { tipId, docket } }: Extract<AccountEvent, { type: 'BankruptcyFound' }>): AccountState {
  if (!state.petitions.some((petition) => petition.docket === docket && petition.filedAt !== null)) return state;
  return { ...state, tips: state.tips.map((tip) => (tip.tipId === tipId && tip.endedAt === null ? { ...tip, endedAt: effectiveAt } : tip)) };
}

function changed(before: Petition, event: PetitionEvent, accountId: string): Partial<Petition> {
  const at = event.effectiveAt;
  switch (event.type) {
    case 'PetitionFiled':
      return filed(before, event, accountId);
    case 'BankruptcyDismissed':
      return ended(before, at, 'dismissed', sidesOf(event.data.debtor));
    case 'BankruptcyDischarged':
      return ended(before, at, 'discharged', sidesOf(event.data.debtor));
    case 'BankruptcyConverted':
      // Told again in other words, it is no second conversion.
      if (before.conversions.at(-1)?.to === event.data.chapter) return {};
      return { conversions: [...before.conversions, { at, from: before.chapter, to: event.data.chapter }], chapter: event.data.chapter };
    case 'PlanConfirmed':
      return { confirmedAt: before.confirmedAt ?? at };
    case 'BankruptcyReopened':
      return { ...staysAnew(before, at), reopenedAt: at };
    case 'StayReliefGranted':
      return { reliefs: [...before.reliefs, { at, acts: event.data.acts, waitWaived: event.data.waitWaived ?? false }] };
    case 'StayOrdered':
      return { orders: [...before.orders, { at, order: event.data.order }] };
    case 'StayReleased':
      return { orders: [...before.orders, { at, order: 'released' }] };
    case 'DischargeDenied':
      return { deniedAt: before.deniedAt ?? at };
    case 'BankruptcyClosed':
      return { closedAt: at };
    case 'AssetsNoticed':
      return { assetsNoticedAt: before.assetsNoticedAt ?? at };
    case 'AssuranceRequested':
      return { assurance: { ...before.assurance, requestedCents: event.data.amountCents, noticeId: undefined } };
    case 'DocketLetterOrdered':
      return ordered(before, event);
    case 'ClaimFiled': {
      const { filedOn, claimNumber = null } = event.data;
      const reviews = before.reviews.map((known) => (answeredByClaim.has(known.review) && known.answeredAt === null ? { ...known, answeredAt: at } : known));
      return { claim: { filedOn, filedAt: at, claimNumber }, reviews };
    }
    case 'AssuranceGiven': {
      const { assuranceId, amountCents, form } = event.data;
      const others = before.assurance.given.filter((known) => known.assuranceId !== assuranceId);
      return { assurance: { ...before.assurance, given: [...others, { assuranceId, amountCents, form, at }] } };
    }
    case 'AssuranceLapsed':
      return { assurance: { ...before.assurance, lapsedAt: at, lastDayOn: event.data.lastDayOn } };
    case 'BankruptcyReviewOpened':
      return { reviews: [...before.reviews, { review: event.data.review, openedAt: at, answeredAt: null }] };
    case 'BankruptcyReviewAnswered':
      return { reviews: before.reviews.map((known) => (known.review === event.data.review && known.answeredAt === null ? { ...known, answeredAt: at } : known)) };
    case 'PostPetitionDebtPursued':
      return { postPetitionPursuedAt: before.postPetitionPursuedAt ?? at };
    case 'ChargesTaggedAdministrative':
      return { administrative: true };
    default:
      return unreachable(event);
  }
}

export function withPetition(petitions: readonly Petition[], docket: string, change: (before: Petition) => Partial<Petition>): readonly Petition[] {
  const known = petitions.find((petition) => petition.docket === docket);
  const before = known ?? unknownPetition(docket);
  return [...petitions.filter((petition) => petition.docket !== docket), { ...before, ...change(before) }];
}

function unknownPetition(docket: string): Petition {
  return {
    docket,
    chapter: '',
    role: 'debtor',
    involuntary: false,
    sides: ['debtor'],
    sideEndings: [],
    conversions: [],
    priorDismissals: [],
    orders: [],
    reliefs: [],
    assurance: { requestedCents: null, given: [], lapsedAt: null, lastDayOn: null },
    postPetitionPursuedAt: null,
    administrative: false,
    confirmedAt: null,
    deniedAt: null,
    closedAt: null,
    reopenedAt: null,
    assetsNoticedAt: null,
    reviews: [],
    filedAt: null,
    stays: [],
    endedAt: null,
    ending: null,
    writtenOff: false,
    writeOffs: 0,
  };
}

const answeredByClaim = new Set<string>(['claim-due', 'claim-late']);

/** Whoever asked for assurance before Arrears did stands; a court's amount comes after and takes its place. */
function ordered(before: Petition, { effectiveAt, data }: Extract<PetitionEvent, { type: 'DocketLetterOrdered' }>): Partial<Petition> {
  const { letter, noticeId, assurance, voids = [] } = data;
  const letters = [...(before.letters ?? []), { letter, noticeId, orderedAt: effectiveAt, voids }];
  return { letters, ...(assurance === undefined ? {} : { assurance: { ...before.assurance, requestedCents: assurance.amountCents, noticeId } }) };
}

function sidesOf(debtor: 'debtor' | 'joint' | 'both' | undefined): readonly Side[] | null {
  return debtor === undefined || debtor === 'both' ? null : [debtor];
}

/** A docket that is filed or reopened after its end holds anew; a dismissal is vacated by that, a discharge is not (BK-REOPEN). */
function staysAnew(before: Petition, at: Instant): Partial<Petition> {
  const stays = before.stays.at(-1)?.endedAt === null ? before.stays : [...before.stays, { sinceAt: at, endedAt: null }];
  const isDischarged = before.ending === 'discharged' && before.filedAt !== null;
  return { stays, ...(isDischarged ? {} : { endedAt: null, ending: null, sideEndings: before.sideEndings.filter(({ ending }) => ending !== 'dismissed') }) };
}

function filed(before: Petition, { effectiveAt, data }: Extract<PetitionEvent, { type: 'PetitionFiled' }>, accountId: string): Partial<Petition> {
  const { chapter, debtor, coDebtorAccountIds = [], involuntary = false, priorDismissals = [] } = data;
  const sides: readonly Side[] = debtor === 'both' ? ['debtor', 'joint'] : [debtor ?? 'debtor'];
  return {
    ...staysAnew(before, effectiveAt),
    chapter,
    role: coDebtorAccountIds.includes(accountId) ? 'co-debtor' : 'debtor',
    filedAt: before.filedAt ?? effectiveAt,
    involuntary,
    priorDismissals,
    sides: before.filedAt === null ? sides : [...new Set([...before.sides, ...sides])],
  };
}

/** A case ends on an account when it ended for each of its debtors, and alike: where one is discharged and the other dismissed, a person looks (BK-JOINT). */
function ended(before: Petition, at: Instant, ending: NonNullable<Petition['ending']>, told: readonly Side[] | null): Partial<Petition> {
  // What is told before its petition is told of whomever it will name.
  const sides = told ?? before.sides;
  const fresh = sides.filter((side) => !before.sideEndings.some((known) => known.side === side && (known.ending === ending || known.ending === 'discharged')));
  const sideEndings = [...before.sideEndings.filter(({ side }) => !fresh.includes(side)), ...fresh.map((side) => ({ side, ending, at }))];
  const isOver = before.sides.every((side) => sideEndings.some((known) => known.side === side));
  const isAlike = new Set(sideEndings.map((known) => known.ending)).size === 1;
  if (!isOver || !isAlike) return { sideEndings };
  const stays = before.stays.map((stay) => ({ ...stay, endedAt: stay.endedAt ?? at }));
  return before.ending === 'discharged' || before.ending === ending ? { sideEndings, stays } : { sideEndings, stays, endedAt: at, ending };
}
