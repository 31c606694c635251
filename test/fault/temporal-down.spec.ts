import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { KeptAlive } from '../support/kept-alive.ts';
import { hearsLate, OutsideWorld } from '../support/outside-world.ts';
import { People } from '../support/people.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers } from '../support/servers.ts';
import { local } from '../support/story.ts';

const utility = 'county';
const caseId = 'A1.1';
const notice = 'A1.1.n1';

describe('A stuck case is mended by a supervisor while Temporal is down', () => {
  let stack: Stack;
  let people: People;
  let system: RunningSystem;
  let keptAlive: KeptAlive;

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true });
    people = await People.of(utility);
    system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker', 'api'], { ...people.env, ...hearsLate });
    keptAlive = new KeptAlive([...system.apps.values()]);
    await system.createUtility({ utilityId: utility, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-02-10 09:00') } });
  });

  afterAll(async () => {
    await keptAlive?.letGo();
    await system?.stop();
    await people?.leave();
    await stack?.stop();
  });

  /** No billing system listens here: the penalty that it was asked to post stays open, and is not the case's trouble. */
  const stuckCases = async () => (await people.list('supervisor', '/stuck')).filter(({ kind }) => kind !== 'charge-unacknowledged');
  const obligations = async () => (await people.get('supervisor', `/cases/${caseId}`)).body['obligations'];

  it('the intervention commits, and the case goes on when Temporal is back', async () => {
    const world = await OutsideWorld.listen(system, utility);
    await world.tellsOfUnpaidBill('2027-02-10 09:00');

    // Given a notice that cannot be printed, since something else is where the letters should go.
    await rm(system.lettersDir, { recursive: true });
    await writeFile(system.lettersDir, '');
    await world.goesTo('2027-03-20 12:00');
    const stuck = await stuckCases();
    expect(stuck).toMatchObject([{ kind: 'obligation-failing', caseId, subject: notice, mend: { method: 'POST', path: `/cases/${caseId}/interventions`, intervention: 'RetryObligation' } }]);

    // When Temporal dies, and a supervisor mends what was named and has it tried again,
    await stack.temporal.kill9();
    await rm(system.lettersDir);
    await mkdir(system.lettersDir);
    const askedAtMs = performance.now();
    const answer = await people.post('supervisor', String((stuck[0]?.['mend'] as { path: string }).path), { type: 'RetryObligation', obligation: notice, reason: 'the folder is there again' });
    const answeredAfterMs = Math.round(performance.now() - askedAtMs);

    // then it is done and known to all at once, though nobody can carry it out yet.
    expect(answer).toMatchObject({ status: 201, body: { caseId, status: 'notice-ordered', events: [{ type: 'ObligationRetried' }] } });
    expect(await obligations()).toMatchObject([{ key: notice, attempts: 0, failure: null }]);
    expect(await stuckCases()).toEqual([]);
    expect(stack.temporal.pid).toBeUndefined();
    expect(await system.letters()).toEqual([]);

    // When Temporal is back, the letter is printed, and the case goes its way to the next step.
    await stack.temporal.restart();
    const backAtMs = performance.now();
    await world.letter(notice);
    process.stderr.write(`  the intervention was answered after ${answeredAfterMs} ms, the letter printed ${Math.round(performance.now() - backAtMs)} ms after Temporal was back\n`);
    await world.tells('2027-03-22 10:00', 'NoticeMailed', { noticeId: notice, mailedOn: '2027-03-22', proof: `piece-${notice}` });
    await world.goesTo('2027-03-29 08:30');
    expect(await world.order('A1.1.w1')).toMatchObject({ kind: 'order', work: 'door-tag', caseId });
    expect(world.caseEvents.map(({ event }) => event)).toEqual(['CaseOpened', 'NoticeOrdered', 'ObligationRetried', 'NoticeConfirmed', 'DoorTagOrdered']);
  });
});
