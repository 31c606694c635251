import { instantOfEpoch } from '../calendar/days.ts';
import { remembered } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { lawOfBook } from '../policy/law-book.ts';
import { loadLaw } from '../policy/load.ts';

/** A version of a utility's law as its row tells it. The hashes are null only where they were never noted. */
export interface VersionRow {
  readonly pack: string;
  readonly packHash: string | null;
  readonly calendarHash: string | null;
  /** Null for the first, which governs what was before it as well. */
  readonly fromMs: number | null;
}

/** The files of a version are not those with which it was activated: what it would decide now is not what was approved. */
export class PackChanged extends Error {
  constructor(reference: string, part: string, activated: string, found: string) {
    super(
      `${reference} was activated with the ${part} ${activated}, and its files now have the ${part} ${found}. ` +
        `A version never changes: restore the files, or publish the change as a new version and activate that`,
    );
    this.name = 'PackChanged';
  }
}

/** Utilities with the same history share one law; their texts are few. */
const laws = remembered((versions: string): Law => lawOfBook((JSON.parse(versions) as VersionRow[]).map((row) => ({ law: unchanged(row), fromAt: fromOf(row) }))));

/** The law of these versions, any of which answers for all. @throws PackChanged @throws BrokenPack */
export function lawOfVersions(versions: readonly VersionRow[]): Law {
  return laws(JSON.stringify(versions));
}

function fromOf({ fromMs }: VersionRow): Instant {
  return fromMs === null ? ('' as Instant) : instantOfEpoch(fromMs);
}

function unchanged({ pack, packHash, calendarHash }: VersionRow): Law {
  const law = loadLaw(pack);
  if (packHash !== null && packHash !== law.packHash) throw new PackChanged(pack, 'pack hash', packHash, law.packHash);
  if (calendarHash !== null && calendarHash !== law.calendarHash) throw new PackChanged(pack, 'calendar hash', calendarHash, law.calendarHash);
  return law;
}
