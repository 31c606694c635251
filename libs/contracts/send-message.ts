import type { z } from 'zod';
import { inDataSchemas } from './envelope.ts';
import { feedOfType, feeds, topicOf, typeOfWireType, wireTypeOf, type Feed, type InType } from './feeds.ts';

/** A CloudEvent 1.0 in structured JSON, as Arrears reads it. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly dataschema?: string;
  readonly datacontenttype: 'application/json';
  readonly utility: string;
  readonly account?: string;
  readonly correlationid?: string;
  readonly replaces?: string;
  readonly data: unknown;
}

/** A record ready for the broker. */
export interface OutRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

export interface CloudEventParts<T extends InType> {
  readonly type: T;
  /** Once for each event of the source, for ever. */
  readonly id: string;
  readonly utility: string;
  /** Required but for court events (their data name the accounts) and watermarks. */
  readonly account?: string;
  /** When it took effect, UTC. */
  readonly time: string;
  readonly data: z.input<(typeof inDataSchemas)[T]>;
  /** `/billing` and its like, from the type; a watermark needs it (or `feed`). */
  readonly source?: string;
  readonly feed?: Feed;
  readonly correlationid?: string;
  readonly replaces?: string;
}

/** Builds the CloudEvent of a fact or watermark, without checking it: what reads it does. */
export function cloudEvent<T extends InType>(parts: CloudEventParts<T>): CloudEvent {
  const { type, id, utility, account, time, data, correlationid, replaces } = parts;
  const source = parts.source ?? `/${parts.feed ?? feedOfType(type) ?? ''}`;
  return {
    specversion: '1.0',
    id,
    source,
    type: wireTypeOf(type),
    time,
    datacontenttype: 'application/json',
    utility,
    ...(account === undefined ? {} : { account }),
    ...(correlationid === undefined ? {} : { correlationid }),
    ...(replaces === undefined ? {} : { replaces }),
    data,
  };
}

/** An event that has no topic or no key of its own. */
export class Unaddressed extends Error {
  constructor(event: CloudEvent, lacks: string) {
    super(`Event ${event.source}#${event.id} of type ${event.type} lacks ${lacks}`);
    this.name = 'Unaddressed';
  }
}

/**
 * Addresses an event: topic by its type (a watermark's by its source, or `feed`), key by what orders it.
 * @throws Unaddressed
 */
export function toMessage(event: CloudEvent, feed?: Feed): OutRecord {
  const type = typeOfWireType(event.type);
  const home = (type && feedOfType(type)) ?? feed ?? feeds.find((name) => event.source === `/${name}` || event.source.startsWith(`/${name}/`));
  if (type === undefined || home === undefined) throw new Unaddressed(event, 'a topic: use a known type, or a source like /billing');
  return { topic: topicOf(home), key: keyOfEvent(event, type, home), value: JSON.stringify(event) };
}

function keyOfEvent(event: CloudEvent, type: InType, feed: Feed): string {
  if (type === 'FeedCompleteThrough') return `${event.utility}/feed`;
  const second = feed === 'court' ? (event.data as { docket?: string } | undefined)?.docket : event.account;
  if (second === undefined) throw new Unaddressed(event, feed === 'court' ? 'a docket' : 'an account');
  return `${event.utility}/${second}`;
}
