import { describe, expect, it } from '@jest/globals';
import { plausibleMatches, type CustomerKnown, type DebtorTold } from './match-debtor.ts';
import { namesIn } from './name-parts.ts';

const customer = (name: string, more: Partial<CustomerKnown> = {}): CustomerKnown => ({ accountId: name, name, addresses: ['17 Elm Street, Ashbury'], ...more });
const matched = (debtor: DebtorTold, ...customers: CustomerKnown[]) => plausibleMatches(debtor, customers).map(({ accountId }) => accountId);

describe('Debtors and customers (BK-STAY)', () => {
  it.each([
    ['Ada Kern', 'Ada Kern'],
    ['Ada Marie Kern', 'Kern, Ada M.'],
    ['ADA KERN, Jr.', 'Ada Kern'],
    ['Ada Kern and Otto Kern', 'Otto Kern'],
    ['Ada & Otto Kern', 'Kern, Ada'],
    ['A. Kern', 'Ada Kern'],
    ['Jos\u00e9 Nu\u00f1ez', 'Jose Nunez'],
    ['Ada Kern aka Ada Stone', 'Ada Stone'],
    ["Ada O'Hara", 'Ada OHara'],
    ['Marie Ada Kern', 'Ada Kern'],
    ['Kern Bakery, LLC', 'The Kern Bakery'],
    ['Kern Bakery, Inc. dba Otto Stone', 'Otto Stone'],
  ])('"%s" may be the customer "%s"', (debtor, name) => {
    expect(matched({ name: debtor }, customer(name))).toEqual([name]);
  });

  it.each([
    ['Ada Kern', 'Otto Kern'],
    ['Ada Kern', 'Ada Stone'],
    ['Ada Kern', 'Kern'],
    ['B. Kern', 'Ada Kern'],
    ['Kern Bakery, LLC', 'Ada Kern'],
    ['Kern Bakery, LLC', 'Stone Bakery, LLC'],
    ['[name] [name]', 'Ada Kern'],
  ])('"%s" is not the customer "%s"', (debtor, name) => {
    expect(matched({ name: debtor }, customer(name))).toEqual([]);
  });

  it('a surname at the same address is a spouse; at another it is nobody', () => {
    expect(matched({ name: 'Ada Kern', addresses: ['17 ELM ST Ashbury, OH'] }, customer('Otto Kern'))).toEqual(['Otto Kern']);
    expect(matched({ name: 'Ada Kern', addresses: ['18 Elm St'] }, customer('Otto Kern'))).toEqual([]);
  });

  it('other digits rule out a namesake, but not one who lives there', () => {
    expect(matched({ name: 'Ada Kern', lastFour: '1234' }, customer('Ada Kern', { lastFour: '9999' }))).toEqual([]);
    expect(matched({ name: 'Ada Kern', lastFour: '1234', addresses: ['17 Elm St'] }, customer('Ada Kern', { lastFour: '9999' }))).toEqual(['Ada Kern']);
    expect(matched({ name: 'Ada Kern', lastFour: '1234' }, customer('Ada Kern', { lastFour: '1234' }))).toEqual(['Ada Kern']);
  });

  it('says what agrees and what differs, for the person who looks', () => {
    expect(plausibleMatches({ name: 'Ada Kern', addresses: ['3 Oak Road'] }, [customer('Ada Kern')])).toEqual([{ accountId: 'Ada Kern', agrees: ['The name is the same.'], differs: ['The address is another.'] }]);
  });

  it('takes names apart', () => {
    expect(namesIn('Kern, Ada M. and Stone, Otto')).toEqual([
      { kind: 'person', surname: 'kern', given: ['ada', 'm'] },
      { kind: 'person', surname: 'stone', given: ['otto'] },
    ]);
    expect(namesIn('')).toEqual([]);
  });
});
