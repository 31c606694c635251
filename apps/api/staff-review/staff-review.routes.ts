import { z } from 'zod';
import { deskSettings, verdicts, type DeskSetting } from '../../../libs/store/index.ts';
import { defineRoute } from '../http/route.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { dateText, id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Review of work';
const count = z.int();
const verdict = z.enum(verdicts);
const week = localDateSchema.optional().meta({ description: 'Any day of it; the week of today unless one is named.' });
const settings = Object.keys(deskSettings) as [DeskSetting, ...DeskSetting[]];

const said = z.strictObject({ verdict, note: z.string(), at: instantText, by: id }).meta({ id: 'SaidOfAct' });
const act = z
  .strictObject({ eventId: id, accountId: id, caseId: id.nullable(), type: z.string(), at: instantText, person: id, says: z.string(), said: z.array(said) })
  .meta({ id: 'SampledAct', description: 'Something that a person did, drawn for review.' });
const setting = z.strictObject({ setting: z.enum(settings), value: z.int(), least: z.int(), most: z.int(), says: z.string() }).meta({ id: 'DeskSetting' });

export const staffReviewRoutes = {
  readStaffReview: defineRoute('readStaffReview', {
    method: 'GET',
    path: '/staff-review',
    tag,
    summary: 'Shows who did what in a week, how much of it was drawn for review, and how far the review is',
    params: nothing,
    query: z.strictObject({ week }),
    response: z
      .strictObject({
        week: dateText.meta({ description: 'Its Monday.' }),
        percent: count.meta({ description: 'The rate that stood when the week ended.' }),
        groups: z.array(z.strictObject({ person: id, type: z.string(), acts: count, sampled: count, signedOff: count, questioned: count })),
      })
      .meta({ id: 'StaffReview' }),
    responseName: 'The week',
  }),
  listStaffReview: defineRoute('listStaffReview', {
    method: 'GET',
    path: '/staff-review/sample',
    tag,
    summary: 'Lists what was drawn for review: the same whoever asks',
    params: nothing,
    query: z.strictObject({ ...pageQuery, week, person: idParameter.optional() }),
    response: pageOf('SampledActs', act),
    responseName: 'A page of the sample',
  }),
  reviewAct: defineRoute('reviewAct', {
    method: 'POST',
    path: '/staff-review/verdicts',
    tag,
    summary: 'Signs off or questions what somebody else did',
    description: 'Each word stands beside the one before; the last one counts.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ eventId: idParameter, accountId: idParameter, verdict, note: reasonSchema }),
    response: said,
    responseName: 'What was said',
    success: 201,
    mayRefuse: true,
  }),
  listDeskSettings: defineRoute('listDeskSettings', {
    method: 'GET',
    path: '/desk-settings',
    tag,
    summary: 'Lists what the utility may set for its desk; no law is among it',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(setting) }).meta({ id: 'DeskSettings' }),
    responseName: 'The settings',
  }),
  changeDeskSetting: defineRoute('changeDeskSetting', {
    method: 'POST',
    path: '/desk-settings/{setting}',
    tag,
    summary: 'Changes a setting of the desk, from now on',
    params: z.strictObject({ setting: z.enum(settings) }),
    query: nothing,
    body: z.strictObject({ value: z.int().min(1).max(100) }),
    response: z.strictObject({ setting: z.enum(settings), value: z.int() }).meta({ id: 'DeskSettingChanged' }),
    responseName: 'The setting',
  }),
} as const;
