import { RollStore, seasonId } from '../support/roll-store.ts';
import type { RunningSystem } from '../support/running-system.ts';
import { TestStore } from '../support/store.ts';
import { local } from '../support/story.ts';
import { taxRollSeasonWorkflowId } from '../../workflows/api.ts';

const accounts = ['A1', 'A2'];
const deadlineMs = 120_000;

/** A season from its opening to its end: candidates, the list, a withdrawal, a settlement. @returns the id of its workflow, which ends with it */
export async function playSeason(system: RunningSystem): Promise<string> {
  const utilityId = 'county';
  await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-01 09:00') }, feeds: [] });
  const store = TestStore.over(system.db, system.env['ARREARS_DATABASE_URL'] as string);
  const roll = new RollStore(store);
  const parcel = (lineId: string) => ({ parcelId: `P-${lineId}`, lineId });
  const recorded = (type: string) =>
    system.eventually(type, async () => {
      if (!(await roll.types()).includes(type)) throw new Error('not yet');
    }, deadlineMs);
  await roll.owing(accounts, 7_000);
  await roll.open();
  await store.setClock('2027-07-15 09:00');
  await roll.owners(accounts);
  await recorded('CandidatesDrawnUp');
  await store.setClock('2027-07-21 09:00');
  await roll.mailed('2027-07-20');
  await store.setClock('2027-09-01 09:00');
  await roll.owners(accounts);
  await recorded('SeasonFrozen');
  await roll.approved();
  await store.setClock('2027-09-02 09:00');
  await roll.owners(accounts);
  await recorded('RollFiled');
  await store.take(store.fact(null, '2027-08-30 14:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A2'] }));
  await recorded('WithdrawalSent');
  await store.setClock('2027-09-20 09:00');
  await roll.takes('answers', [{ outcome: 'accepted', ...parcel('A1'), on: '2027-09-20' }, { outcome: 'withdrawn', ...parcel('A2'), on: '2027-09-20' }]);
  await store.setClock('2028-09-29 09:00');
  await roll.takes('settlement', [{ ...parcel('A1'), collectedCents: 7_700, remittedCents: 7_700 }], { settlementId: 'S-1', on: '2028-09-20' });
  await roll.does({ type: 'CloseSeason' });
  return taxRollSeasonWorkflowId({ utilityId, seasonId });
}
