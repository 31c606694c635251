import { certainRole, type DebtorOfDocket } from './certain-match.ts';

const ada: DebtorOfDocket = { side: 'debtor', name: 'Ada M Kern', address: '17 North Elm Street, Ashbury, OH 43003', lastFour: null };
const otto: DebtorOfDocket = { side: 'joint', name: 'Otto Kern Jr.', address: '17 North Elm Street, Ashbury, OH 43003', lastFour: null };
const role = (name: string, address: string, debtors: readonly DebtorOfDocket[] = [ada, otto], lastFour: string | null = null) => certainRole(debtors, { accountId: 'A1', name, addresses: [address], lastFour });

describe('A customer who is a debtor for certain (BK-STAY)', () => {
  it('has the full name and the address, however it is written', () => {
    expect(role('Kern, Ada', '17 N. Elm St, Ashbury')).toBe('debtor');
    expect(role('Ada Marie Kern', '17 N Elm St')).toBe('debtor');
    expect(role('Otto Kern Jr', '17 N Elm St, Ashbury')).toBe('joint');
  });

  it('with an account of two people, both are debtors', () => {
    const spouse = { ...otto, name: 'Otto Kern' };
    expect(role('Ada & Otto Kern', '17 N Elm St', [ada, spouse])).toBe('both');
    expect(role('Ada & Ida Kern', '17 N Elm St', [ada, spouse])).toBeNull();
  });

  it('just beside: an initial, another middle name, another suffix, another flat or another place leave it to a person', () => {
    expect(role('A. Kern', '17 N Elm St')).toBeNull();
    expect(role('Ada Lucy Kern', '17 N Elm St')).toBeNull();
    expect(role('Otto Kern', '17 N Elm St')).toBeNull();
    expect(role('Ada Kern', '17 N Elm St Apt 4')).toBeNull();
    expect(role('Ada Kern', '17 S Elm St')).toBeNull();
    expect(role('Ada Kern', '17 N Elm St', [{ ...ada, address: null }])).toBeNull();
  });

  it('the last four digits do where no address is known, and others never do', () => {
    const known = { ...ada, address: null, lastFour: '4321' };
    expect(role('Ada Kern', '5 Oak Ave', [known], '4321')).toBe('debtor');
    expect(role('Ada Kern', '17 N Elm St', [{ ...ada, lastFour: '4321' }], '9999')).toBeNull();
  });
});
