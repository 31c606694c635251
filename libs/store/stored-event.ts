import type { AccountEvent } from '../account/account.events.ts';
import type { CaseEvent } from '../case/case.events.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { chainHash } from '../kernel/chain.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import type { Sparing } from '../policy/moratorium.ts';
import type { RollEvent } from '../tax-roll/index.ts';

/** What an event of a stream says of its own origin. */
export interface Provenance {
  /** What led to it: a message (`/billing#…`), an intervention, a deadline. */
  readonly cause: string;
  readonly correlationId: string;
  /** For decisions: what they were made from (I8). */
  readonly inputs?: DecisionInputs;
}

export interface DecisionInputs {
  readonly accountVersion: number;
  readonly caseVersion: number;
  /** Of the version to which the case was pinned, or, without one, of the version in force. */
  readonly packHash: string;
  readonly calendarHash: string;
  /** Of the version in force, where it was another and was asked as well. */
  readonly inForce?: { readonly packHash: string; readonly calendarHash: string };
  readonly code: string;
  readonly feeds: Readonly<Record<string, string | null>>;
  /** The utility's breakers that were open, if any were. */
  readonly breakers?: readonly OpenBreaker[];
  /** The moratoriums of the account's area, with its turn after each; also those that are over. */
  readonly moratoriums?: readonly Sparing[];
}

/** The version of the stored form; a new one brings an upcaster beside the old. */
const schemaVersion = 1;

export interface Link {
  readonly version: number;
  readonly body: string;
  readonly hash: string;
}

/** The next link of a stream: its canonical text and the hash over it and everything before. */
export function linkOf(event: AccountEvent | CaseEvent | RollEvent, provenance: Provenance, version: number, previousHash: string): Link {
  const body = canonicalText({ schema: schemaVersion, version, event, ...provenance });
  return { version, body, hash: chainHash(previousHash, body) };
}

export interface StoredBody<E> {
  readonly schema: number;
  readonly version: number;
  readonly event: E;
  readonly cause: string;
  readonly correlationId: string;
  readonly inputs?: DecisionInputs;
}

export function readBody<E extends AccountEvent | CaseEvent | RollEvent>(body: string): StoredBody<E> {
  return JSON.parse(body) as StoredBody<E>;
}
