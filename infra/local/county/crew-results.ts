import type { FieldResult } from '../../../libs/account/account.events.ts';
import { Random } from './random.ts';

type ShutOffResult = Exclude<FieldResult, 'on' | 'posted' | 'unsafe' | 'occupied'>;

/** Of 100 visits to shut off. */
const shutOffWeights: Record<ShutOffResult, number> = {
  off: 80,
  'paid-at-door': 5,
  'no-access': 5,
  'wrong-serial': 2,
  'already-off': 2,
  'still-flowing': 2,
  vacant: 2,
  medical: 1,
  'child-alone': 1,
};

/** What the crew will meet at that door: the same for the same order, whenever it is asked. */
export function shutOffResultOf(workOrderId: string): ShutOffResult {
  return new Random(`door/${workOrderId}`).weighted(shutOffWeights);
}

/** Which of `count` time slots the order gets. */
export function slotOf(workOrderId: string, count: number): number {
  return new Random(`slot/${workOrderId}`).between(0, count - 1);
}
