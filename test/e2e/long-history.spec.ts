import type { Client } from '@temporalio/client';
import { TemporalWaker } from '../../apps/relay/waker.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { encryptingDataConverter, lazyClient } from '../../libs/temporal/index.ts';
import { caseWorkflowId } from '../../workflows/api.ts';
import { hearsLate, OutsideWorld } from '../support/outside-world.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers, uniqueName } from '../support/servers.ts';
import { local } from '../support/story.ts';

/** After so many Temporal suggests a new volume; each nudge is one of them. */
const eventsOfAVolume = 4_096;
/** Far below the hundred that Temporal keeps for a process that is just looking: at more it ends the look, and another begins from the first event. */
const nudgesAtOnce = 25;
/** Also on a machine that has much else to do. */
const patienceMs = 60_000;

describe('A case whose process has been woken thousands of times', () => {
  const utilityId = uniqueName('county');
  const which = { utilityId, caseId: 'A1.1' };
  let stack: Stack;
  let system: RunningSystem;
  let client: Client;

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true });
    system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker'], hearsLate);
    const dataConverter = encryptingDataConverter(Buffer.from(system.env['ARREARS_PAYLOAD_KEY'] as string, 'base64'));
    client = lazyClient({ address: stack.temporal.address, namespace: stack.temporal.namespace, dataConverter });
  });

  afterAll(async () => {
    await client?.connection.close();
    await system?.stop();
    await stack?.stop();
  });

  it('goes on in a new volume of its history, and forgets nothing', async () => {
    await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-18 05:00') } });
    const world = await OutsideWorld.listen(system, utilityId);
    await world.tellsOfUnpaidBill('2026-01-05 09:00');
    await world.goesTo('2027-03-18 12:00');
    await world.told(1);

    const waker = new TemporalWaker(client, system.env['ARREARS_TASK_QUEUE'] as string, patienceMs);
    const runId = async () => (await client.workflow.getHandle(caseWorkflowId(which)).describe()).runId;
    await waker.wakeCase(which);
    const firstVolume = await runId();
    for (let nudges = 0; nudges < eventsOfAVolume; nudges += nudgesAtOnce) {
      await Promise.all(Array.from({ length: nudgesAtOnce }, () => waker.wakeCase(which)));
    }
    // While nudges keep coming, Temporal has the process look at them first; the new volume begins once it is quiet.
    await system.eventually('a new volume', async () => expect(await runId()).not.toBe(firstVolume), patienceMs);

    await world.goesTo('2027-03-20 12:00');
    await world.letter('A1.1.n1');
    expect(world.caseEvents.map(({ event }) => event)).toEqual(['CaseOpened', 'NoticeOrdered']);
  });
});
