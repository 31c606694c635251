import { startOfDay } from '../calendar/days.ts';
import { isLocalDate } from '../kernel/time.ts';
import type { Law } from './facts.ts';
import { lawOfBook, type LawVersion } from './law-book.ts';
import { loadLaw } from './load.ts';

/**
 * The law of one pack, or of several versions that follow one another: `OH-COUNTY@1` is in force from the pack's own date,
 * `OH-COUNTY@2:2027-07-01` from the one named.
 * @throws BrokenPack, RangeError naming a date that does not exist
 */
export function lawNamed(names: readonly string[]): Law {
  return lawOfBook(names.map(versionNamed));
}

function versionNamed(name: string): LawVersion {
  const [reference, from] = name.split(':');
  const law = loadLaw(reference as string);
  const fromOn = from ?? law.pack.effectiveFrom;
  if (!isLocalDate(fromOn)) throw new RangeError(`${name}: ${fromOn} is not a date that exists, like 2027-07-01`);
  return { law, fromAt: startOfDay(fromOn, law.calendar.zone) };
}
