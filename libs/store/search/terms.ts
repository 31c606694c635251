import type { AccountEvent } from '../../account/account.events.ts';

export const termKinds = ['account', 'name', 'phone', 'address', 'meter', 'confirmation'] as const;
export type TermKind = (typeof termKinds)[number];

export interface Term {
  readonly kind: TermKind;
  readonly term: string;
}

/** What an account can be found by, as these events tell it; a kind in `anew` takes the place of what was known of it. */
export interface ToldTerms {
  readonly anew: readonly TermKind[];
  readonly terms: readonly Term[];
}

const longestTerm = 100;
/** Somebody who gives a number leaves out the country, or the area too. */
const spokenDigits = [10, 7];

/** Lower case, without marks and signs, in words: `Señora O'Hara-Díaz` → `senora`, `o`, `hara`, `diaz`. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''))].map((word) => word.slice(0, longestTerm));
}

/** Ids are compared without spaces and case, and by all their signs. */
export function idTerm(id: string): string {
  return id.replaceAll(/\s+/g, '').toLowerCase().slice(0, longestTerm);
}

export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '').slice(0, longestTerm);
}

/** What a caller was given to find a contact by: whatever came of it has its own letter before the same signs. */
export function referenceOf(asked: string): string {
  return asked.trim().replace(/^[a-z]-(?=\w{10}$)/i, '');
}

export function termsTold(accountId: string, events: readonly AccountEvent[]): ToldTerms {
  const anew = new Map<TermKind, readonly Term[]>();
  const added: Term[] = [];
  for (const event of events) {
    if (event.type === 'AccountOpened' || event.type === 'AccountChanged') {
      const { customer, meterSerial } = event.data;
      if (event.type === 'AccountOpened') anew.set('account', [{ kind: 'account', term: idTerm(accountId) }]);
      if (meterSerial !== undefined) anew.set('meter', meterSerial === null ? [] : [{ kind: 'meter', term: idTerm(meterSerial) }]);
      if (customer !== undefined) {
        anew.set('name', wordsOf(customer.name).map((term) => ({ kind: 'name', term })));
        anew.set('address', wordsOf(`${customer.mailingAddress} ${customer.premiseAddress}`).map((term) => ({ kind: 'address', term })));
        const digits = digitsOf(customer.phone ?? '');
        anew.set('phone', [...new Set([digits, ...spokenDigits.map((last) => digits.slice(-last))])].filter((term) => term !== '').map((term) => ({ kind: 'phone', term })));
      }
    }
    const confirmation = confirmationIn(event);
    if (confirmation !== undefined) added.push({ kind: 'confirmation', term: idTerm(confirmation) });
  }
  return { anew: [...anew.keys()], terms: [...[...anew.values()].flat(), ...added] };
}

function confirmationIn(event: AccountEvent): string | undefined {
  // Contacts that other systems tell of have numbers of their own, which no caller knows.
  if (event.type === 'ContactLogged') return referenceOf(event.data.contactId) === event.data.contactId ? undefined : referenceOf(event.data.contactId);
  if (event.type === 'PaymentReported') return event.data.confirmation;
  return event.type === 'PaymentReceived' || event.type === 'PlanPaymentReceived' ? event.data.confirmation : undefined;
}
