import type { AccountEvent } from '../account/account.events.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256 } from '../kernel/chain.ts';
import type { Instant } from '../kernel/time.ts';
import { Unreadable, type BadMessage } from './bad-message.ts';
import { accountsConcerned } from './accounts-concerned.ts';
import { messageSchemas } from './envelope.ts';
import { feedOfTopic, feedOfType, isOtherVersion, topicOf, typeOfWireType, wireTypeOf, type Feed, type InType } from './feeds.ts';
import { namedIn, readableKey } from './named-in.ts';
import { parseJsonObject, type JsonObject } from './parse-json.ts';
import { unreadableFor } from './schema-faults.ts';

/** A record as it comes from the broker. */
export interface RawMessage {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

type WithoutRecordedAt<E> = E extends unknown ? Omit<E, 'recordedAt'> : never;
/** A fact before Arrears has written when it learnt of it. */
export type UnrecordedFact = WithoutRecordedAt<AccountEvent>;

export interface FactsIntake {
  readonly kind: 'facts';
  readonly utilityId: string;
  readonly feed: Feed;
  readonly source: string;
  readonly eventId: string;
  /** Of the meaning, not of the bytes: a resend with other whitespace is the same, another amount is not. */
  readonly bodyHash: string;
  readonly effectiveAt: Instant;
  readonly correlationId: string;
  readonly replaces: string | null;
  /** One for each account concerned. */
  readonly facts: readonly { readonly accountId: string; readonly event: UnrecordedFact }[];
}

export interface WatermarkIntake {
  readonly kind: 'watermark';
  readonly utilityId: string;
  readonly feed: Feed;
  readonly source: string;
  readonly eventId: string;
  readonly bodyHash: string;
  readonly replaces: string | null;
  readonly throughAt: Instant;
  readonly nextAt: Instant | null;
}

export type Intake = FactsIntake | WatermarkIntake;

/** Reads one record. Whatever is wrong with it comes back as a value with the most precise reason. */
export function readMessage(raw: RawMessage): Intake | BadMessage {
  let body: JsonObject | null = null;
  try {
    body = parseJsonObject(raw.value);
    return read(raw, body);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'bad', reason: error.reason, detail: error.message, ...(error.faults.length > 0 && { faults: error.faults }), ...namedIn(raw, body) };
  }
}

interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly time: Instant;
  readonly utility: string;
  readonly account?: string;
  readonly correlationid?: string;
  readonly replaces?: string;
  readonly data: never;
}

function read(raw: RawMessage, body: JsonObject): Intake {
  const wireType = cloudEventType(body);
  const key = keyOf(raw);
  const feed = feedOfTopic(raw.topic);
  if (feed === undefined) throw new Unreadable('unknown-type', `Topic ${raw.topic} is not read: send to ${topicOf('billing')} and its like.`);
  const type = typeOn(feed, wireType);
  const parsed = messageSchemas.get(type)!.safeParse(body);
  if (!parsed.success) throw unreadableFor(parsed.error.issues, body);
  const envelope = parsed.data as unknown as Envelope;
  refuseOtherKey(key, type, envelope);
  const origin = { utilityId: envelope.utility, feed, source: envelope.source, eventId: envelope.id, bodyHash: bodyHashOf(key, type, envelope) };
  return type === 'FeedCompleteThrough' ? watermark(origin, envelope) : facts(origin, type, envelope);
}

/** @throws Unreadable `not-a-cloud-event` */
function cloudEventType(body: JsonObject): string {
  if (body.specversion !== '1.0') {
    throw new Unreadable('not-a-cloud-event', '"specversion" is not "1.0": send a CloudEvent 1.0 in structured mode (attributes and data in the value).');
  }
  const missing = ['id', 'source', 'type'].filter((name) => typeof body[name] !== 'string' || body[name] === '');
  if (missing.length === 0) return body.type as string;
  throw new Unreadable('not-a-cloud-event', `CloudEvents need ${missing.map((name) => `"${name}"`).join(', ')} as text: add it.`);
}

function keyOf(raw: RawMessage): string {
  if (raw.key === null || raw.key.length === 0) {
    throw new Unreadable('null-key', 'The record has no key, so its order is not kept: send it again with the key <utility>/<account>.');
  }
  const key = readableKey(raw.key);
  if (key === null) throw new Unreadable('key-disagrees', 'The key is no text like <utility>/<account>: send it again with such a key.');
  return key;
}

/** @throws Unreadable `unknown-type`, `unknown-version` */
function typeOn(feed: Feed, wireType: string): InType {
  const type = typeOfWireType(wireType);
  if (type === undefined) {
    const told = JSON.stringify(wireType.slice(0, 80));
    if (isOtherVersion(wireType)) throw new Unreadable('unknown-version', `"type" is ${told}, and only version 1 is read: send ${told.replace(/\.v\d+"|"$/, '.v1"')}.`);
    throw new Unreadable('unknown-type', `"type" is ${told}, which is not known: see docs/asyncapi.yaml for the types of ${topicOf(feed)}.`);
  }
  const home = feedOfType(type) ?? feed;
  if (home !== feed) throw new Unreadable('unknown-type', `"type" is ${wireType}, which is not read from ${topicOf(feed)}: send it to ${topicOf(home)}.`);
  return type;
}

/** @throws Unreadable `key-disagrees` */
function refuseOtherKey(key: string, type: InType, envelope: Envelope): void {
  const second = type === 'FeedCompleteThrough' ? 'feed' : (envelope.account ?? (envelope.data as { docket: string }).docket);
  const expected = `${envelope.utility}/${second}`;
  if (key === expected) return;
  throw new Unreadable('key-disagrees', `The key is "${key.slice(0, 120)}" and the body says "${expected}": send it again with one of them mended.`);
}

/** Covers what the event says and of whom; a resend may differ in whitespace, field order and written form of the time. */
function bodyHashOf(key: string, type: InType, envelope: Envelope): string {
  return sha256(canonicalText({ key, type: wireTypeOf(type), time: envelope.time, data: envelope.data }));
}

type Origin = Omit<WatermarkIntake, 'kind' | 'replaces' | 'throughAt' | 'nextAt'>;

function watermark(origin: Origin, envelope: Envelope): WatermarkIntake {
  const { throughAt, nextAt } = envelope.data as { throughAt: Instant; nextAt?: Instant };
  return { kind: 'watermark', ...origin, replaces: envelope.replaces ?? null, throughAt, nextAt: nextAt ?? null };
}

function facts(origin: Origin, type: Exclude<InType, 'FeedCompleteThrough'>, envelope: Envelope): FactsIntake {
  const id = `${origin.source}#${origin.eventId}`;
  return {
    kind: 'facts',
    ...origin,
    effectiveAt: envelope.time,
    correlationId: envelope.correlationid ?? id,
    replaces: envelope.replaces ?? null,
    facts: accountsConcerned(type, envelope.account, envelope.time, envelope.data).map(({ accountId, effectiveAt }) => ({
      accountId,
      event: { type, id, effectiveAt, data: envelope.data } as UnrecordedFact,
    })),
  };
}
