import { createHash, type Hash } from 'node:crypto';
import { canonicalText } from '../../kernel/canonical.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';

/** Where a stream stood when it was sealed: its version, the hash of that event, and its version in the record before (0: not there yet). */
export interface SealedHead {
  /** `account/A1`, `case/A1.1`, `tax-roll/county-auditor.2027` */
  readonly stream: string;
  readonly fromVersion: number;
  readonly version: number;
  readonly hash: string;
}

/** What a day's record says. A stream that it does not count stands where an earlier one left it, so that each vouches for all. */
export interface SealRecord {
  readonly schema: 1;
  readonly utility: string;
  /** From 1, without a gap. */
  readonly number: number;
  readonly on: LocalDate;
  readonly at: Instant;
  /** Of the record before, as it was signed; 64 zeros for the first. */
  readonly previous: string;
  /** How many streams and events it and those before vouch for. */
  readonly streams: number;
  readonly events: number;
  /** How many heads moved since the record before, and the hash over them. */
  readonly moved: number;
  readonly heads: string;
}

export function recordText(record: SealRecord): string {
  return canonicalText(record);
}

/** The hash over heads in their order, a line each, so that any number of them needs no memory. */
export class HeadsHash {
  readonly #hash: Hash = createHash('sha256');
  counted = 0;

  add({ stream, fromVersion, version, hash }: SealedHead): void {
    this.#hash.update(`${JSON.stringify([stream, fromVersion, version, hash])}\n`);
    this.counted += 1;
  }

  /** @returns the hash; nothing may be added afterwards */
  end(): string {
    return this.#hash.digest('hex');
  }
}
