import type { Schemas } from '../api/client';

type Wish = Schemas['ContactWish'];
type Call = Schemas['CallPage'];
export type Caller = Wish['caller'];
export type Check = Wish['identifiedBy'][number];

/** Who is on the line as far as is known by now. */
export interface OnTheLine {
  readonly caller: Caller;
  readonly name: string;
  readonly checks: readonly Check[];
}

export const nobodyYet: OnTheLine = { caller: 'customer', name: '', checks: [] };

export const callerWords: Readonly<Record<Caller, string>> = {
  customer: 'The customer',
  payer: 'Who pays the bills',
  'third-party': 'Somebody the customer named',
  occupant: 'Somebody who lives there',
  owner: 'The owner of the property',
  attorney: 'An attorney',
  executor: 'Who answers for the estate',
  'somebody-else': 'Somebody else',
};

export const checkWords: Readonly<Record<Check, string>> = {
  'account-number': 'Account number',
  'name-and-address': 'Name and address',
  'last-payment': 'Last payment',
  'telephone-on-file': 'Phone on file',
  'photo-id': 'Photo ID',
  'letter-of-authority': 'Letter or deed',
};

/** Whether the caller may come onto the account now; the API says why not. */
export function mayBeNamed({ people }: Call, { caller, name, checks }: OnTheLine): boolean {
  if (caller === 'customer' || caller === 'somebody-else' || caller === 'third-party' || name.trim() === '') return false;
  const isThere = people.some((known) => (known.role === 'bill-to' ? 'payer' : known.role) === caller && known.name?.toLowerCase() === name.trim().toLowerCase());
  const isProved = caller === 'payer' || caller === 'occupant' ? checks.length > 0 : checks.includes('letter-of-authority');
  return !isThere && isProved;
}

type Hearing = Call['callers'][number]['hears'];

export const heardBy = (call: Call, caller: Caller) => call.callers.find((known) => known.caller === caller);

/** What may be shown and told now. The API says what each kind of caller hears; nobody hears anything before it is clear who calls. */
export function mayHear(call: Call, { caller, checks }: OnTheLine): Exclude<Hearing, 'everything-with-authority'> {
  if (checks.length === 0) return call.identity.isFirst ? 'nothing' : 'everything';
  const hears = heardBy(call, caller)?.hears ?? 'nothing';
  if (hears === 'everything-with-authority') return checks.includes('letter-of-authority') ? 'everything' : 'nothing';
  return hears;
}
