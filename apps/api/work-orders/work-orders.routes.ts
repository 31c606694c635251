import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, nothing } from '../http/schemas.ts';
import { workOrderFields } from './work-order.schema.ts';

const tag = 'Field';
const params = z.strictObject({ workOrderId: idParameter });

export const workOrderRoutes = {
  readWorkOrder: defineRoute('readWorkOrder', {
    method: 'GET',
    path: '/work-orders/{workOrderId}',
    tag,
    summary: 'Shows a work order',
    params,
    query: nothing,
    response: z
      .strictObject({
        ...workOrderFields,
        caseId: id,
        accountId: id,
        premiseAddress: z.string().nullable().meta({ description: 'For those who have to go there.' }),
      })
      .meta({ id: 'WorkOrderAtPremise' }),
    responseName: 'The work order',
  }),
  requestClearance: defineRoute('requestClearance', {
    method: 'POST',
    path: '/work-orders/{workOrderId}/clearance',
    tag,
    summary: 'Asks at the door whether the valve may be closed',
    description:
      'Every guard of the shut-off is asked once more, under the same lock as every fence: a petition, payment or certificate that committed before always wins. ' +
      'The token is bound to the order and the meter and lives for minutes; repeated under its key, the request is answered with it for as long as it would be granted still. Without it no valve is closed.',
    params,
    query: nothing,
    body: z.strictObject({ meterSerial: z.string().trim().min(1).max(200) }),
    response: z
      .strictObject({
        clearanceId: id,
        workOrderId: id,
        meterSerial: id,
        grantedAt: instantText,
        expiresAt: instantText.meta({ description: 'By the clock of the utility.' }),
        token: z.string().meta({ description: 'A JWT (sub, wo, meter, utility, jti, iat, exp), signed by ES256 with the key at `/.well-known/jwks.json`.' }),
      })
      .meta({ id: 'Clearance' }),
    responseName: 'The clearance',
    success: 201,
    mayRefuse: true,
  }),
} as const;
