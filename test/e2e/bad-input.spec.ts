import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { deadLetterTopic, toMessage, topicOf, type CloudEvent } from '../../libs/contracts/index.ts';
import type { IncomingRecord } from '../../libs/messaging/index.ts';
import { arrears } from '../support/cli.ts';
import { People } from '../support/people.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers, uniqueName } from '../support/servers.ts';
import { local } from '../support/story.ts';
import { kinds, opening, otherAccount, smallBill, unpaidBill, type Kind } from './bad-messages.ts';

const topic = topicOf('billing');
const control = 'CONTROL';
const accountOf = ({ reason }: Kind, index: number) => `${reason.toUpperCase()}-${index}`;

interface Buried {
  readonly deadLetterId: string;
  readonly reason: string;
  readonly detail: string;
  readonly accountIds: readonly string[];
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

describe('Bad input, sent to the running stack', () => {
  const utility = uniqueName('county');
  const buried: Record<string, unknown>[] = [];
  /** By dead letter: a topic may hand out a record twice. */
  const records = new Map<string, IncomingRecord & { readonly partition: number }>();
  let stack: Stack;
  let people: People;
  let system: RunningSystem;

  const cases = kinds.map((kind, index) => ({ ...kind, account: accountOf(kind, index), isKnown: kind.reason !== 'unknown-account' }));
  const held = [...cases.filter(({ isKnown }) => isKnown).map(({ account }) => account), otherAccount];
  const letters = async () => (await people.list('supervisor', '/dead-letters')) as unknown as Buried[];
  const letterOf = async (account: string) => (await letters()).find(({ accountIds }) => accountIds.includes(account)) as Buried;
  const account = async (accountId: string) => (await people.get('supervisor', `/accounts/${accountId}`)).body;
  const meant = (accountId: string) => smallBill(utility, accountId, 'meant');

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true });
    people = await People.of(utility);
    system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker', 'api'], { ...people.env, ARREARS_UNKNOWN_ACCOUNT_WAIT_SECONDS: '1' });
    await system.createUtility({ utilityId: utility, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-01 09:00') }, feeds: [] });
    await listenToTheDead();
    await system.send(...[...held, control].flatMap((accountId) => [opening(utility, accountId), unpaidBill(utility, accountId)]));
    await system.messaging.publish(cases.flatMap((kind) => around(kind)).map((record) => ({ topic: `${system.topicPrefix}${topic}`, ...record })));
  });

  afterAll(async () => {
    tell();
    await system?.stop();
    await people?.leave();
    await stack?.stop();
  });

  /** Good messages before and behind each bad one, on the same account where that is known, all in one batch. */
  function around({ account: accountId, isKnown, name, spoil }: (typeof cases)[number]) {
    const neighbour = isKnown ? accountId : control;
    const good = (id: string) => {
      const event = smallBill(utility, neighbour, id);
      return { key: `${utility}/${neighbour}`, value: JSON.stringify(event) };
    };
    return isKnown ? [good('before'), spoil(meant(accountId)), good('behind')] : [good(`before ${name}`), spoil(meant(accountId)), good(`behind ${name}`)];
  }

  async function listenToTheDead(): Promise<void> {
    const dead = `${system.topicPrefix}${deadLetterTopic(topic)}`;
    await system.messaging.consume({
      groupId: `${system.topicPrefix}dead-letters`,
      topics: [dead],
      onStuck: () => undefined,
      onBatch: async ({ messages, partition, resolve }) => {
        for (const message of messages) records.set(String(message.headers['arrears-dead-letter']), { ...message, partition });
        await resolve(messages.at(-1)?.offset ?? '0');
      },
    });
  }

  /** The clock goes on, and with it the sweep that opens cases. */
  async function goesTo(on: string): Promise<void> {
    expect((await people.post('supervisor', `/utilities/${utility}/clock`, { to: on })).status).toBe(202);
    await system.eventually(`the clock at ${on}`, async () => {
      const { body } = await people.get('supervisor', `/utilities/${utility}/clock`);
      if ((body['now'] as string) < local(`${on} 00:00`)) throw new Error(`it stands at ${String(body['now'])}`);
    });
  }

  it('each goes to the dead letters, with its reason and where it came from, and shows in the API', async () => {
    const all = await system.eventually(`${kinds.length} dead letters`, async () => {
      const found = await letters();
      if (found.length < kinds.length || records.size < kinds.length) throw new Error(`${found.length} in the API, ${records.size} in the topic: ${found.map(({ reason }) => reason).join(', ')}`);
      return found;
    });
    expect(all).toHaveLength(kinds.length);
    for (const { name, reason, account: accountId } of cases) {
      const letter = all.find(({ accountIds }) => accountIds.includes(accountId));
      const record = records.get(String(letter?.deadLetterId));
      expect({ name, reason: letter?.reason }).toEqual({ name, reason });
      expect(record?.headers).toEqual({
        'arrears-dead-letter': letter?.deadLetterId,
        'arrears-reason': reason,
        'arrears-detail': letter?.detail,
        'arrears-topic': topic,
        'arrears-partition': String(letter?.partition),
        'arrears-offset': letter?.offset,
        'arrears-utility': utility,
        'arrears-account': letter?.accountIds[0],
        // Whatever led to it finds the record by this.
        'correlation-id': expect.any(String),
      });
      buried.push({ kind: name, reason, wentTo: `${deadLetterTopic(topic)}/${record?.partition}@${record?.offset}`, from: `${topic}/${letter?.partition}@${letter?.offset}`, holds: letter?.accountIds.join(' ') });
    }
  });

  it('goes to the dead letters as well when it names no known utility; who runs Arrears reads it there', async () => {
    const { key, value } = toMessage(smallBill('elsewhere', 'E1', 'meant'));
    const before = new Set(records.keys());
    await system.messaging.publish([{ key: null, value: 'nothing that one could read' }, { key, value }].map((record) => ({ topic: `${system.topicPrefix}${topic}`, ...record })));
    await system.eventually('both in the topic', async () => {
      const reasons = [...records].filter(([id]) => !before.has(id)).map(([, { headers }]) => headers['arrears-reason']);
      expect(reasons.sort()).toEqual(['not-json', 'unknown-utility']);
    });
    const listed = await arrears(system.env, 'dlq', 'list', '--utility', '*');
    expect(listed.printed.map(({ reason }) => reason).sort()).toEqual(['not-json', 'unknown-utility']);
    expect(await letters()).toHaveLength(kinds.length);
  });

  it('what came before and behind was all taken in', async () => {
    for (const { account: accountId, isKnown } of cases) {
      if (!isKnown) continue;
      const { bills } = await account(accountId);
      expect((bills as { billId: string }[]).map(({ billId }) => billId).sort()).toEqual([`${accountId}-before`, `${accountId}-behind`, `${accountId}-unpaid`]);
    }
    expect((await account(control))['bills']).toHaveLength(3);
  });

  it('nothing adverse happens to the accounts that it names, and all else goes on', async () => {
    await goesTo('2027-03-10');
    expect(await account(control)).toMatchObject({ openCaseId: `${control}.1`, parkedMessages: [], bills: expect.arrayContaining([expect.objectContaining({ billId: `${control}-unpaid`, penalty: 'assessed' })]) });
    for (const accountId of held) {
      const { deadLetterId } = await letterOf(accountId);
      expect(await account(accountId)).toMatchObject({
        openCaseId: null,
        parkedMessages: [deadLetterId],
        leftAlone: { rule: 'MESSAGE-PARKED' },
        bills: expect.arrayContaining([expect.objectContaining({ billId: `${accountId}-unpaid`, penalty: 'none' })]),
      });
    }
    expect((await people.list('supervisor', '/stuck')).filter(({ kind }) => kind === 'message-parked')).toHaveLength(kinds.length);
  });

  it('is sent again once it is mended, over HTTP or from the command line, and the account is free', async () => {
    const unknown = cases.find(({ isKnown }) => !isKnown)?.account as string;
    await system.send(opening(utility, unknown));
    await system.eventually('the account that was unknown', async () => expect(await account(unknown)).toMatchObject({ parkedMessages: [expect.any(String)] }));
    const [first, ...others] = cases;
    await replayFromTheCommandLine(first?.account as string);
    for (const { account: accountId } of others) {
      const { deadLetterId } = await letterOf(accountId);
      const answer = await people.post('supervisor', `/dead-letters/${deadLetterId}/replay`, { event: meant(accountId) });
      expect(answer).toMatchObject({ status: 202, body: { topic, eventId: `${accountId}/meant/repair/${deadLetterId}` } });
    }
    await releaseTheOther();
    await system.eventually('all accounts to be free', async () => {
      for (const accountId of [...held, unknown]) expect(await account(accountId)).toMatchObject({ parkedMessages: [] });
    });
    for (const { account: accountId } of cases) {
      expect((await account(accountId))['bills']).toEqual(expect.arrayContaining([expect.objectContaining({ billId: `${accountId}-meant` })]));
    }
    // No billing system listens here: the charge that it was asked for stays open, and is no bad input.
    expect((await people.list('supervisor', '/stuck')).filter(({ kind }) => kind !== 'charge-unacknowledged')).toEqual([]);
    await goesTo('2027-03-11');
    for (const accountId of held) expect(await account(accountId)).toMatchObject({ openCaseId: `${accountId}.1` });
  });

  /** Its key named this account and its body another: the repair is about the other one alone, and a person says so. */
  async function releaseTheOther(): Promise<void> {
    const { deadLetterId } = await letterOf(otherAccount);
    await system.eventually('the repair to be taken in', async () => expect(await letterOf(otherAccount)).toMatchObject({ heldIds: [otherAccount] }));
    const released = await people.post('supervisor', `/dead-letters/${deadLetterId}/release`, { accountIds: [otherAccount], reason: 'only its key named this account' });
    expect(released).toMatchObject({ status: 200, body: { released: [otherAccount], staysHeld: [] } });
  }

  async function replayFromTheCommandLine(accountId: string): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'arrears-mended-'));
    try {
      const file = path.join(folder, 'mended.json');
      await writeFile(file, JSON.stringify(meant(accountId) satisfies CloudEvent));
      const listed = await arrears(system.env, 'dlq', 'list', '--status', 'open');
      const letter = listed.printed.find(({ accountIds }) => (accountIds as string[]).includes(accountId));
      const ran = await arrears(system.env, 'dlq', 'replay', String(letter?.['deadLetterId']), '--file', file);
      expect(ran).toMatchObject({ exitCode: 0, printed: [{ topic, eventId: expect.stringContaining('/repair/') }] });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  function tell(): void {
    if (buried.length === 0) return;
    const names = Object.keys(buried[0] as object);
    const widths = names.map((name) => Math.max(name.length, ...buried.map((row) => String(row[name]).length)));
    const line = (cells: readonly unknown[]) => `  ${cells.map((cell, column) => String(cell).padEnd(widths[column] as number)).join('  ')}`.trimEnd();
    process.stderr.write(`${[line(names), ...buried.map((row) => line(names.map((name) => row[name])))].join('\n')}\n`);
  }
});
