import { TestApi } from '../../../test/support/api.ts';
import { idsOfOperation, namedCounty } from '../../../test/support/named-county.ts';
import { exampleOf, filledPath, freeTextsOf, operations, withText } from '../../../test/support/request-examples.ts';
import { uniqueName } from '../../../test/support/servers.ts';
import { allowedRoles, type Role } from '../roles.ts';
import { routes } from '../routes.ts';

const hostile = {
  sql: `x'); update account_person set name = 'taken over'; drop table account cascade; --`,
  'a formula, markup, headers and templates': '=HYPERLINK("http://evil.example","x")<img src=x onerror="fetch(1)"><script>alert(1)</script>\r\nset-cookie: planted=1\r\n\r\n<html>${7*7}{{7*7}}\u202Exyz\u2066',
  'a byte of nothing': 'x\u0000y',
  'half a letter': 'x\ud800y',
  'the name of a prototype': '__proto__',
  'far too long': 'x'.repeat(100_000),
} as const;
/** Streams and the clock are asked elsewhere: the first never ends, the second carries the county on. */
const asked = operations.filter(({ operationId }) => !['watchChanges', 'moveClock'].includes(operationId));

describe('whatever anybody writes', () => {
  let api: TestApi;
  let ids: Record<string, string>;

  beforeAll(async () => {
    api = await TestApi.open();
    ids = await namedCounty(api);
  });
  afterAll(() => api?.stop());

  const roleOf = (operationId: string): Role => allowedRoles[operationId as keyof typeof allowedRoles].find((role) => role === 'supervisor') ?? (allowedRoles[operationId as keyof typeof allowedRoles][0] as Role);

  async function send(operationId: string, path: string, body: unknown): Promise<string[]> {
    const { method } = routes[operationId as keyof typeof routes];
    const headers = { authorization: `Bearer ${await api.tokenFor(roleOf(operationId))}`, 'idempotency-key': uniqueName('hostile'), 'content-type': 'application/json' };
    const reply = await api.ask(method, path, headers, method === 'POST' ? JSON.stringify(body) : undefined);
    const type = reply.headers.get('content-type') ?? '';
    return [
      ...(reply.status >= 500 ? [`answers ${reply.status}`] : []),
      ...(reply.headers.has('set-cookie') ? ['sets a cookie'] : []),
      ...(reply.headers.get('x-content-type-options') === 'nosniff' ? [] : ['may be sniffed']),
      ...(type.startsWith('text/html') ? ['is answered as a page'] : []),
    ];
  }

  const bodies = asked.flatMap(({ operationId, path, body }) => (body === null ? [] : freeTextsOf(body).map((found) => ({ operationId, path, ...found }))));
  const parameters = asked.flatMap(({ operationId, path, parameters: its, body }) => its.filter(({ in: where }) => where === 'path' || where === 'query').map(({ name, in: where }) => ({ operationId, path, body, name, where })));

  it('there is something to try in every part of the API', () => {
    expect(bodies.length).toBeGreaterThan(100);
    expect(parameters.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(hostile))('%s in a text of a body breaks nothing', async (_what, text) => {
    const faults: string[] = [];
    for (const { operationId, path, place, body } of bodies) {
      const found = await send(operationId, filledPath(path, { ...ids, ...idsOfOperation[operationId] }), withText(body, place, text));
      faults.push(...found.map((fault) => `${operationId} ${place.join('.')} ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it.each(Object.entries(hostile))('%s in an address breaks nothing', async (what, text) => {
    const faults: string[] = [];
    const short = encodeURIComponent(text.toWellFormed().slice(0, 2_000));
    for (const { operationId, path, name, where, body } of parameters) {
      const its = { ...ids, ...idsOfOperation[operationId] };
      const asPath = where === 'path' ? path.replace(`{${name}}`, short) : path;
      const asked = `${filledPath(asPath, its)}${where === 'query' ? `?${name}=${short}` : ''}`;
      const found = await send(operationId, asked, body === null ? undefined : exampleOf(body));
      faults.push(...found.map((fault) => `${operationId} ${name}: ${fault} (${what})`));
    }
    expect(faults).toEqual([]);
  });

  it('in a key that makes a request once, neither', async () => {
    for (const key of ["x'; drop table idempotency; --", '<script>alert(1)</script>', '__proto__']) {
      const reply = await api.post('supervisor', '/accounts/A1/holds', { reason: 'asked for by phone' }, { key });
      expect([201, 409, 422]).toContain(reply.status);
    }
  });

  it('was executed nowhere: the tables stand, nobody was taken over, and what was written down is what was written', async () => {
    expect(await api.store.rows(`select count(*)::int as count from account_person where name = 'taken over'`)).toEqual([{ count: 0 }]);
    expect((await api.get('supervisor', '/accounts/A1')).body).toMatchObject({ accountId: 'A1', customer: { name: 'Given Name' } });
    const holds = await api.store.rows<{ body: string }>(`select body from account_event where type = 'HoldPlaced'`);
    expect(holds.some(({ body }) => body.includes('<img src=x onerror'))).toBe(true);
  });

  it('stands in no line of the log', () => {
    expect(api.log.length).toBeGreaterThan(1_000);
    expect(api.log.filter((line) => /taken over|onerror=|evil\.example/.test(line)).slice(0, 3)).toEqual([]);
  });
});
