import type { z } from 'zod';
import { problemSchema } from '../http/problem.ts';
import type { Route } from '../http/route.ts';
import { routes } from '../routes.ts';
import { JsonSchemas } from './json-schemas.ts';

export type Json = Record<string, unknown>;

const description =
  'Collections staff of a public utility work with this: accounts, delinquency cases and their reasons, interventions, and clearance at the meter. ' +
  'A token speaks for one utility (claim `utility`), and everything is seen and changed within it. ' +
  'Every write carries an `Idempotency-Key`: repeated with the same key it is done once. ' +
  'Errors are problem documents (RFC 9457); a refusal names its rule and citation.';

/** The OpenAPI 3.1 description of the API, made from the schemas that parse its requests and check its answers. */
export function openApiDocument(): Json {
  const schemas = new JsonSchemas();
  const problem = schemas.of(problemSchema);
  const paths: Record<string, Json> = {};
  for (const route of Object.values(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Arrears', version: '1.0.0', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    tags: [...new Set(Object.values(routes).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.named,
      responses: Object.fromEntries(Object.entries(problemResponses).map(([name, says]) => [name, { description: says, content: { 'application/problem+json': { schema: problem } } }])),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From the OpenID Connect issuer, with the claims `roles` and `utility`.' }, session: { type: 'apiKey', in: 'cookie', name: 'arrears-session', description: 'Of a person who signed in at `/console/sign-in`. A write by it also needs `Origin` and `X-Arrears-Console`.' } },
    },
  };
}

const problemResponses = {
  Unauthenticated: 'No token, or one that proves nothing.',
  Forbidden: 'The role may not do this.',
  NotFound: 'There is no such thing in the utility of the token.',
  Refused: 'A rule refuses this: `rule`, `citation`, `ruleStatus` and the sentence in `detail`; or the present state does not allow it.',
  Conflict: 'The present state does not allow this.',
  Invalid: 'The request has faults, each with its place; or its idempotency key stood for another request.',
  Otherwise: 'Anything else, such as a body that is too large (413) or no JSON (415).',
} as const;

function problemRef(name: keyof typeof problemResponses): Json {
  return { $ref: `#/components/responses/${name}` };
}

function operation(route: Route, schemas: JsonSchemas): Json {
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, `Roles: ${route.roles.join(', ')}.`].filter(Boolean).join('\n\n'),
    'x-roles': [...route.roles],
    parameters: [...parameters('path', route.params, schemas), ...parameters('query', route.query, schemas), ...(route.body ? [idempotencyKey] : [])],
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemas.of(route.body) } } } } : {}),
    responses: {
      [route.success]: { description: route.responseName, content: { [route.isStream ? (route.streams ?? 'text/event-stream') : 'application/json']: { schema: schemas.of(route.response) }, ...Object.fromEntries(route.forms.map(({ mediaType }) => [mediaType, { schema: { type: 'string' } }])) } },
      401: problemRef('Unauthenticated'),
      403: problemRef('Forbidden'),
      ...(route.path.includes('{') ? { 404: problemRef('NotFound') } : {}),
      ...(route.mayRefuse ? { 409: problemRef('Refused') } : route.body ? { 409: problemRef('Conflict') } : {}),
      422: problemRef('Invalid'),
      default: problemRef('Otherwise'),
    },
  };
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A new one for each request, the same for its repetition. The answer to a repetition carries `Idempotency-Replayed: true`.',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
};

function parameters(place: 'path' | 'query', fields: z.ZodObject, schemas: JsonSchemas): Json[] {
  return Object.entries(fields.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const { description: says, ...json } = schemas.of(schema);
    return { name, in: place, required: place === 'path' || !schema.safeParse(undefined).success, ...(says === undefined ? {} : { description: says }), schema: json };
  });
}
