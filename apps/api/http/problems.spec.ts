import { request as rawRequest } from 'node:http';
import { TestApi, type Reply } from '../../../test/support/api.ts';
import { problemSchema } from './problem.ts';

describe('problem documents', () => {
  let api: TestApi;
  const json = { 'content-type': 'application/json' };

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.take(api.store.opening('A1'));
  });
  afterAll(() => api?.stop());

  function expectProblem(reply: Reply, status: number, kind: string): void {
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problemSchema.strict().safeParse(reply.body).error).toBeUndefined();
    expect(reply.body).toMatchObject({ status, type: `urn:arrears:problem:${kind}`, correlationId: reply.headers.get('x-correlation-id') });
    expect(JSON.stringify(reply.body)).not.toMatch(/\.ts:|node_modules|at .*\(/);
  }

  it('tell that a path is not served, with and without a token', async () => {
    expectProblem(await api.ask('GET', '/nothing/here'), 404, 'not-found');
    expectProblem(await api.get('supervisor', '/nothing/here'), 404, 'not-found');
    expectProblem(await api.get('supervisor', '/accounts/A9'), 404, 'not-found');
  });

  it.each([
    ['PUT', '/accounts/A1/holds', 'POST'],
    ['DELETE', '/cases/A1.1', 'GET'],
    ['POST', '/docs', 'GET'],
    ['PATCH', '/utilities/county/clock', 'GET, POST'],
  ])('tell that %s %s is none of its methods, and which are', async (method, path, allow) => {
    const reply = await api.ask(method, path);
    expectProblem(reply, 405, 'method-not-allowed');
    expect(reply.headers.get('allow')).toBe(allow);
  });

  it('tell that a body is no JSON, of another type, or too large', async () => {
    expectProblem(await api.ask('POST', '/accounts/A1/holds', json, '{"reason":'), 400, 'bad-request');
    expectProblem(await api.ask('POST', '/accounts/A1/holds', { 'content-type': 'text/xml' }, '<hold/>'), 415, 'unsupported-media-type');
    expectProblem(await api.ask('POST', '/accounts/A1/holds', json, JSON.stringify({ reason: 'x'.repeat(300_000) })), 413, 'body-too-large');
  });

  it('do not let a body poison the prototype of objects', async () => {
    expectProblem(await api.ask('POST', '/accounts/A1/holds', json, '{"__proto__":{"reason":"hidden"}}'), 400, 'bad-request');
  });

  it('tell that a path cannot be decoded, or a part of it is too long', async () => {
    expectProblem(await api.ask('GET', '/events/%zz/why'), 400, 'bad-request');
    expectProblem(await api.get('supervisor', `/accounts/${'A'.repeat(600)}`), 414, 'path-too-long');
  });

  it('name every fault of a request with its place', async () => {
    const reply = await api.ask('POST', '/accounts/A1/holds?really=yes', { ...json, authorization: `Bearer ${await api.tokenFor('supervisor')}` }, JSON.stringify({ reason: 'x', untilOn: '2027-02-30', more: 1 }));
    expectProblem(reply, 422, 'invalid');
    expect((reply.body['faults'] as { path: string }[]).map((fault) => fault.path).sort()).toEqual(['body.more', 'body.reason', 'body.untilOn', 'header.idempotency-key', 'query.really']);
  });

  it('tell a fault inside of a list of interventions', async () => {
    const reply = await api.post('supervisor', '/cases/A1.1/interventions', { type: 'PlaceHold', reason: 'because', untilOn: 'soon' });
    expectProblem(reply, 422, 'invalid');
    expect(reply.body['faults']).toEqual([{ path: 'body.untilOn', message: 'must be a date that exists, like 2027-03-01' }]);
  });

  it('tell nothing of the inside when something unforeseen happens, and log it under the id that they give', async () => {
    await api.store.rows('select 1');
    await api.store.db.orm.em.getConnection().execute(`alter table sweep_review rename to sweep_review_away`);
    try {
      const reply = await api.get('supervisor', '/accounts/A1');
      expectProblem(reply, 500, 'internal');
      expect(reply.body['detail']).toBe(`Tell the operator this id: ${reply.body['correlationId']}.`);
      expect(api.log.some((line) => line.includes(String(reply.body['correlationId'])) && line.includes('sweep_review'))).toBe(true);
    } finally {
      await api.store.db.orm.em.getConnection().execute(`alter table sweep_review_away rename to sweep_review`);
    }
  });

  it('carry the correlation id that the caller gave, unless it is none', async () => {
    expect((await api.ask('GET', '/nowhere', { 'x-correlation-id': 'call-4711-a' })).body['correlationId']).toBe('call-4711-a');
    expect((await api.ask('GET', '/nowhere', { 'x-correlation-id': 'two words "quoted"' })).body['correlationId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answer what is hardly HTTP as well', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(api.api.url);
      rawRequest({ hostname, port, path: '/accounts/%', method: 'GET' }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
    });
    expect(status).toBe(400);
  });

  it.each(['/docs', '/openapi.json', '/healthz', '/nowhere', '/accounts'])('%s carries headers that forbid framing, sniffing and caching', async (path) => {
    const { headers } = await api.ask('GET', path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
  });
});
