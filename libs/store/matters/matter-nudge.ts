import type { OutboxRow } from '../outbox.ts';

const prefix = 'docket/';

/** "Look again", for the process of a docket. */
export function matterNudge(docket: string): OutboxRow {
  return { kind: 'nudge', stream: `${prefix}${docket}`, topic: null, key: null, value: null, headers: null };
}

/** `docket/3:27-bk-30001` → `3:27-bk-30001`; null for the nudge of anything else. */
export function docketOfNudge(stream: string): string | null {
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : null;
}
