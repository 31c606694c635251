import { createHash, hash } from 'node:crypto';

/** The hash before the first event of a stream. */
export const chainStart = '0'.repeat(64);

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Links an event's canonical text to everything before it in its stream (I12). */
export function chainHash(previousHash: string, canonicalEvent: string): string {
  return createHash('sha256').update(previousHash).update('\n').update(canonicalEvent).digest('hex');
}
