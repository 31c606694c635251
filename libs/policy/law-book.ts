import type { Instant } from '../kernel/time.ts';
import type { Law } from './facts.ts';
import { packReference } from './pack.ts';

/** A version of a utility's law and the instant from which it is in force. */
export interface LawVersion {
  readonly law: Law;
  readonly fromAt: Instant;
}

/** Every version that a utility's law ever had, by the time from which each was in force (GEN-PIN). Each of its laws knows it. */
export interface LawBook {
  /** At least one, earliest first. The first governs what was before it, too. */
  readonly versions: readonly LawVersion[];
}

/** A case is pinned to a version that its utility never had in force. */
export class UnknownVersion extends Error {
  constructor(reference: string, book: LawBook) {
    const known = [...new Set(book.versions.map(({ law }) => packReference(law.pack)))].join(', ');
    super(`${reference} was never activated here; known are ${known}. Activate it, or move the case to a version that is known`);
    this.name = 'UnknownVersion';
  }
}

/**
 * Binds the versions of a law together: `inForceAt`, `versionNamed` and `nextVersionAt` answer for any of its laws. A law that
 * stands alone is in force always.
 * @returns the law of the earliest version
 */
export function lawOfBook(versions: readonly LawVersion[]): Law {
  const inOrder = [...versions].sort((first, second) => (first.fromAt < second.fromAt ? -1 : first.fromAt > second.fromAt ? 1 : 0));
  const bound: LawVersion[] = [];
  const book: LawBook = { versions: bound };
  const byReference = new Map<string, Law>();
  for (const { law, fromAt } of inOrder) {
    const reference = packReference(law.pack);
    // A version that comes back is the same law, so that a case that is pinned to it is under one law again.
    const known = byReference.get(reference) ?? { ...law, book };
    byReference.set(reference, known);
    bound.push({ law: known, fromAt });
  }
  const first = bound[0];
  if (!first) throw new RangeError('A law has at least one version');
  return first.law;
}

/** The version in force at that moment: the last one whose time had come. */
export function inForceAt(law: Law, at: Instant): Law {
  if (law.book === undefined) return law;
  const { versions } = law.book;
  return (versions.findLast(({ fromAt }) => fromAt <= at) ?? (versions[0] as LawVersion)).law;
}

/** The version of that name, such as a case is pinned to. @throws UnknownVersion */
export function versionNamed(law: Law, reference: string): Law {
  if (law.book === undefined) return law;
  const named = law.book.versions.find((version) => packReference(version.law.pack) === reference);
  if (!named) throw new UnknownVersion(reference, law.book);
  return named.law;
}

/** When the next version comes into force after that moment, or null. */
export function nextVersionAt(law: Law, after: Instant): Instant | null {
  return law.book?.versions.find(({ fromAt }) => fromAt > after)?.fromAt ?? null;
}
