import { checkAccount } from '../../apps/cli/verify/check-account.ts';
import { checkOutside } from '../../apps/cli/verify/check-sent.ts';
import { Differences } from '../../apps/cli/verify/differences.ts';
import { storedAccounts, type StoredAccount } from '../../apps/cli/verify/streams.ts';
import type { Intervention } from '../../libs/case/interventions.ts';
import { advanceCases, clearForShutOff, interveneOn, readUtility, type Utility } from '../../libs/store/index.ts';
import { bringAll, shutOffDay } from '../support/shut-off-ready.ts';
import { TestStore } from '../support/store.ts';
import { local } from '../support/story.ts';

const reason = 'asked for by counsel';

describe('Whatever was decided is decided again', () => {
  let store: TestStore;
  let utility: Utility;
  const accounts = new Map<string, StoredAccount>();
  const person = (account: string, intervention: Intervention) => interveneOn(store.db, 'county', `${account}.1`, intervention, { by: 'supervisor-1', as: 'supervisor', interventionId: `i-${account}-${intervention.type}` });
  const asks = (account: string, meterSerial = `M-${account}`) => clearForShutOff(store.db, 'county', { workOrderId: `${account}.1.w2`, meterSerial, askedBy: 'crew-7', clearanceId: `c-${account}` });

  beforeAll(async () => {
    store = await TestStore.open();
    await bringAll({ 'past-due': ['P1'], 'notice-ordered': ['N1', 'N2'], 'shut-off-planned': ['H1'], 'shut-off-ordered': ['S1', 'S2', 'S3', 'S4', 'S5'] }, store);
    await store.take(store.fact(null, shutOffDay, 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['S1'] }));
    await asks('S1');
    await asks('S2');
    await store.take(store.fact('S2', shutOffDay, 'WorkOrderCompleted', { workOrderId: 'S2.1.w2', result: 'off', meterSerial: 'M-S2', clearanceId: 'c-S2', crewId: 'crew-7' }));
    await asks('S3', 'M-OTHER');
    // Paid and called back; the crew closes the valve all the same, which opens another case.
    await store.take(store.fact('S5', shutOffDay, 'PaymentReceived', { paymentId: 'P5', amountCents: 22_000, tender: 'cash', channel: 'counter' }));
    await store.take(store.fact('S5', shutOffDay, 'RecallAcknowledged', { workOrderId: 'S5.1.w2', crewId: 'crew-7' }));
    await store.setClock('2027-04-01 09:30');
    await store.take(store.fact('S5', '2027-04-01 09:30', 'WorkOrderCompleted', { workOrderId: 'S5.1.w2', result: 'off', meterSerial: 'M-S5', crewId: 'crew-7' }));
    await person('S3', { type: 'SkipStep', reason });
    await person('S3', { type: 'RetryObligation', reason, obligation: 'S3.1.w2/recall' });
    await person('S3', { type: 'AccountForCrew', reason, workOrderId: 'S3.1.w2' });
    await person('S4', { type: 'PlaceHold', reason });
    await person('S4', { type: 'ReleaseHold', reason, holdId: 'i-S4-PlaceHold' });
    await person('N1', { type: 'SkipStep', reason });
    await person('N2', { type: 'CloseCase', reason });
    await person('H1', { type: 'AdvanceNow', reason });
    await store.setClock('2027-04-02 09:00');
    await advanceCases(store.db, 'county', ['H1.1', 'S4.1'], 'deadline');
    utility = await store.db.forUtility('county', (em) => readUtility(em, 'county'));
    for await (const account of storedAccounts(store.db, 'county')) accounts.set(account.accountId, account);
  });
  afterAll(() => store.stop());

  /** What is found in an account whose streams tell something else. Hashes do not fit then, which is told of I12. */
  function found(accountId: string, change: (account: StoredAccount) => StoredAccount = (account) => account): string[] {
    const differences = new Differences();
    checkAccount(change(accounts.get(accountId) as StoredAccount), utility, differences);
    return differences.list.filter(({ invariant }) => invariant === 'I3' || invariant === 'I8').map(({ invariant, where }) => `${invariant} ${where}`);
  }

  const inCase = (account: StoredAccount, type: string, change: (data: Record<string, unknown>) => object | null): StoredAccount => ({
    ...account,
    cases: account.cases.map((known) => ({
      ...known,
      events: known.events.flatMap((stored) => {
        const data = stored.event.type === type ? change(stored.event.data) : stored.event.data;
        return data === null ? [] : [{ ...stored, event: { ...stored.event, data } as never }];
      }),
    })),
  });
  const inAccount = (account: StoredAccount, type: string, more: object): StoredAccount => ({
    ...account,
    events: account.events.map((stored) => (stored.event.type === type ? { ...stored, event: { ...stored.event, data: { ...stored.event.data, ...more } } as never } : stored)),
  });

  it('by the rules, by people, at the door, and on the account itself', () => {
    expect(accounts.get('S5')?.cases.map(({ caseId }) => caseId)).toEqual(['S5.1', 'S5.2']);
    expect([...accounts.keys()].flatMap((accountId) => found(accountId))).toEqual([]);
  });

  it('also what is not the first event of its decision', () => {
    expect(found('S1', (account) => inCase(account, 'CollectionHeld', (data) => ({ ...data, holds: [] })))).toEqual([expect.stringMatching(/^I8 S1\.1#/)]);
  });

  it('also an entry', () => {
    expect(found('P1', (account) => inAccount(account, 'PenaltyAssessed', { amountCents: 1 }))).toEqual(['I8 arrears#B-P1/penalty/1']);
  });

  it('also a clearance, and what a person did', () => {
    expect(found('S2', (account) => inCase(account, 'ClearanceGranted', (data) => ({ ...data, expiresAt: '2027-04-01T20:00:00.000Z' })))).toEqual(expect.arrayContaining([expect.stringMatching(/^I8 S2\.1#/)]));
    expect(found('S3', (account) => inCase(account, 'CrewAccountedFor', (data) => ({ ...data, workOrderId: 'S3.1.w1' })))).toEqual(expect.arrayContaining([expect.stringMatching(/^I8 S3\.1#/)]));
  });

  it('and an order, or a recall, that no crew ever heard of is found once its answer is due', () => {
    const unheard = (accountId: string, when: string) => {
      const differences = new Differences();
      checkOutside([accounts.get(accountId) as StoredAccount], [], { ...utility, now: local(when) }, null, differences);
      return differences.list.map(({ where }) => where);
    };
    expect(['S1', 'S4', 'H1', 'S2'].flatMap((accountId) => unheard(accountId, '2027-04-03 09:00'))).toEqual(['S1.1.w2/recall', 'S4.1.w2/recall', 'H1.1.w2']);
    expect(unheard('H1', '2027-04-01 09:00')).toEqual([]);
  });

  it('and a penalty where a fence was known is found', () => {
    const withHold = (account: StoredAccount): StoredAccount => {
      const [opened, ...others] = account.events;
      const hold = { ...opened, event: { type: 'HoldPlaced', id: 'hold', effectiveAt: opened?.event.effectiveAt, recordedAt: opened?.event.recordedAt, data: { holdId: 'h', reason, placedBy: 'c' } } };
      const later = others.map((stored) => (stored.inputs ? { ...stored, inputs: { ...stored.inputs, accountVersion: stored.inputs.accountVersion + 1 } } : stored));
      return { ...account, events: [opened, hold, ...later] as never };
    };
    expect(found('P1', withHold)).toContain('I3 arrears#B-P1/penalty/1');
  });
});
