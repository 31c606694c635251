import { localDateOf, plusDays, startOfDay } from '../../../libs/calendar/days.ts';
import { cloudEvent, feeds, toMessage, type CloudEvent } from '../../../libs/contracts/index.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import type { OutgoingRecord } from '../../../libs/messaging/index.ts';
import { planCounty } from '../../../infra/local/county/generator.ts';
import { law } from './county-world.ts';

export interface CountyEvents {
  readonly openings: readonly CloudEvent[];
  /** Everything else, in order of sending. */
  readonly others: readonly CloudEvent[];
  /** Each feed's word that this was all. */
  readonly marks: readonly CloudEvent[];
}

/** What a county's systems say through the day before this moment. */
export function countyEvents(options: { utilityId: string; accounts: number; days: number; nowAt: Instant }): CountyEvents {
  const { zone } = law.calendar;
  const today = localDateOf(options.nowAt, zone);
  const { messages } = planCounty({ ...options, seed: 7, startOn: plusDays(today, -options.days) });
  const events = messages.map(({ event }) => event);
  const isOpening = (event: CloudEvent) => event.type === 'arrears.account-opened.v1';
  return {
    openings: events.filter(isOpening),
    others: events.filter((event) => !isOpening(event)),
    marks: feedMarks(options.utilityId, startOfDay(today, zone)),
  };
}

/** Each feed's word that it has said everything through that moment. */
export function feedMarks(utility: string, throughAt: Instant): CloudEvent[] {
  return feeds.map((feed) => cloudEvent({ type: 'FeedCompleteThrough', feed, id: `complete/${throughAt}`, utility, time: throughAt, data: { throughAt } }));
}

export function recordsOf(events: readonly CloudEvent[], topicPrefix: string): OutgoingRecord[] {
  return events.map((event) => {
    const record = toMessage(event);
    return { ...record, topic: `${topicPrefix}${record.topic}` };
  });
}

export const feedTopics = feeds.map((feed) => `${feed}.events`);
