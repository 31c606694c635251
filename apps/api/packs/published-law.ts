import type { Law } from '../../../libs/policy/facts.ts';
import { BrokenPack, loadLaw } from '../../../libs/policy/load.ts';
import { Problem } from '../http/problem.ts';

/** @param path where the request names it @throws Problem `invalid` for a pack that nobody published, or that is broken */
export function publishedLaw(reference: string, path: string): Law {
  try {
    return loadLaw(reference);
  } catch (error) {
    return faultOfPack(error, path);
  }
}

/** A pack that nobody published, or that is broken, is a fault of the request. */
export function faultOfPack(error: unknown, path: string): never {
  if (error instanceof BrokenPack) throw new Problem('invalid', error.message, { faults: [{ path, message: error.message }] });
  throw error;
}
