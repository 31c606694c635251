import { setTimeout } from 'node:timers/promises';
import type { TestApi } from './api.ts';

const whatIfPatienceMs = 60_000;

/** A what-if of the next version of the county's pack, which is done. @returns its id */
export async function triedAnotherVersion(api: TestApi): Promise<string> {
  const { whatIfId } = (await api.post('supervisor', '/what-if', { pack: 'OH-COUNTY@2' })).body as { whatIfId?: string };
  for (const until = performance.now() + whatIfPatienceMs; performance.now() < until; await setTimeout(250)) {
    const { status } = (await api.get('supervisor', `/what-if/${whatIfId}`)).body as { status?: unknown };
    if (status === 'done') return String(whatIfId);
    if (status !== 'running') break;
  }
  throw new Error(`the what-if ${whatIfId} did not come to its end`);
}
