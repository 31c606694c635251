import type { BadMessage } from './bad-message.ts';
import { topicOf } from './feeds.ts';
import { parseJsonObject } from './parse-json.ts';
import { readMessage, type Intake, type RawMessage } from './read-message.ts';
import { toMessage, type CloudEvent } from './send-message.ts';

/** Reads a CloudEvent that stands in a file, one a line: addressed as its sender would have, then read as from Kafka. */
export function readLine(line: string): Intake | BadMessage {
  return readMessage(recordOfLine(line));
}

/** The record that a line stands for. A line that has no address keeps its text, so that reading it says what is wrong. */
export function recordOfLine(line: string): RawMessage {
  const value = Buffer.from(line, 'utf8');
  try {
    const { topic, key } = toMessage(parseJsonObject(value) as unknown as CloudEvent);
    return { topic, key: Buffer.from(key, 'utf8'), value };
  } catch {
    // Whatever is wrong with the line, readMessage finds it again and names it; it needs some topic and key to get there.
    return { topic: topicOf('billing'), key: Buffer.from('unaddressed/unaddressed'), value };
  }
}
