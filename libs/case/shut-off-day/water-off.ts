import { restorationReasons } from '../decide-restoration.ts';
import type { Because } from '../../kernel/because.ts';
import { isWaterOff } from '../evolve.ts';
import type { CaseState, CaseWorkOrder } from '../case.state.ts';
import { holdReasons, type Context } from '../context.ts';
import { proposalFor } from '../proposal.ts';

/** Somebody whose water is off although something speaks for it since the valve was closed. */
export interface OffThough {
  readonly caseId: string;
  /**
   * `on-its-way`: a crew is ordered to turn it on. `owed`: it has to come back, and no crew is ordered. `stays-off`: what came since
   * does not bring it back by the law.
   */
  readonly standing: 'on-its-way' | 'owed' | 'stays-off';
  readonly restoration: CaseWorkOrder | null;
  readonly because: readonly Because[];
}

/** Who paid, was held or petitioned, and is off all the same; null where the water is on, or nothing came since it was turned off. */
export function offThough(state: CaseState, context: Context): OffThough | null {
  if (!isWaterOff(state)) return null;
  const { caseId } = state;
  const owed = restorationReasons(state, context);
  const restoration = state.workOrders.findLast((order) => order.work === 'restoration' && order.status === 'open') ?? null;
  if (restoration !== null) return { caseId, standing: 'on-its-way', restoration, because: owed };
  if (owed.length > 0) return { caseId, standing: 'owed', restoration: null, because: owed };
  const isPaid = context.facts.pastDueCents === 0;
  if (!isPaid && context.holds.length === 0) return null;
  const against = proposalFor('restoration', context).verdicts.filter((verdict) => !verdict.holds).map((verdict) => verdict.because);
  return { caseId, standing: 'stays-off', restoration: null, because: [...holdReasons(context), ...against] };
}
