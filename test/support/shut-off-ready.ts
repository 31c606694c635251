import { advanceCases, sweep } from '../../libs/store/index.ts';
import type { TestStore } from './store.ts';

/** When the orders of these accounts are open: Thursday 2027-04-01, inside the window. */
export const shutOffDay = '2027-04-01 09:00';

/** Stages of the way to the shut-off, in order. */
export const stages = ['past-due', 'notice-ordered', 'notice-mailed', 'door-tag-ordered', 'shut-off-planned', 'shut-off-ordered'] as const;
export type Stage = (typeof stages)[number];

/** How long after its last step a stage is looked at. */
const standsAt: Record<Stage, string> = {
  'past-due': '2027-03-08 10:00',
  'notice-ordered': '2027-03-20 10:00',
  'notice-mailed': '2027-03-22 12:00',
  'door-tag-ordered': '2027-03-29 09:00',
  'shut-off-planned': '2027-03-29 15:00',
  'shut-off-ordered': shutOffDay,
};

/**
 * Brings accounts through the real store, each to its stage: $200.00 billed on 2027-02-12, due 2027-03-05, with its penalty $220.00.
 * Their cases are `<account>.1`, the notice `.n1`, the door tag `.w1`, the shut-off `.w2`. The clock stands where the last stage does.
 */
export async function bringAll(accountsAt: Partial<Record<Stage, readonly string[]>>, store: TestStore, utility = 'county'): Promise<void> {
  const { db } = store;
  const going = (past: number) => stages.slice(past).flatMap((stage) => accountsAt[stage] ?? []);
  const farthest = stages.findLast((stage) => (accountsAt[stage] ?? []).length > 0) ?? 'past-due';
  const at = (when: string) => store.setClock(when, utility);
  const advance = (accounts: readonly string[]) => advanceCases(db, utility, accounts.map((account) => `${account}.1`), 'test');
  const each = (accounts: readonly string[], item: (account: string) => Parameters<TestStore['take']>[0]) => store.take(...accounts.map(item));

  await at('2027-02-12 09:00');
  await store.take(...going(0).flatMap((account) => [store.opening(account, utility), store.bill(account, `B-${account}`, '2027-02-12', '2027-03-05', 20_000, utility)]));
  await at('2027-03-08 06:00');
  for (let after: string | null = ''; after !== null; ) after = (await sweep(db, utility, { limit: 500, after })).next;

  const steps: readonly (() => Promise<unknown>)[] = [
    async () => {
      await at('2027-03-20 08:00');
      await advance(going(1));
    },
    async () => {
      await at('2027-03-22 10:00');
      await each(going(2), (account) => store.fact(account, '2027-03-22 10:00', 'NoticeMailed', { noticeId: `${account}.1.n1`, mailedOn: '2027-03-22' as never, proof: 'proof-1' }, undefined, utility));
    },
    async () => {
      await at('2027-03-29 08:00');
      await advance(going(3));
    },
    async () => {
      await at('2027-03-29 14:00');
      await each(going(4), (account) => store.fact(account, '2027-03-29 14:00', 'NoticePosted', { workOrderId: `${account}.1.w1`, photo: 'photo-1', postedBy: 'crew-7' }, undefined, utility));
      await each(going(4), (account) => store.fact(account, '2027-03-29 14:00', 'WorkOrderCompleted', { workOrderId: `${account}.1.w1`, result: 'posted', crewId: 'crew-7' }, undefined, utility));
    },
    async () => {
      await at('2027-04-01 07:00');
      await advance(going(5));
    },
  ];
  for (const step of steps.slice(0, stages.indexOf(farthest))) await step();
  await at(standsAt[farthest]);
}

/** All to the same stage. */
export async function bringTo(stage: Stage, store: TestStore, accounts: readonly string[], utility?: string): Promise<void> {
  await bringAll({ [stage]: accounts }, store, utility);
}
