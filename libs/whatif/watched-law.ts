import { noteReading, rememberedFor, watchedReadings } from '../kernel/remembered.ts';
import type { Law } from '../policy/facts.ts';
import type { Pack } from '../policy/pack.ts';

/** The law in force, which notices when something is read of it that a draft has otherwise. Until then both decide the same. */
export interface WatchedLaw {
  readonly law: Law;
  /** Begins to watch. @returns whether it was touched since */
  readonly watch: () => () => boolean;
}

/** What names or prints a pack and decides nothing that a what-if compares. */
const decidesNothing: ReadonlySet<string> = new Set(['id', 'version', 'title', 'effectiveFrom', 'activation']);

interface Differences {
  /** The calendar differs, or the list of steps: nothing can be told apart. */
  readonly everywhere: boolean;
  readonly inLaw: readonly string[];
  readonly inPack: readonly string[];
  readonly inSteps: readonly string[];
}

function differences(current: Law, draft: Law): Differences {
  const inLaw = differingKeys(current, draft).filter((key) => key !== 'pack' && key !== 'packHash');
  const inPack = differingKeys(current.pack, draft.pack).filter((key) => key !== 'steps' && !decidesNothing.has(key));
  return {
    everywhere: inLaw.includes('calendar') || keysOf(current.pack.steps) !== keysOf(draft.pack.steps),
    inLaw,
    inPack,
    inSteps: differingKeys(current.pack.steps, draft.pack.steps),
  };
}

function keysOf(value: object): string {
  return Object.keys(value).sort().join();
}

function differingKeys(first: object, second: object): string[] {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  const [here, there] = [first, second] as [Record<string, unknown>, Record<string, unknown>];
  return [...keys].filter((key) => JSON.stringify(here[key]) !== JSON.stringify(there[key]));
}

/** The law in force, watched for whatever a draft has otherwise. One for all accounts: what both have alike is worked out once for them all. */
export function watchedLaw(current: Law, draft: Law): WatchedLaw {
  return watchedLaws(current)(draft);
}

const watchedLaws = rememberedFor((current: Law) => rememberedFor((draft: Law) => watching(current, draft)));

function watching(current: Law, draft: Law): WatchedLaw {
  const { everywhere, inLaw, inPack, inSteps } = differences(current, draft);
  if (everywhere) return { law: current, watch: () => () => true };
  const watched = <T extends object>(value: T, keys: readonly string[]): T => {
    const copy = { ...value };
    for (const key of keys) {
      const held = value[key as keyof T];
      Object.defineProperty(copy, key, {
        enumerable: true,
        get: () => {
          noteReading();
          return held;
        },
      });
    }
    return copy;
  };
  const pack: Pack = watched({ ...current.pack, steps: watched(current.pack.steps, inSteps) }, inPack);
  return { law: watched({ ...current, pack }, inLaw), watch: readingsFromNow };
}

function readingsFromNow(): () => boolean {
  const before = watchedReadings();
  return () => watchedReadings() !== before;
}
