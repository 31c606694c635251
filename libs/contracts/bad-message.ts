export const badReasons = [
  'not-json',
  'not-a-cloud-event',
  'unknown-type',
  'unknown-version',
  'wrong-schema',
  'null-key',
  'too-large',
  'key-disagrees',
  'unknown-account',
  'id-reused',
  'not-integer-cents',
  'no-such-date',
  'ahead-of-clock',
  'unknown-utility',
  'undecidable',
] as const;
export type BadReason = (typeof badReasons)[number];

/** One fault at its place in the message: `data.amountCents`; empty for the message as a whole. */
export interface PlacedFault {
  readonly path: string;
  /** What is wrong there and how to mend it. Never a name or an address. */
  readonly message: string;
}

export interface NamedPlace {
  readonly utilityId: string;
  readonly accountIds: readonly string[];
}

/** A message that cannot become facts: why, and what it names as far as that is readable (I6: it holds those accounts alone). */
export interface BadMessage {
  readonly kind: 'bad';
  readonly reason: BadReason;
  /** What is wrong, where, and how to mend it. Never a name or an address. */
  readonly detail: string;
  /** Every fault of a body that does not fit its schema; left out where it is the message as a whole. */
  readonly faults?: readonly PlacedFault[];
  readonly utilityId: string | null;
  /** Every utility that it names, with the accounts named as its own: two when key and body disagree. `utilityId` is the first. */
  readonly places: readonly NamedPlace[];
  readonly accountId: string | null;
  /** Every account that it names: several for court events and movements of money. `accountId` is the first. */
  readonly accountIds: readonly string[];
  readonly source: string | null;
  readonly eventId: string | null;
}

/** Thrown inside `readMessage` alone, so that each check reads as a sentence. */
export class Unreadable extends Error {
  readonly reason: BadReason;
  readonly faults: readonly PlacedFault[];

  constructor(reason: BadReason, detail: string, faults: readonly PlacedFault[] = []) {
    super(detail);
    this.name = 'Unreadable';
    this.reason = reason;
    this.faults = faults;
  }
}
