import type { BadMessage } from './bad-message.ts';
import { topicOf } from './feeds.ts';
import { parseJsonObject } from './parse-json.ts';
import { readMessage, type Intake, type RawMessage } from './read-message.ts';
import { toMessage, type CloudEvent } from './send-message.ts';

/** Reads a CloudEvent that stands in a file, one a line: addressed as its sender would have, then read as from Kafka. */
export function readLine(line: string): Intake | BadMessage {
  const record = recordOfLine(line);
  const read = readMessage(record);
  const isUnaddressed = read.kind === 'bad' && read.reason === 'key-disagrees' && record.key?.equals(noKey) === true;
  return isUnaddressed ? { ...read, reason: 'unknown-type', detail: 'The source does not say which feed speaks: use one like /billing.' } : read;
}

const noKey = Buffer.from('/');

/** The record that a line stands for. A line that has no address keeps its text, so that reading it says what is wrong. */
export function recordOfLine(line: string): RawMessage {
  const value = Buffer.from(line, 'utf8');
  try {
    const { topic, key } = toMessage(parseJsonObject(value) as unknown as CloudEvent);
    return { topic, key: Buffer.from(key, 'utf8'), value };
  } catch {
    // Whatever is wrong with the line, readMessage finds it again and names it; it needs some topic and key to get there.
    return { topic: topicOf('billing'), key: noKey, value };
  }
}
