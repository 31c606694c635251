import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { localDateOf } from '../../calendar/days.ts';
import { instant, type LocalDate } from '../../kernel/time.ts';
import type { ReceivedEntry } from '../received-entry.ts';
import { zoneOfCourt } from './court-zones.ts';

/** A document that is no court's feed; its message says why. */
export class NoCourtFeed extends Error {
  override readonly name = 'NoCourtFeed';
}

const item = z.object({ title: z.string(), link: z.string(), description: z.string(), pubDate: z.string() });
const feed = z.object({ rss: z.object({ channel: z.object({ item: z.array(item).default([]) }) }) });
const parser = new XMLParser({ isArray: (name) => name === 'item', parseTagValue: false, processEntities: true, htmlEntities: true });

export interface FeedRead {
  readonly entries: readonly ReceivedEntry[];
  /** Items of other cases than bankruptcies, or that cannot be read: how many were passed over. */
  readonly passedOver: number;
}

const caseNumber = /^((?:\d[:-])?\d{2}-(?:[a-z]{2}-)?\d{4,5})(?:-[a-z0-9]+)*\s+(.*)$/is;

/**
 * A court's RSS feed of docket entries. It names the event ("[Order Discharging Debtor]") and has no docket text.
 *
 * @param document the bytes, in the encoding that the XML declaration names. @throws NoCourtFeed
 */
export function readFeed(document: Uint8Array): FeedRead {
  let parsed: z.infer<typeof feed>;
  try {
    parsed = feed.parse(parser.parse(textOf(document)));
  } catch (error) {
    throw new NoCourtFeed(`it is no RSS of docket entries: ${(error as Error).message}`);
  }
  const entries = parsed.rss.channel.item.flatMap((each) => entryOf(each) ?? []);
  return { entries, passedOver: parsed.rss.channel.item.length - entries.length };
}

function entryOf({ title, link, description, pubDate }: z.infer<typeof item>): ReceivedEntry | null {
  const court = /^https:\/\/ecf\.(\w+)\.uscourts\.gov\//.exec(link.trim())?.[1];
  const [, docketNumber, caseName] = caseNumber.exec(title.trim()) ?? [];
  const event = /\[((?:[^[\]]|\[[^[\]]*\])*)\]/.exec(description);
  if (!court || !docketNumber || !event) return null;
  const day = localDayIn(pubDate, zoneOfCourt(court));
  const number = />(\d+)<\/a>/.exec(description.slice(event.index))?.[1] ?? null;
  return { court, docketNumber, number, dateFiled: null, dateEntered: day, shortDescription: (event[1] ?? '').trim(), text: null, caseName: caseName?.trim() ?? null, sources: ['feed'] };
}

function localDayIn(pubDate: string, zone: string): LocalDate | null {
  const at = new Date(pubDate);
  return Number.isNaN(at.getTime()) ? null : localDateOf(instant(at.toISOString()), zone);
}

function textOf(document: Uint8Array): string {
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(Buffer.from(document.subarray(0, 200)).toString('latin1'))?.[1];
  return new TextDecoder(declared ?? 'utf-8').decode(document);
}
