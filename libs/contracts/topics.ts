import { deadLetterTopic, feeds, topicOf } from './feeds.ts';
import { outgoing } from './outgoing.ts';

const mebibyte = 1_048_576;

/** Topics let more through than is read, so that a value that is too large can be dead-lettered instead of lost. */
export const topicMaxMessageBytes = 3 * mebibyte;

/** A dead letter is the same bytes with headers beside them: its topic takes what the first one took, and more. */
export const deadLetterMaxMessageBytes = 4 * mebibyte;

export interface TopicNeed {
  readonly topic: string;
  readonly maxMessageBytes: number;
}

/** Every topic that Arrears reads or writes, as `ensureTopics` takes them. */
export function allTopics(): readonly TopicNeed[] {
  return [
    ...feeds.map((feed) => ({ topic: topicOf(feed), maxMessageBytes: topicMaxMessageBytes })),
    ...feeds.map((feed) => ({ topic: deadLetterTopic(topicOf(feed)), maxMessageBytes: deadLetterMaxMessageBytes })),
    ...Object.values(outgoing).map(({ topic }) => ({ topic, maxMessageBytes: topicMaxMessageBytes })),
  ];
}
