import { local } from '../../../test/support/story.ts';
import { TestStore } from '../../../test/support/store.ts';
import { readClock, stepClock } from '../clock.ts';
import { letterOf, takeBackLetter } from '../letters.ts';
import { lookAtMatter, mattersWithUntriedLetters, overdueMatters } from './look-at-matter.ts';

const docket = '3:27-bk-30001';

describe('a docket over its accounts, as its process sees it', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-03-02 08:00');
    await store.take(store.opening('A1'), store.opening('A2'), store.opening('A3'));
  });
  afterAll(() => store?.stop());

  const rows = () => store.rows('select docket, account_id, is_open from matter_account order by 1, 2');
  const nudged = async () => {
    const found = await store.rows<{ stream: string }>(`delete from outbox where kind = 'nudge' and stream like 'docket/%' returning stream`);
    return found.map(({ stream }) => stream);
  };

  it('stands beside each account with the fact that names it, and its process is told once', async () => {
    await store.take(store.fact(null, '2027-03-01 10:00', 'PetitionFiled', { docket, chapter: '7', accountIds: ['A1', 'A2'] }));
    expect(await rows()).toEqual(['A1', 'A2'].map((account_id) => ({ docket, account_id, is_open: true })));
    expect(await nudged()).toEqual([`docket/${docket}`]);
  });

  it('is told nothing of what does not concern it', async () => {
    await store.take(store.bill('A1', 'B1', '2027-03-02', '2027-03-23', 20_000), store.bill('A3', 'B3', '2027-03-02', '2027-03-23', 20_000));
    expect(await nudged()).toEqual([]);
  });

  it('a day of the docket is one of the clock: the look decides what it brings, on every account, and asked again nothing', async () => {
    await store.take(store.fact('A1', '2027-03-02 07:30', 'AssuranceRequested', { docket, amountCents: 16_000 }), store.fact('A2', '2027-03-02 07:30', 'AssuranceRequested', { docket, amountCents: 9_000 }));
    expect(await lookAtMatter(store.db, 'county', docket)).toMatchObject({ isOpen: true, nextLookAt: local('2027-03-23 00:00') });
    await store.setClock('2027-03-23 00:00');
    expect(await overdueMatters(store.db, 'county')).toEqual([docket]);
    expect((await stepClock(store.db, 'county')).waitsFor).toContain('1 dockets on which something is due');
    await lookAtMatter(store.db, 'county', docket);
    for (const account of ['A1', 'A2']) expect((await store.types(account)).filter((type) => type === 'AssuranceLapsed')).toHaveLength(1);
    expect(await overdueMatters(store.db, 'county')).toEqual([]);
    const before = await store.rows('select count(*) from account_event');
    await lookAtMatter(store.db, 'county', docket);
    expect(await store.rows('select count(*) from account_event')).toEqual(before);
  });

  it('a clock that is stepped stops at the next day of a docket', async () => {
    await store.rows('delete from outbox');
    await store.rows(`update utility set swept_through_on = '2027-03-23', clock_target_at = ?`, [local('2027-04-30 00:00')]);
    await store.rows(`update matter_account set next_look_at = ? where account_id = 'A1'`, [local('2027-03-23 03:00')]);
    // Nobody answers for the letters here.
    expect(await stepClock(store.db, 'county', true)).toMatchObject({ moved: true });
    expect((await readClock(store.db, 'county')).now).toBe(local('2027-03-23 03:00'));
  });

  it('is over once it is dismissed on every account; one that nobody knows is none', async () => {
    await store.take(store.fact(null, '2027-03-23 02:00', 'BankruptcyDismissed', { docket, accountIds: ['A1'] }));
    expect(await lookAtMatter(store.db, 'county', docket)).toMatchObject({ isOpen: true });
    await store.take(store.fact(null, '2027-03-23 02:30', 'BankruptcyDismissed', { docket, accountIds: ['A2'] }));
    expect(await lookAtMatter(store.db, 'county', docket)).toMatchObject({ isOpen: false, nextLookAt: null });
    expect(await lookAtMatter(store.db, 'county', 'other')).toBeNull();
  });

  describe('its letters', () => {
    const other = '3:27-bk-30002';
    const open = () => store.rows<{ key: string }>(`select key from obligation where kind = 'letter' and status = 'open' and account_id = 'L1' order by key`).then((found) => found.map(({ key }) => key));

    it('are ordered with the petition, and its process is told which; each says the docket and nothing of the debt', async () => {
      await store.take(store.opening('L1'), store.bill('L1', 'BL1', '2027-02-01', '2027-02-22', 20_000));
      const counsel = { name: 'Counsel at Law', mailingAddress: '9 Main St' };
      await store.take(store.fact(null, '2027-03-22 10:00', 'PetitionFiled', { docket: other, chapter: '7', accountIds: ['L1'], counsel }));
      expect(await open()).toEqual(['L1.docket.n1', 'L1.docket.n2']);
      expect(await mattersWithUntriedLetters(store.db, 'county')).toContain(other);
      expect(await lookAtMatter(store.db, 'county', other)).toMatchObject({ isOpen: true, letters: ['L1.docket.n1', 'L1.docket.n2'] });
      expect(await letterOf(store.db, 'county', 'L1.docket.n1')).toMatchObject({ caseId: null, document: 'assurance-request', pastDueCents: null, mailingAddress: 'c/o Counsel at Law\n9 Main St', docket: { docket: other, petitionOn: '2027-03-22', assurance: { lastDayOn: '2027-04-12' } } });
      expect(await store.rows(`select 1 from account where state::text like '%Counsel at Law%'`)).toEqual([]);
    });

    it('the proof of mailing answers one, and its process is told', async () => {
      await store.rows('delete from outbox');
      await store.take(store.fact('L1', '2027-03-23 02:40', 'NoticeMailed', { noticeId: 'L1.docket.n1', mailedOn: '2027-03-23' as never, proof: 'piece-1' }));
      expect(await open()).toEqual(['L1.docket.n2']);
      expect(await nudged()).toEqual([`docket/${other}`]);
      expect(await letterOf(store.db, 'county', 'L1.docket.n1')).toBeNull();
    });

    it('a dismissal makes the other unwanted: it stays open until its printer has voided it', async () => {
      await store.take(store.fact(null, '2027-03-23 02:50', 'BankruptcyDismissed', { docket: other, accountIds: ['L1'] }));
      expect(await letterOf(store.db, 'county', 'L1.docket.n2')).toBeNull();
      expect(await lookAtMatter(store.db, 'county', other)).toMatchObject({ isOpen: false, letters: ['L1.docket.n2'] });
      expect(await takeBackLetter(store.db, 'county', 'L1.docket.n2', () => Promise.resolve())).toBe(true);
      expect(await lookAtMatter(store.db, 'county', other)).toMatchObject({ isOpen: false, letters: [] });
    });
  });

  it('nothing of it shows to another utility', async () => {
    await store.utility('village', '2027-03-02 08:00');
    expect(await store.rows('select 1 from matter_account', [], 'village')).toEqual([]);
    expect(await lookAtMatter(store.db, 'village', docket)).toBeNull();
  });
});
