import { isUtf8 } from 'node:buffer';
import { Unreadable } from './bad-message.ts';

/** A larger value is refused before it is parsed. Topics let 3 MB through, so that it arrives and can be dead-lettered. */
export const maxValueBytes = 1_048_576;

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws Unreadable `too-large`, `not-json`, `not-a-cloud-event`, `wrong-schema` (characters that no database text can hold) */
export function parseJsonObject(value: Buffer | null): JsonObject {
  if (value === null || value.length === 0) throw new Unreadable('not-json', 'The value is empty: send one CloudEvent as a JSON object.');
  if (value.length > maxValueBytes) {
    throw new Unreadable('too-large', `The value has ${value.length} bytes, at most ${maxValueBytes} are read: send it in smaller parts.`);
  }
  const parsed = parseText(value);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Unreadable('not-a-cloud-event', 'The value is JSON but no object: send one CloudEvent 1.0 in structured mode.');
  }
  return parsed as JsonObject;
}

function parseText(value: Buffer): unknown {
  if (!isUtf8(value)) throw new Unreadable('not-json', 'The value is not UTF-8: encode the JSON text in UTF-8.');
  const text = value.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    if (text.includes('\\u')) refuseUnstorable(parsed);
    return parsed;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    // The parser's own message quotes the text, which may hold a person's name: only the place is told.
    const place = /position (\d+)/.exec((error as Error).message)?.[1];
    const where = place === undefined ? '' : ` at character ${place}`;
    throw new Unreadable('not-json', `The value (${value.length} bytes) is not JSON${where}: send one CloudEvent as a JSON object.`);
  }
}

/** PostgreSQL stores no NUL character and no half of a surrogate pair; both can be written in JSON by an escape. */
function refuseUnstorable(parsed: unknown): void {
  const open: unknown[] = [parsed];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) {
      throw new Unreadable('wrong-schema', 'A text holds a NUL character or half of a surrogate pair: leave it out.');
    }
    if (typeof value === 'object' && value !== null) for (const entry of Object.entries(value)) open.push(...entry);
  }
}
