import { TestApi } from '../../../test/support/api.ts';
import { idsOfOperation, namedCounty } from '../../../test/support/named-county.ts';
import { exampleOf, filledPath, operations } from '../../../test/support/request-examples.ts';
import { uniqueName } from '../../../test/support/servers.ts';
import { WebVisitor } from '../../../test/support/web-visitor.ts';
import { allowedRoles, type Role } from '../roles.ts';

/** What a name in a path means to each utility for itself: it leads to nobody else's. */
const ofEachUtility: Readonly<Record<string, string>> = {
  requestBreakerReset: 'each utility has its own breaker of a kind',
  approveBreakerReset: 'each utility has its own breaker of a kind',
  listMorning: 'each utility has its own morning',
  readPackVersion: 'packs are published for everybody',
};
const named = operations.filter(({ path }) => path.includes('{'));
const writes = operations.filter(({ method }) => method === 'POST');
const roleOf = (operationId: string): Role => (allowedRoles[operationId as keyof typeof allowedRoles] as readonly Role[]).find((role) => role === 'supervisor') ?? (allowedRoles[operationId as keyof typeof allowedRoles][0] as Role);

describe('every operation, walked by the table of them', () => {
  let api: TestApi;
  let ids: Record<string, string>;
  let visitor: WebVisitor;

  beforeAll(async () => {
    api = await TestApi.open();
    ids = await namedCounty(api);
    visitor = new WebVisitor();
    await visitor.signIn(api.api.url, api.issuer, 'local-supervisor');
  });
  afterAll(() => api?.stop());

  /** What of the county is in the database, as text. */
  async function county(): Promise<string> {
    const tables = await api.store.rows<{ name: string }>(`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'utility_id' and t.table_type = 'BASE TABLE' and c.table_name not in ('live_change', 'session') order by 1`);
    expect(tables.length).toBeGreaterThan(20);
    const rows = await Promise.all(tables.map(({ name }) => api.store.rows<{ hash: string }>(`select '${name}' as name, md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as hash from ${name} t where utility_id = 'county'`)));
    return JSON.stringify(rows);
  }

  it.each(named.map((operation) => [operation.operationId, operation] as const))("%s gives nothing of the county to the village, and changes nothing of it", async (operationId, { method, path, parameters, body }) => {
    const its = { ...ids, ...idsOfOperation[operationId] };
    const query = parameters.filter(({ in: where, required }) => where === 'query' && required).map(({ name, schema }) => `${name}=${String(exampleOf(schema))}`);
    const headers = { authorization: `Bearer ${await api.tokenFor(roleOf(operationId), 'village')}`, 'idempotency-key': uniqueName('village'), 'content-type': 'application/json' };
    const before = method === 'POST' ? await county() : '';
    const reply = await api.ask(method, `${filledPath(path, its)}${query.length > 0 ? `?${query.join('&')}` : ''}`, headers, body === null ? undefined : JSON.stringify(exampleOf(body)));
    expect(JSON.stringify(reply.body)).not.toMatch(/Given Name|Elm St|22000/);
    if (operationId in ofEachUtility) expect(reply.status).toBeLessThan(500);
    // A body that names things of its own is looked at first, and may have its own faults; nothing of the county shows in them.
    else expect(method === 'POST' && body !== null ? [404, 409, 422] : [404]).toContain(reply.status);
    if (method === 'POST') expect(await county()).toBe(before);
  });

  it.each(writes.map(({ operationId, path, body }) => [operationId, path, body] as const))('%s is taken by cookie from no page but the console', async (operationId, path, body) => {
    const at = `${api.api.url}${filledPath(path, { ...ids, ...idsOfOperation[operationId] })}`;
    const plain = { 'content-type': 'application/json', 'idempotency-key': uniqueName('forged') };
    const forged = [
      plain,
      { ...plain, origin: 'https://evil.example', 'x-arrears-console': 'by-hand' },
      { ...plain, origin: api.api.url },
      { ...plain, origin: 'null', 'x-arrears-console': 'by-hand' },
      { 'content-type': 'text/plain', origin: 'https://evil.example' },
    ];
    for (const headers of forged) {
      const reply = await visitor.ask(at, { method: 'POST', headers, body: JSON.stringify(exampleOf(body ?? {})) });
      expect([reply.status, (JSON.parse(reply.text) as { detail: string }).detail]).toEqual([403, 'This did not come from the console.']);
    }
  });
});
