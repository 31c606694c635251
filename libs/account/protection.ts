import { dayOf } from '../calendar/business-calendar.ts';
import { startOfDay, plusDays } from '../calendar/days.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import { evaluateGuard } from '../policy/evaluate.ts';
import type { Condition, Facts, HouseholdProtection, Law, StandingHold } from '../policy/facts.ts';
import { centsOn } from '../policy/lapsing-values.ts';
import type { AccountState, Inability, Offer } from './account.state.ts';
import { brokenPlanOf } from './arrangement.ts';

/**
 * The three conditions that together bar the shut-off (CA-998-PROTECT), each with what it rests on; null under a pack by which a
 * certificate protects alone. Willing is who has not, on record, declined every plan that was to be offered.
 * @param certificates the certificates that are valid now
 */
export function protectionOf(state: AccountState, certificates: readonly StandingHold[], law: Law, now: Instant): HouseholdProtection | null {
  if (law.pack.protection === undefined) return null;
  const shown = inabilityOf(state, law, now);
  const certificate = certificates[0];
  return {
    certified: certificate ? { met: true, sentence: certificate.sentence } : { met: false, sentence: 'No provider certifies a threat to the health of a resident.' },
    unableToPay: shown ? { met: true, sentence: `The household cannot pay: ${basisOf(shown, law)}, by ${shown.evidence}, through ${shown.throughOn}.` } : { met: false, sentence: 'Nothing shows that the household cannot pay.' },
    willing: willingness(state, law, now),
  };
}

/** The proof of inability that stands longest, or null. */
export function inabilityOf(state: AccountState, law: Law, now: Instant): Inability | null {
  const standing = state.inabilities.filter((known) => known.shownAt <= now && (known.endedAt === null || known.endedAt > now) && now < inabilityEndsAt(known, law) && counts(known, law));
  return standing.reduce<Inability | null>((longest, known) => (longest === null || known.throughOn > longest.throughOn ? known : longest), null);
}

export function inabilityEndsAt({ throughOn }: Inability, { calendar }: Law): Instant {
  return startOfDay(plusDays(throughOn, 1), calendar.zone);
}

/** Help from one of the programmes, or a declared income below the pack's part of the poverty level (CA-998-INABILITY). */
function counts(known: Inability, law: Law): boolean {
  const { basis } = known;
  if (law.pack.protection === undefined) return false;
  const { programmes, incomeBelowPercentOfPovertyLevel: below } = law.pack.protection.inability;
  if ('programme' in basis) return programmes.includes(basis.programme);
  if ('incomePercentOfPovertyLevel' in basis) return basis.incomePercentOfPovertyLevel < below;
  const levelCents = povertyLevelCents(known, basis.persons, law);
  // Nobody is shut off because nobody entered the level of the year.
  return levelCents === null || basis.annualIncomeCents * wholePercent < levelCents * below;
}

const wholePercent = 100;

/** The level of the day on which the income was declared, for a household of that size; null while the pack knows none for it. */
function povertyLevelCents({ shownAt }: Inability, persons: number, law: Law): Cents | null {
  const level = law.pack.protection?.inability.povertyLevel;
  if (level === undefined) return null;
  const on = dayOf(law.calendar, shownAt);
  if (level.guards.some((guard) => !evaluateGuard(guard, { today: on, now: shownAt } as Facts, law).holds)) return null;
  const [one, further] = [centsOn(law, level.onePerson, on), centsOn(law, level.eachFurther, on)];
  return one === null || further === null ? null : one + (persons - 1) * further;
}

function basisOf(known: Inability, law: Law): string {
  const { basis } = known;
  if ('programme' in basis) return `it receives ${basis.programme}`;
  if ('incomePercentOfPovertyLevel' in basis) return `it declares ${basis.incomePercentOfPovertyLevel} % of the poverty level`;
  const levelCents = povertyLevelCents(known, basis.persons, law);
  const beside = levelCents === null ? 'and nobody has entered the poverty level of that day' : `of a poverty level of ${dollars(levelCents)}`;
  return `it declares ${dollars(basis.annualIncomeCents)} a year for ${basis.persons}, ${beside}`;
}

function willingness(state: AccountState, law: Law, now: Instant): Condition {
  const broken = brokenPlanOf(state, law, now);
  if (broken) return { met: false, sentence: `Plan ${broken.arrangementId} is broken since ${broken.defaultedOn}.` };
  const offers = state.offers.filter((offer) => offer.offeredAt <= now);
  const unanswered = (law.pack.protection?.plans ?? []).filter((kind) => !offers.some((offer) => offer.kind === kind && lastAnswer(offer, now)?.answer === 'refused'));
  const open = offers.find((offer) => lastAnswer(offer, now)?.answer !== 'refused');
  const lastRefusedAt = offers.reduce<Instant | ''>((late, offer) => (lastAnswer(offer, now)?.at ?? '') > late ? (lastAnswer(offer, now)?.at as Instant) : late, '');
  const agreedSince = state.arrangements.some((terms) => terms.agreedAt <= now && terms.agreedAt > lastRefusedAt);
  if (offers.length === 0) return { met: true, sentence: 'No plan that was offered and declined is on record, so the household counts as willing.' };
  if (unanswered.length > 0) return { met: true, sentence: `The household counts as willing: that it was offered ${unanswered.join(', ')} and declined is not on record.` };
  if (open) return { met: true, sentence: `Offer ${open.offerId} (${open.kind}) is not declined.` };
  if (agreedSince) return { met: true, sentence: 'A plan was agreed after offers were declined.' };
  const declined = offers.map((offer) => `${offer.offerId} (${offer.kind}) in ${lastAnswer(offer, now)?.evidence}`);
  return { met: false, sentence: `Every plan that was offered was declined: ${declined.join(', ')}.` };
}

function lastAnswer({ answers }: Offer, now: Instant): Offer['answers'][number] | undefined {
  return answers.findLast((answer) => answer.at <= now);
}
