import { z } from 'zod';
import { workKinds } from '../../../libs/case/case.events.ts';
import type { CaseWorkOrder } from '../../../libs/case/case.state.ts';
import { dateText, id, instantText } from '../http/schemas.ts';

export const workOrderFields = {
  workOrderId: id,
  work: z.enum(workKinds),
  status: z.enum(['open', 'recalled', 'ended']),
  orderedAt: instantText,
  recalledAt: instantText.nullable(),
  onDay: dateText,
  windowFromAt: instantText,
  windowToAt: instantText,
  meterSerial: id.nullable(),
  district: z.string(),
};

export const workOrderSchema = z.strictObject(workOrderFields).meta({ id: 'WorkOrder' });

export function workOrderView({ order, workOrderId, work, status, orderedAt, recalledAt }: CaseWorkOrder) {
  const { onDay, windowFromAt, windowToAt, meterSerial, district } = order;
  return { workOrderId, work, status, orderedAt, recalledAt, onDay, windowFromAt, windowToAt, meterSerial, district };
}
