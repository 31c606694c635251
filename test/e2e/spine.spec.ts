import type { Stack } from '../../infra/local/servers/stack.ts';
import { isCaseEvent } from '../../libs/case/advance.ts';
import { hearsLate, OutsideWorld } from '../support/outside-world.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers, uniqueName } from '../support/servers.ts';
import { local, Story } from '../support/story.ts';

const crew = { crewId: 'crew-7' };
const petition = { docket: '27-30412', chapter: '13' as const, accountIds: ['A1'] };

/** The same way without any server: what the stack decides has to be the same, in the same order, on the same days. */
function simulated(): string[] {
  const story = new Story({ account: { services: ['water'] } })
    .at('2027-03-18 05:00')
    .bill('2027-02-12', '2027-03-05', 20_000)
    .mailed('2027-03-22 10:00', 'A1.1.n1')
    .given('2027-03-29 09:00', 'WorkOrderDispatched', { workOrderId: 'A1.1.w1', ...crew })
    .tagged('2027-03-29 14:00', 'A1.1.w1')
    .given('2027-04-01 07:30', 'WorkOrderDispatched', { workOrderId: 'A1.1.w2', ...crew })
    .given('2027-04-01 08:10', 'PetitionFiled', petition)
    .given('2027-04-01 08:15', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', ...crew });
  return story.decided.filter(({ decision }) => isCaseEvent(decision)).map(({ on, decision }) => `${on} ${decision.type}`);
}

describe('The spine: from a bill on Kafka to a recalled crew', () => {
  let stack: Stack;
  let system: RunningSystem;
  const utilityId = uniqueName('county');

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true });
    system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker'], hearsLate);
  });

  afterAll(async () => {
    await system?.stop();
    await stack?.stop();
  });

  it('a bill, a notice, a door tag and a work order follow each other; a petition recalls the crew', async () => {
    await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-18 05:00') } });
    const world = await OutsideWorld.listen(system, utilityId);

    // Given an account with a bill that nobody pays; Arrears learns of both when it begins.
    await world.tellsOfUnpaidBill('2026-01-05 09:00');

    // When the day for the notice comes, a letter is printed, and the mailroom takes it to the post.
    await world.goesTo('2027-03-20 12:00');
    const letter = await world.letter('A1.1.n1');
    const correlationId = '/billing#e2'; // the bill's: one id from the record on Kafka to the letter
    const paper = { document: 'disconnect-notice', languages: ['en'], pages: 1, copies: 1 };
    expect(letter).toMatchObject({ utilityId, accountId: 'A1', caseId: 'A1.1', noticeId: 'A1.1.n1', idempotencyKey: 'A1.1.n1', kind: 'disconnect-notice', orderedOn: '2027-03-20', correlationId, paper });
    await world.tells('2027-03-22 10:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: '2027-03-22', proof: 'piece-A1.1.n1' });

    // Then a crew is sent with a tag for the door, and hangs it there.
    await world.goesTo('2027-03-29 08:30');
    expect(await world.order('A1.1.w1')).toMatchObject({ work: 'door-tag', meterSerial: 'M-1', onDay: '2027-03-29' });
    await world.tells('2027-03-29 09:00', 'WorkOrderDispatched', { workOrderId: 'A1.1.w1', ...crew });
    await world.tells('2027-03-29 14:00', 'NoticePosted', { workOrderId: 'A1.1.w1', photo: 'photo-1', postedBy: 'crew-7' });
    await world.tells('2027-03-29 14:00', 'WorkOrderCompleted', { workOrderId: 'A1.1.w1', result: 'posted', ...crew });

    // Then the shut-off is ordered on its day, and the crew leaves.
    // The clock goes no further than this hour: what falls due at the very end of its way is done as well.
    await world.goesTo('2027-04-01 07:00');
    await world.completes();
    expect(await world.order('A1.1.w2')).toMatchObject({ work: 'shut-off', meterSerial: 'M-1', onDay: '2027-04-01' });
    await world.tells('2027-04-01 07:30', 'WorkOrderDispatched', { workOrderId: 'A1.1.w2', ...crew });

    // When a petition is filed, the crew is recalled and says so, and the case is held.
    await world.tells('2027-04-01 08:10', 'PetitionFiled', petition);
    expect(await world.order('A1.1.w2', 'recall')).toMatchObject({ kind: 'recall', idempotencyKey: 'A1.1.w2/recall' });
    await world.tells('2027-04-01 08:15', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', ...crew });

    const expected = simulated();
    expect(await world.told(expected.length)).toEqual(expected);
    expect(expected.slice(-4)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 NoticeWithdrawn', '2027-04-01 CollectionHeld', '2027-04-01 RecallConfirmed']);
    // Each letter once, those of the docket by its own process; whether the paper of the recalled crew was printed before its recall is a matter of moments.
    await system.eventually('the letters of the docket', async () => {
      const letters = (await system.letters()).map(({ noticeId }) => noticeId).filter((id) => id !== 'A1.1.w2');
      expect(letters).toEqual(['A1.1.n1', 'A1.1.w1', 'A1.docket.n1', 'A1.docket.n2']);
    });
  });
});
