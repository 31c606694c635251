import { defineEntity, p } from '@mikro-orm/core';

/** Read models as the API reads them. Streams and projections are written set-based, see `unit-of-work.ts`. */
export const UtilityRow = defineEntity({
  name: 'UtilityRow',
  tableName: 'utility',
  properties: {
    utilityId: p.string().primary(),
    pack: p.string(),
    clockMode: p.string(),
    clockNowAt: p.datetime().nullable(),
    clockTargetAt: p.datetime().nullable(),
    sweptThroughOn: p.date().nullable(),
    feeds: p.json<{ name: string; limitHours: number }[]>(),
    createdAt: p.datetime(),
  },
});

export const entities = [UtilityRow] as const;
