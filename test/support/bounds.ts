import type { BreakerBound, BreakerKind } from '../../libs/policy/breaker.ts';
import { loadLaw } from '../../libs/policy/load.ts';

/** Sets bounds for breakers in the law as this process has it loaded: low enough for a spec to pass them. */
export function setBounds(bounds: Partial<Record<BreakerKind, BreakerBound>>, reference = 'OH-COUNTY@1'): void {
  Object.assign(loadLaw(reference).pack, { breaker: { rule: 'CASCADE-BREAKER', usualDays: 20, bounds } });
}
