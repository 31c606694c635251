import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { dateText, id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Policy packs';
const params = z.strictObject({ activationId: idParameter });
const reference = z.string().regex(/^[A-Z0-9-]+@\d{1,6}$/, { error: 'must be a pack and its version, like OH-COUNTY@2' });

export const packReferenceSchema = reference;

const activation = z
  .strictObject({
    activationId: id,
    pack: id,
    against: id.meta({ description: 'The version whose place it takes, and beside which the what-if was run.' }),
    packHash: z.string(),
    fromOn: dateText.meta({ description: 'The first day on which it is law here.' }),
    reason: z.string(),
    whatIfId: id,
    exceeded: z.array(z.string()).meta({ description: 'Differences beyond the thresholds: with any, two people sign besides the one who asked.' }),
    askedBy: id,
    askedAt: instantText,
    signatures: z.array(z.strictObject({ by: id, at: instantText })),
    signaturesNeeded: z.int(),
    status: z.enum(['asked', 'stands', 'withdrawn']),
    inForceAt: instantText.nullable().meta({ description: 'From this moment on; null until enough people have signed.' }),
  })
  .meta({ id: 'Activation', description: "Another version of the utility's law." });

const answered = { method: 'POST', tag, params, query: nothing, body: nothing, response: activation, responseName: 'The activation as it stands now' } as const;

export const packRoutes = {
  listVersions: defineRoute('listVersions', {
    method: 'GET',
    path: '/packs',
    tag,
    summary: 'Tells which law is in force, which was and will be, and what waits for signatures',
    params: nothing,
    query: nothing,
    response: z
      .strictObject({
        inForce: id,
        versions: z.array(z.strictObject({ pack: id, title: z.string(), packHash: z.string(), calendarHash: z.string(), inForceAt: instantText.nullable().meta({ description: 'Null for the first one.' }) })),
        published: z.array(id).meta({ description: 'What may be tried and asked for: the versions of these packs that are published, newest first.' }),
        pinned: z.array(z.strictObject({ pack: id, openCases: z.int() })).meta({ description: 'How many open cases are under which version.' }),
        activations: z.array(activation),
      })
      .meta({ id: 'Versions' }),
    responseName: 'The versions',
  }),
  askActivation: defineRoute('askActivation', {
    method: 'POST',
    path: '/packs/activations',
    tag,
    summary: 'Asks for another version of the law to come into force',
    description:
      'It names the what-if of this very draft beside the version whose place it takes. Differences beyond the thresholds of that version refuse it, unless they are said to be wanted: then two people have to sign. ' +
      'Cases that are open stay under their own version, and ask this one as well (GEN-PIN).',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        pack: reference,
        from: localDateSchema.meta({ description: 'A day to come; in a sandbox any day.' }),
        whatIf: idParameter.meta({ description: 'The id of the what-if.' }),
        reason: reasonSchema,
        despiteDifferences: z.boolean().default(false),
      })
      .meta({ id: 'ActivationWish' }),
    response: activation,
    responseName: 'What waits for signatures',
    success: 201,
  }),
  signActivation: defineRoute('signActivation', { ...answered, path: '/packs/activations/{activationId}/approval', summary: 'Signs for another version; with the last signature that is needed it stands' }),
  withdrawActivation: defineRoute('withdrawActivation', { ...answered, path: '/packs/activations/{activationId}/withdrawal', summary: 'Takes back an activation that is not in force yet' }),
} as const;
