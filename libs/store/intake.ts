import type { AccountEvent } from '../account/account.events.ts';
import { plusSeconds } from '../calendar/days.ts';
import type { BadMessage, BadReason, FactsIntake, Intake, WatermarkIntake } from '../contracts/index.ts';
import type { Instant } from '../kernel/time.ts';
import type { Database, Sql } from './database.ts';
import { buryAll, nowhere, type Burial } from './dead-letters.ts';
import { claim, keepWaiting, takeWaiting, type Claim } from './inbox.ts';
import { keepMark } from './feed-marks.ts';
import { placesOf } from './places.ts';
import { freeFrom, lettersNaming, parkedEvent, repairedEvent, type OpenLetter } from './repairs.ts';
import { beginFor, followingElsewhere, mayFollowElsewhere } from './moved-elsewhere.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { readUtility, utilityIds, type Utility } from './utility.ts';
import { WorkingAccount } from './working-account.ts';

/** A record as it was read from the broker, and what became of reading it. */
export interface IntakeItem {
  readonly message: Intake | BadMessage;
  readonly raw: { readonly topic: string; readonly partition: number; readonly offset: string; readonly key: Buffer | null; readonly value: Buffer | null };
  /** For marks: where each partition of the topic ended when the mark was read. */
  readonly needs?: Readonly<Record<number, string>>;
}

export interface IntakeOptions {
  /** Messages in one transaction at most. */
  readonly transactionSize?: number;
  /** How far ahead of a real clock a sender's may be, in seconds. */
  readonly clockToleranceSeconds?: number;
}

const defaults = { transactionSize: 500, clockToleranceSeconds: 60 };

/**
 * Takes records in, once and in order: inbox, facts, fences, decisions and outbox, in bounded transactions of one utility each.
 * When it returns, every record is in a stream, waits for its account, or is a dead letter with its reason (I1).
 */
export async function takeIn(db: Database, items: readonly IntakeItem[], options: IntakeOptions = {}): Promise<void> {
  const known = new Set(await db.shared((em) => utilityIds(em)));
  const byUtility = new Map<string, IntakeItem[]>();
  for (const item of items) {
    for (const [utilityId, own] of await placesOf(db, item, known)) byUtility.set(utilityId, [...(byUtility.get(utilityId) ?? []), own]);
  }
  const { transactionSize, clockToleranceSeconds } = { ...defaults, ...options };
  for (const [utilityId, own] of byUtility) {
    for (let start = 0; start < own.length; start += transactionSize) {
      await takeHalving(db, utilityId, own.slice(start, start + transactionSize), clockToleranceSeconds);
    }
  }
}

/** Takes one message in within a transaction that is somebody else's, and taken back by it: nothing is parked for being undecidable, it throws. */
export async function takeForTrial(em: Sql, utilityId: string, item: IntakeItem): Promise<void> {
  await takeTransaction(em, utilityId, [item], defaults.clockToleranceSeconds);
}

/** A batch that fails is halved until the culprit stands alone; alone, it is parked with its reason (I6). */
async function takeHalving(db: Database, utilityId: string, items: readonly IntakeItem[], tolerance: number): Promise<void> {
  try {
    await db.retrying(utilityId, (em) => takeTransaction(em, utilityId, items, tolerance));
  } catch (error) {
    if (isOutage(error)) throw error;
    const [only] = items;
    if (items.length === 1 && only) {
      await db.retrying(utilityId, (em) => bury(em, utilityId, [{ item: only, reason: 'undecidable', detail: messageOf(error) }]));
      return;
    }
    const middle = Math.ceil(items.length / 2);
    await takeHalving(db, utilityId, items.slice(0, middle), tolerance);
    await takeHalving(db, utilityId, items.slice(middle), tolerance);
  }
}

/** The database is away or busy: the batch is innocent and comes again. Whatever else was thrown, a message caused it. */
function isOutage(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return code === '' ? lostConnection.test(messageOf(error)) : /^(08|53|57|58|40|55|E)/.test(code);
}

/** The driver tells a lost connection in words, without a code. */
const lostConnection = /connection|connect |terminat|timeout|timed out|pool|socket/i;

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

type FactItem = IntakeItem & { readonly message: FactsIntake };
type MarkItem = IntakeItem & { readonly message: WatermarkIntake };

async function takeTransaction(em: Sql, utilityId: string, items: readonly IntakeItem[], tolerance: number): Promise<void> {
  const bad = items.filter((item) => item.message.kind === 'bad' || utilityId === nowhere);
  await bury(em, utilityId, bad.map((item) => burialOf(item, utilityId)));
  if (utilityId === nowhere) return;
  await takeFacts(em, utilityId, items.filter((item): item is FactItem => item.message.kind === 'facts'), tolerance);
  await takeMarks(em, utilityId, items.filter((item): item is MarkItem => item.message.kind === 'watermark'), tolerance);
}

/** How far ahead a sender may be: not at all in a sandbox, whose clock all read; by what clocks differ otherwise. */
function horizonOf({ now, clockMode }: Utility, tolerance: number): Instant {
  return clockMode === 'real' ? plusSeconds(now, tolerance) : now;
}

/** A mark ahead of the clock would vouch for what has not happened: it never counts (I11). */
async function takeMarks(em: Sql, utilityId: string, items: readonly MarkItem[], tolerance: number): Promise<void> {
  if (items.length === 0) return;
  const utility = await readUtility(em, utilityId);
  const horizon = horizonOf(utility, tolerance);
  const [early, inTime] = [items.filter(({ message }) => message.throughAt > horizon), items.filter(({ message }) => message.throughAt <= horizon)];
  await bury(em, utilityId, early.map((item) => ({ item, reason: 'ahead-of-clock', detail: `"data.throughAt" is ${item.message.throughAt}, and the utility's clock stands at ${utility.now}: say how far the feed is complete now.` })));
  for (const { message, raw, needs } of inTime) {
    await keepMark(em, utilityId, message, raw.topic, needs ?? {});
    if (message.replaces !== null) await freeFrom(em, utilityId, message.replaces, []);
  }
}

function burialOf(item: IntakeItem, utilityId: string): ItemBurial {
  if (item.message.kind === 'bad') return { item, reason: item.message.reason, detail: item.message.detail };
  return { item, reason: 'unknown-utility', detail: `There is no utility "${item.message.utilityId}" (${utilityId}): set it up, or mend the key and "utility".` };
}

interface ItemBurial {
  readonly item: IntakeItem;
  readonly reason: BadReason;
  readonly detail: string;
}

async function bury(em: Sql, utilityId: string, burials: readonly ItemBurial[]): Promise<void> {
  if (burials.length === 0) return;
  await buryAll(em, utilityId, burials.map(({ item, reason, detail }): Burial => ({ raw: item.raw, reason, detail, ...namesOf(item.message) })));
}

function namesOf(message: Intake | BadMessage): Pick<Burial, 'accountIds' | 'source' | 'eventId'> {
  const accountIds = message.kind === 'facts' ? message.facts.map(({ accountId }) => accountId) : message.kind === 'bad' ? message.accountIds : [];
  return { accountIds, source: message.source, eventId: message.eventId };
}

async function takeFacts(em: Sql, utilityId: string, items: readonly FactItem[], tolerance: number): Promise<void> {
  if (items.length === 0) return;
  const claims = items.flatMap((item) => item.message.facts.map(({ accountId, event }): Claim => ({ item, accountId, event })));
  const locked = await beginFor(em, utilityId, claims);
  const { now } = locked.utility;
  const horizon = horizonOf(locked.utility, tolerance);
  const early = items.filter(({ message }) => message.effectiveAt > horizon);
  const inTime = claims.filter(({ item }) => !early.includes(item as FactItem));
  const { fresh, reused } = await claim(em, utilityId, inTime);
  const burials = [
    ...early.map((item) => ({ item, reason: 'ahead-of-clock' as const, detail: `"time" is ${item.message.effectiveAt}, and the utility's clock stands at ${now}: send it when it has happened.` })),
    ...reused.map((item) => ({ item, reason: 'id-reused' as const, detail: `Id "${item.message.eventId}" of ${item.message.source} was used before with another body: send a correction under a new id.` })),
  ];
  await bury(em, utilityId, burials);
  // Burying may have held the same accounts: what was loaded before is out of date then.
  const work = burials.length === 0 ? locked : await beginFor(em, utilityId, claims);
  const { applicable, opened } = await openOrWait(em, work, fresh);
  await applyFacts(work, applicable, await lettersNaming(em, utilityId, opened));
  await work.commit();
  const repairs = Map.groupBy(applicable, ({ item }) => item.message.replaces);
  for (const [deadLetterId, about] of repairs) if (deadLetterId !== null) await freeFrom(em, utilityId, deadLetterId, about.map(({ accountId }) => accountId));
}

/** Facts of accounts that are not open wait in the inbox; an opening takes those that waited for it along. */
async function openOrWait(em: Sql, work: UnitOfWork, fresh: readonly Claim[]): Promise<{ applicable: Claim[]; opened: string[] }> {
  const opening = new Set(fresh.filter(({ event }) => event.type === 'AccountOpened').map(({ accountId }) => accountId));
  const opened = work.missing.filter((id) => opening.has(id));
  for (const accountId of opened) work.accounts.set(accountId, WorkingAccount.unopened(accountId));
  const [ready, waiting] = [fresh.filter(({ accountId }) => work.accounts.has(accountId)), fresh.filter(({ accountId }) => !work.accounts.has(accountId))];
  await keepWaiting(em, work.utility.utilityId, waiting);
  return { applicable: [...ready, ...(await takeWaiting(em, work.utility.utilityId, opened))], opened };
}

/** @param letters by account, for those that open now */
async function applyFacts(work: UnitOfWork, claims: readonly Claim[], letters: ReadonlyMap<string, readonly OpenLetter[]>): Promise<void> {
  const { now } = work.utility;
  const facts = new Map<WorkingAccount, AccountEvent[]>();
  const causes = new Map<AccountEvent, Claim>();
  const put = (account: WorkingAccount, event: AccountEvent, cause: Claim) => {
    causes.set(event, cause);
    facts.set(account, [...(facts.get(account) ?? []), event]);
  };
  const putEverywhere = (account: WorkingAccount, event: AccountEvent, cause: Claim) => {
    const before = facts.get(account) ?? [];
    if (mayFollowElsewhere(event) && before.some((known) => known.id === event.id)) return;
    put(account, event, cause);
    for (const other of followingElsewhere(account, before, event)) {
      const concerned = work.accounts.get(other.accountId);
      if (concerned) putEverywhere(concerned, other.event, cause);
    }
  };
  for (const claimed of claims) {
    const event = { ...claimed.event, recordedAt: now } as AccountEvent;
    const account = work.accounts.get(claimed.accountId) as WorkingAccount;
    putEverywhere(account, event, claimed);
    if (event.type === 'AccountOpened') for (const letter of letters.get(claimed.accountId) ?? []) put(account, parkedEvent(letter, now), claimed);
    const repaired = claimed.item.message.replaces;
    if (repaired !== null) put(account, repairedEvent(repaired, event.id, isParked(account, repaired), now), claimed);
  }
  await work.foresee(facts);
  for (const [account, events] of facts) {
    const causeOf = (event: AccountEvent) => {
      const { event: fact, item } = causes.get(event) as Claim;
      return { cause: fact.id, correlationId: item.message.correlationId };
    };
    await work.append(account, events, causeOf);
    await work.advance(account, causeOf(events.at(-1) as AccountEvent));
  }
}

function isParked(account: WorkingAccount, deadLetterId: string): boolean {
  return account.folded.state.parked.includes(deadLetterId);
}
