import type { OutboxRow } from '../outbox.ts';

const prefix = 'tax-roll/';

/** "Look again", for the process of a season. */
export function seasonNudge(seasonId: string): OutboxRow {
  return { kind: 'nudge', stream: `${prefix}${seasonId}`, topic: null, key: null, value: null, headers: null };
}

/** `tax-roll/county-auditor.2027` → `county-auditor.2027`; null for the nudge of anything else. */
export function seasonOfNudge(stream: string): string | null {
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : null;
}
