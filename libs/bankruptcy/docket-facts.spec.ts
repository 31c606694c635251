import { unopenedAccount, type AccountState, type Petition } from '../account/account.state.ts';
import { localDate, type Instant } from '../kernel/time.ts';
import { docketOnAccount, factOf, recordedOf, type MatchRole } from './docket-facts.ts';
import type { DocketAct } from './docket-judgement.ts';

const place = { court: 'ohsb', docketNumber: '2:27-bk-50123', zone: 'America/New_York' };
const act = (more: Partial<DocketAct>): DocketAct => ({ entryKey: '1', kind: 'petition', on: localDate('2027-02-22'), debtor: 'both', chapter: '13', involuntary: false, acts: undefined, waitWaived: false, hasText: true, because: 'The entry is the petition.', ...more });
const petition = (docket: string, more: Partial<Petition> = {}) => ({ docket, filedAt: '2027-02-22T05:00:00.000Z' as Instant, sideEndings: [], ...more }) as unknown as Petition;
const account = (...petitions: Petition[]): AccountState => ({ ...unopenedAccount('A1'), petitions });
const fact = (one: DocketAct, role: MatchRole = 'debtor', state = account(petition('ohsb/2:27-bk-50123'))) => factOf(one, { state, role, noticedAt: '2027-02-25T15:00:00.000Z' as Instant }, place);
const endOfDay = '2027-06-02T03:59:59.999Z';
const later = { entryKey: '20', on: localDate('2027-06-01') } as const;

describe('What a docket’s act is on an account', () => {
  it('begins with its day where it protects, and ends with its day where it ends something: entries tell no hour', () => {
    expect(fact(act({}), 'debtor', account())).toMatchObject({ type: 'PetitionFiled', id: 'docket#ohsb/2:27-bk-50123#1#petition#2027-02-22', effectiveAt: '2027-02-22T05:00:00.000Z', data: { docket: 'ohsb/2:27-bk-50123', chapter: '13', debtor: 'debtor' } });
    expect(fact(act({ ...later, kind: 'converted', chapter: '7' }))).toMatchObject({ type: 'BankruptcyConverted', effectiveAt: '2027-06-01T04:00:00.000Z' });
    for (const kind of ['dismissed', 'discharged', 'discharge-denied', 'closed'] as const) expect(fact(act({ ...later, kind }))?.effectiveAt).toBe(endOfDay);
  });

  it('an order that takes a dismissal of the same day back comes after it', () => {
    const dismissed = account(petition('ohsb/2:27-bk-50123', { sideEndings: [{ side: 'debtor', ending: 'dismissed', at: endOfDay as Instant }] }));
    expect(fact(act({ ...later, kind: 'dismissal-vacated' }), 'debtor', dismissed)).toMatchObject({ type: 'BankruptcyReopened', effectiveAt: endOfDay, data: { vacatesDismissal: true } });
    expect(fact(act({ ...later, on: localDate('2027-06-03'), kind: 'dismissal-vacated' }), 'debtor', dismissed)?.effectiveAt).toBe('2027-06-03T04:00:00.000Z');
  });

  it('a dismissal or denial needs the petition on the account; a discharge without it stops all collection by itself', () => {
    for (const kind of ['dismissed', 'discharge-denied', 'stay-relief'] as const) expect(fact(act({ ...later, kind, acts: ['shut-off'] }), 'debtor', account())).toBeNull();
    expect(fact(act({ ...later, kind: 'discharged' }), 'debtor', account())).toMatchObject({ type: 'BankruptcyDischarged' });
  });

  it('of two spouses each has the end of their own case (BK-JOINT)', () => {
    expect(fact(act({ ...later, kind: 'dismissed', debtor: 'joint' }), 'debtor')).toBeNull();
    expect(fact(act({ ...later, kind: 'dismissed', debtor: 'joint' }), 'joint')).toMatchObject({ data: { debtor: 'joint' } });
    expect(fact(act({ ...later, kind: 'dismissed', debtor: 'joint' }), 'both')).toMatchObject({ data: { debtor: 'joint' } });
    expect(fact(act({ ...later, kind: 'dismissed' }), 'both')?.data).not.toHaveProperty('debtor');
  });

  it('for who answers for the debtor, nothing ends by the name that a feed gives, and relief is for the debtor’s account (BK-CODEBTOR)', () => {
    expect(fact(act({}), 'co-debtor', account())).toMatchObject({ data: { coDebtorAccountIds: ['A1'] } });
    expect(fact(act({ ...later, kind: 'converted', chapter: '7', hasText: false }), 'co-debtor')).toBeNull();
    expect(fact(act({ ...later, kind: 'converted', chapter: '7', hasText: false }), 'debtor')).not.toBeNull();
    expect(fact(act({ ...later, kind: 'stay-relief', acts: ['shut-off'] }), 'co-debtor')).toBeNull();
  });

  it('for who answers for one of two spouses, the end of one spouse’s case ends nothing: for which of them is not known (BK-CODEBTOR, BK-JOINT)', () => {
    for (const kind of ['dismissed', 'discharged', 'discharge-denied', 'closed'] as const) {
      expect(fact(act({ ...later, kind, debtor: 'joint' }), 'co-debtor')).toBeNull();
      expect(fact(act({ ...later, kind, debtor: 'debtor', hasOneDebtor: false }), 'co-debtor')).toBeNull();
      expect(fact(act({ ...later, kind, debtor: 'debtor', hasOneDebtor: true }), 'co-debtor')).not.toBeNull();
      expect(fact(act({ ...later, kind }), 'co-debtor')).not.toBeNull();
    }
  });

  it('a petition that is known counts once; an earlier day of the same entries counts, a later one does not', () => {
    expect(fact(act({}))).toBeNull();
    expect(fact(act({ on: localDate('2027-02-21') }))).toMatchObject({ type: 'PetitionFiled', effectiveAt: '2027-02-21T05:00:00.000Z' });
    expect(fact(act({ on: localDate('2027-02-23') }))).toBeNull();
    expect(fact(act({ on: localDate('2027-02-21') }), 'debtor', account(petition('27-50123')))).toBeNull();
  });

  it('an account keeps the name under which it knows the case, and takes another where that was another person’s', () => {
    expect(docketOnAccount(account(petition('27-50123')), 'ohsb', '2:27-bk-50123')).toBe('27-50123');
    expect(docketOnAccount(account(petition('27-50124')), 'ohsb', '2:27-bk-50123')).toBe('ohsb/2:27-bk-50123');
    // Another court's case of the same number: its petition protects by itself.
    expect(docketOnAccount(account(petition('ohnb/3:27-bk-50123')), 'ohsb', '2:27-bk-50123')).toBe('ohsb/2:27-bk-50123');
    expect(fact(act({}), 'debtor', account(petition('ohnb/3:27-bk-50123')))).toMatchObject({ type: 'PetitionFiled' });
    const twice = { ...account(), misattributed: ['ohsb/2:27-bk-50123'] };
    expect(docketOnAccount(twice, 'ohsb', '2:27-bk-50123')).toBe('ohsb/2:27-bk-50123~2');
    expect(fact(act({}), 'debtor', twice)?.id).toBe('docket#ohsb/2:27-bk-50123#1#petition#2027-02-22#~2');
  });

  it('is found again by its id, of its own docket alone', () => {
    const ids = ['docket#ohsb/2:27-bk-50123#20#dismissed#2027-06-01', 'docket#ohsb/2:27-bk-50123#1#petition#2027-02-22#~2', 'docket#ohsb/2:27-bk-50124#20#dismissed#2027-06-01', '/courts#e7'];
    expect(recordedOf('ohsb', '2:27-bk-50123', ids.map((eventId) => ({ eventId, debtor: null })))).toEqual([
      { entryKey: '20', kind: 'dismissed', on: '2027-06-01', debtor: 'both' },
      { entryKey: '1', kind: 'petition', on: '2027-02-22', debtor: 'both' },
    ]);
  });
});
