import type { CaseEvent } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { instant, localDate } from '../kernel/time.ts';
import { loadLaw } from '../policy/load.ts';
import { errandAfter, errandsLeft, factsOf, promptWorld } from './responder.ts';

const law = loadLaw('CA-998-CITY@1');
const at = instant('2027-06-10T17:00:00Z');
const notices = [{ noticeId: 'A1.1.o1', unitId: 'unit-1' }, { noticeId: 'A1.1.o2', unitId: 'unit-2' }];
const ordered: CaseEvent = { type: 'OccupantNoticesOrdered', at, data: { notices, deliverBy: 'posting', shutOffOn: localDate('2027-07-06') }, because: [] };
const stateWith = (...statuses: ('open' | 'delivered' | 'withdrawn')[]) =>
  ({ status: 'notice-mailed', workOrders: [], notice: null, occupantNotices: notices.map((known, index) => ({ ...known, orderedAt: at, deliverBy: 'posting', status: statuses[index] })) }) as unknown as CaseState;

describe('The world outside of a what-if, told to bring notices to occupants', () => {
  const errand = errandAfter(ordered, law, promptWorld);

  it('posts each on its door on the next business day', () => {
    expect(errand).toMatchObject({ kind: 'hand-over', at: '2027-06-11T17:00:00.000Z' });
    const facts = factsOf(errand as NonNullable<typeof errand>, stateWith('open', 'open'), law, null);
    expect(facts.map(({ type, data }) => ({ type, data }))).toEqual(
      notices.map((known) => ({ type: 'OccupantNoticeDelivered', data: { ...known, deliveredOn: '2027-06-11', proof: 'what-if', postedOnDoor: true } })),
    );
  });

  it('leaves out those that were taken back meanwhile, or delivered', () => {
    expect(factsOf(errand as NonNullable<typeof errand>, stateWith('withdrawn', 'delivered'), law, null)).toEqual([]);
  });

  it('brings what is open when a case is taken up in the middle', () => {
    const left = errandsLeft(stateWith('delivered', 'open'), instant('2027-06-14T17:00:00Z'), law, promptWorld);
    expect(left).toEqual([expect.objectContaining({ kind: 'hand-over', at: '2027-06-15T17:00:00.000Z' })]);
    expect(factsOf(left[0] as NonNullable<(typeof left)[0]>, stateWith('delivered', 'open'), law, null)).toHaveLength(1);
  });
});
