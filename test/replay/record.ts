/*
 * `node infra/local/bootstrap.mjs test/replay/record.ts [PART OF A WORKFLOW'S ID]`: plays cases, a bulk and a season on the real servers and keeps what
 * Temporal stored of them, or of those alone whose id has that part.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { lazyClient } from '../../libs/temporal/index.ts';
import { businessDayWorkflowId, caseWorkflowId } from '../../workflows/api.ts';
import { OutsideWorld } from '../support/outside-world.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers } from '../support/servers.ts';
import { local } from '../support/story.ts';
import { historiesFolder, recordingConverter, recordingKey, replay, type RecordedHistory } from './histories.ts';
import { playBulk } from './play-bulk.ts';
import { playSeason } from './play-season.ts';
import { household } from '../support/household.ts';

const utilityId = 'recorded-county';
const bill = { billedOn: '2027-02-12', dueOn: '2027-03-05', lines: [{ service: 'water' as const, amountCents: 20_000 }] };

/** One case that is paid after its letter, and one that a petition holds. */
async function play(system: RunningSystem): Promise<void> {
  await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-18 05:00') } });
  const world = await OutsideWorld.listen(system, utilityId);
  for (const id of ['A1', 'A2']) {
    await world.tells('2026-01-05 09:00', 'AccountOpened', household({ services: ['water'], meterSerial: `M-${id}` }), id);
    await world.tells('2027-02-12 08:00', 'BillIssued', { ...bill, billId: `B-${id}` }, id);
  }
  await world.goesTo('2027-03-20 12:00');
  await Promise.all([world.letter('A1.1.n1'), world.letter('A2.1.n1')]);
  await world.tells('2027-03-21 10:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A2'] });
  await world.tells('2027-03-22 10:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: '2027-03-22', proof: 'piece-1' }, 'A1');
  await world.tells('2027-03-22 11:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 22_000, tender: 'cash', channel: 'counter' }, 'A1');
  await world.goesTo('2027-03-23 12:00');
}

async function fetchHistories(system: RunningSystem, address: string, namespace: string, more: readonly string[]): Promise<RecordedHistory[]> {
  const client = lazyClient({ address, namespace, dataConverter: recordingConverter });
  await Promise.all(more.map((workflowId) => client.workflow.getHandle(workflowId).result()));
  const ids = [caseWorkflowId({ utilityId, caseId: 'A1.1' }), caseWorkflowId({ utilityId, caseId: 'A2.1' }), businessDayWorkflowId({ utilityId }), ...more].filter((id) => id.includes(process.argv[2] ?? ''));
  const fetched = await Promise.all(
    ids.map(async (workflowId) => ({ workflowId, history: withoutMachine(historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory()), system) })),
  );
  await client.connection.close();
  return fetched;
}

/** Who ran it where is nobody's business later. */
function withoutMachine(json: string, system: RunningSystem): object {
  // Only where a process stands before it: a short name of a machine may well occur in the midst of what is encrypted.
  const processOnMachine = new RegExp(`\\d+@${hostname().replaceAll('.', '\\.')}`, 'g');
  return JSON.parse(json.replaceAll(processOnMachine, 'process').replaceAll(system.env['ARREARS_TASK_QUEUE'] as string, 'arrears')) as object;
}

const stack = await startTestServers({ postgres: true, kafka: true, temporal: true });
try {
  const more = { ARREARS_PAYLOAD_KEY: Buffer.from(recordingKey).toString('base64') };
  const system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker'], more);
  try {
    await play(system);
    const bulk = await playBulk({ db: system.db, eventually: system.eventually.bind(system) }, utilityId, ['A1.1', 'A2.1']);
    // A season takes its time: it is played where its history is wanted.
    const seasons = 'tax-roll'.includes(process.argv[2] ?? '') ? [await playSeason(system)] : [];
    const histories = await fetchHistories(system, stack.temporal.address, stack.temporal.namespace, [bulk, ...seasons]);
    const misfits = [...(await replay(histories))].filter(([, misfit]) => misfit !== null);
    if (misfits.length > 0) throw new Error(`What was just recorded does not replay:\n${misfits.map(([id, misfit]) => `${id}: ${misfit}`).join('\n')}`);
    await mkdir(historiesFolder, { recursive: true });
    for (const recorded of histories) {
      const file = path.join(historiesFolder, `${recorded.workflowId.replaceAll('/', '_')}.json`);
      await writeFile(file, `${JSON.stringify(recorded)}\n`);
      process.stderr.write(`✓ ${path.basename(file)}\n`);
    }
  } finally {
    await system.stop();
  }
} finally {
  await stack.stop();
}
process.exit(0);
