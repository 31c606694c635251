import type { OutboxRow } from '../outbox.ts';

const prefix = 'bulk/';

/** "Look again", for the process of an intervention in many cases. */
export function bulkNudge(bulkId: string): OutboxRow {
  return { kind: 'nudge', stream: `${prefix}${bulkId}`, topic: null, key: null, value: null, headers: null };
}

/** `bulk/bulk-7` → `bulk-7`; null for the nudge of anything else. */
export function bulkOfNudge(stream: string): string | null {
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : null;
}
