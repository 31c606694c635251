import type { CustomerKnown } from './match-debtor.ts';
import { namesIn, type NameParts } from './name-parts.ts';

/** A debtor as the head of a docket shows one. */
export interface DebtorOfDocket {
  readonly side: 'debtor' | 'joint';
  readonly name: string;
  readonly address: string | null;
  readonly lastFour: string | null;
}

/**
 * Whose account it is where that is certain by itself: everybody whom the account names is a debtor by the full name, and the address or the last four
 * digits are the same, and nothing differs. An initial, a `Jr.` on one side, another flat or other digits leave it to a person (BK-STAY).
 */
export function certainRole(debtors: readonly DebtorOfDocket[], customer: CustomerKnown): 'debtor' | 'joint' | 'both' | null {
  const sides = new Set<DebtorOfDocket['side']>();
  const people = namesIn(customer.name);
  for (const person of people) {
    const debtor = debtors.find((one) => namesIn(one.name).some((name) => isFullySame(name, person)));
    if (!debtor || !isBorneOut(debtor, customer) || suffixesIn(debtor.name) !== suffixesIn(customer.name)) return null;
    sides.add(debtor.side);
  }
  if (sides.size === 2) return 'both';
  return [...sides][0] ?? null;
}

function isBorneOut({ address, lastFour }: DebtorOfDocket, customer: CustomerKnown): boolean {
  const isSamePlace = address !== null && customer.addresses.some((own) => isSameAddress(own, address));
  const digits = lastFour === null || !customer.lastFour ? null : lastFour === customer.lastFour;
  if (digits === false || (address !== null && !isSamePlace)) return false;
  return isSamePlace || digits === true;
}

function isFullySame(theirs: NameParts, mine: NameParts): boolean {
  if (theirs.kind === 'company' || mine.kind === 'company') return theirs.kind === 'company' && mine.kind === 'company' && theirs.words.join(' ') === mine.words.join(' ');
  const [first = '', second] = mine.given;
  const [theirFirst, theirSecond] = theirs.given;
  // A middle name that is missing does not differ; an initial stands for every name that begins with it.
  const isSameMiddle = second === undefined || theirSecond === undefined || second === theirSecond || ((second.length === 1 || theirSecond.length === 1) && second[0] === theirSecond[0]);
  return mine.surname === theirs.surname && first.length > 1 && first === theirFirst && isSameMiddle;
}

const suffixesIn = (name: string) => [...name.toLowerCase().matchAll(/\b(?:jr|sr|ii|iii|iv)\b/g)].map(([suffix]) => suffix).sort().join(' ');

const longForms: Readonly<Record<string, string>> = { street: 'st', avenue: 'ave', road: 'rd', drive: 'dr', lane: 'ln', court: 'ct', boulevard: 'blvd', terrace: 'ter', place: 'pl', highway: 'hwy', north: 'n', south: 's', east: 'e', west: 'w', apartment: 'apt', unit: 'apt' };
const wordsOf = (address: string) => address.toLowerCase().replace(/[.#]/g, ' ').split(/[\s,]+/).filter((word) => word !== '').map((word) => longForms[word] ?? word);

/** Word for word, as far as the shorter one goes; a number that only the longer one has, other than a postal code, may be a flat. */
function isSameAddress(first: string, second: string): boolean {
  const [short = [], long = []] = [wordsOf(first), wordsOf(second)].toSorted((one, other) => one.length - other.length);
  const rest = long.slice(short.length);
  return short.length >= 3 && /^\d/.test(short[0] ?? '') && short.every((word, index) => long[index] === word) && !rest.some((word) => word === 'apt' || /^\d{1,4}[a-z]?$/.test(word));
}
