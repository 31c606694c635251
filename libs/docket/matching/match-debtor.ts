import { namesIn, type NameParts } from './name-parts.ts';

/** A debtor as far as a docket, a petition or a phone call tells. */
export interface DebtorTold {
  /** All names: both spouses, other names used. */
  readonly name: string;
  readonly addresses?: readonly string[];
  /** Of the taxpayer's number, as the petition shows it. */
  readonly lastFour?: string | null;
}

export interface CustomerKnown {
  readonly accountId: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly lastFour?: string | null;
}

/** An account that may be the debtor's, and what says so, in sentences for the person who looks. */
export interface PlausibleMatch {
  readonly accountId: string;
  readonly agrees: readonly string[];
  readonly differs: readonly string[];
}

/**
 * Every account that may be a debtor's. Better one hold too many than a shut-off during a stay: a full name is enough, an initial or a middle
 * name less does not differ, and a surname at the debtor's own address is a spouse. Only other digits without the address rule it out (BK-STAY).
 */
export function plausibleMatches(debtor: DebtorTold, customers: readonly CustomerKnown[]): readonly PlausibleMatch[] {
  const names = namesIn(debtor.name);
  const places = (debtor.addresses ?? []).flatMap((address) => placeOf(address) ?? []);
  return customers.flatMap((customer) => matchOf(customer, names, places, debtor.lastFour ?? null) ?? []);
}

function matchOf(customer: CustomerKnown, names: readonly NameParts[], places: readonly string[], lastFour: string | null): PlausibleMatch | null {
  const own = namesIn(customer.name);
  const agrees: string[] = [];
  const differs: string[] = [];
  const isSameName = own.some((mine) => names.some((theirs) => isSame(mine, theirs)));
  const isSameSurname = own.some((mine) => names.some((theirs) => mine.kind === 'person' && theirs.kind === 'person' && mine.surname === theirs.surname));
  const isSamePlace = customer.addresses.some((address) => places.includes(placeOf(address) ?? ''));
  const digits = lastFour !== null && customer.lastFour ? (lastFour === customer.lastFour ? 'same' : 'other') : 'not-known';
  if (isSameName) agrees.push('The name is the same.');
  else if (isSameSurname) agrees.push('The surname is the same.');
  if (isSamePlace) agrees.push('The address is the same.');
  else if (places.length > 0) differs.push('The address is another.');
  if (digits === 'same') agrees.push('The last four digits are the same.');
  if (digits === 'other') differs.push('The last four digits are others.');
  const isPlausible = (isSameName && (digits !== 'other' || isSamePlace)) || (isSameSurname && (isSamePlace || digits === 'same'));
  return isPlausible ? { accountId: customer.accountId, agrees, differs } : null;
}

function isSame(mine: NameParts, theirs: NameParts): boolean {
  if (mine.kind === 'company') return theirs.kind === 'company' && companiesMeet(mine.words, theirs.words);
  if (theirs.kind === 'company') return false;
  return mine.surname === theirs.surname && mine.given.some((name) => theirs.given.some((other) => givenMeet(name, other, mine.given, theirs.given)));
}

/** The first names have to meet; an initial stands for every name that begins with it. */
function givenMeet(mine: string, theirs: string, allMine: readonly string[], allTheirs: readonly string[]): boolean {
  const isFirstOfOne = allMine[0] === mine || allTheirs[0] === theirs;
  const isInitial = (mine.length === 1 || theirs.length === 1) && mine[0] === theirs[0];
  return isFirstOfOne && (mine === theirs || (isInitial && allMine[0] === mine && allTheirs[0] === theirs));
}

/** One may be longer than the other ("Kern Bakery of Ashbury"); a single common word is none. */
function companiesMeet(mine: readonly string[], theirs: readonly string[]): boolean {
  const [short, long] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
  return (short.length >= 2 || long.length === 1) && short.every((word, index) => long[index] === word);
}

const streetWords: Readonly<Record<string, string>> = { street: 'st', avenue: 'ave', road: 'rd', drive: 'dr', lane: 'ln', court: 'ct', boulevard: 'blvd', terrace: 'ter', place: 'pl', highway: 'hwy', north: 'n', south: 's', east: 'e', west: 'w' };

/** House number and first word of the street: "17 North Elm Street, Ashbury" → "17 n elm". Null for what has no number. */
function placeOf(address: string): string | null {
  const words = address.toLowerCase().replace(/[.,#]/g, ' ').split(/\s+/).map((word) => streetWords[word] ?? word).filter((word) => word !== '');
  const [number = '', first = '', second = ''] = words;
  if (!/^\d+[a-z]?$/.test(number) || first === '') return null;
  return /^[nsew]$/.test(first) ? `${number} ${first} ${second}` : `${number} ${first}`;
}
