import type { KeyObject } from 'node:crypto';
import { headsThatDiffer, lostStreams, readSeals, storedLinks, streamKinds, type Database } from '../../../../libs/store/index.ts';
import type { Differences } from '../differences.ts';
import { checkCopies, checkSeals } from './check-seals.ts';
import { StreamCheck } from './check-stream.ts';

export interface ChainsChecked {
  readonly streams: number;
  readonly events: number;
  readonly seals: number;
  readonly lastSealedOn: string | null;
}

export interface ChainsOptions {
  /** Public keys; without any, signatures are not checked. */
  readonly keys?: readonly KeyObject[];
  /** Records that were kept elsewhere, a line each. */
  readonly copies?: readonly string[];
  /** Events that are held at a time. */
  readonly pageSize?: number;
  readonly onProgress?: (events: number) => void;
}

/** Recomputes every chain of a utility and every signed record over them (I12, M42), while the system runs. */
export async function checkChains(db: Database, utilityId: string, differences: Differences, { keys = [], copies = [], pageSize = 2_000, onProgress }: ChainsOptions = {}): Promise<ChainsChecked> {
  const seals = await db.forUtility(utilityId, (em) => readSeals(em, utilityId));
  const days = new Map(seals.map(({ number, on }) => [number, on]));
  const dayOf = (number: number) => days.get(number) ?? 'an unknown day';
  const last = seals.at(-1);
  await checkSeals(db, utilityId, seals, keys, differences);
  checkCopies(utilityId, copies, seals, differences);
  let [streams, events] = [0, 0];
  for (const kind of streamKinds) {
    let check: StreamCheck | null = null;
    const end = () => {
      if (check === null) return;
      check.end(differences);
      streams += 1;
      events += check.events;
    };
    for await (const part of storedLinks(db, utilityId, kind, last?.number ?? 0, pageSize)) {
      if (check?.stream !== part.stream) {
        end();
        check = new StreamCheck(part, dayOf);
      }
      check.take(part.links);
      onProgress?.(events + check.events);
    }
    end();
    const lost = await db.forUtility(utilityId, (em) => lostStreams(em, utilityId, kind));
    for (const { stream, version, number } of lost) differences.add('I12', stream, `the stream is gone, and record ${number} of ${dayOf(number)} vouches for its versions 1 to ${version}`);
    for (const { stream, headVersion, lastVersion } of await db.forUtility(utilityId, (em) => headsThatDiffer(em, utilityId, kind))) {
      differences.add('I12', stream, `its head says that it ends at version ${headVersion ?? 0}, and it ends at ${lastVersion ?? 0}, or with another hash`);
    }
  }
  return { streams, events, seals: seals.length, lastSealedOn: last?.on ?? null };
}
