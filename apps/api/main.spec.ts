import { randomUUID } from 'node:crypto';
import { newSigningKey } from '../../infra/local/run/keys.ts';
import { pollUntil } from '../../infra/local/servers/poll.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { AppProcess } from '../../test/support/apps.ts';
import { TestApi } from '../../test/support/api.ts';

/** By which PostgreSQL knows the connections of the process, beside the spec's own. */
const connectionName = 'api-under-test';

describe('the API as a process', () => {
  let api: TestApi;
  let env: Record<string, string>;
  const apps: AppProcess[] = [];
  const start = (more: Record<string, string> = env) => {
    const app = new AppProcess('api', more).start();
    apps.push(app);
    return app;
  };

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.take(api.store.opening('A1'));
    env = {
      ARREARS_DATABASE_URL: `${api.store.url}?application_name=${connectionName}`,
      ARREARS_OIDC_ISSUER: api.issuer.url,
      ARREARS_CLEARANCE_KEY: newSigningKey(),
      ARREARS_DRAIN_SECONDS: '20',
    };
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
  });
  afterAll(() => api?.stop());

  it('does not start with a wrong environment, and names every fault of it', async () => {
    const app = start({ ARREARS_DATABASE_URL: '', ARREARS_OIDC_ISSUER: 'nowhere', ARREARS_CLEARANCE_KEY: 'hunter2', ARREARS_HTTP_PORT: '-1' });
    await expect(app.hasSaid('listening')).rejects.toThrow('never said');
    const log = app.log.join('\n');
    expect(log).toContain('api cannot start: 4 settings are wrong.');
    for (const name of ['ARREARS_DATABASE_URL', 'ARREARS_OIDC_ISSUER', 'ARREARS_CLEARANCE_KEY', 'ARREARS_HTTP_PORT']) expect(log).toContain(`- ${name}`);
    expect(log).not.toContain('hunter2');
  });

  it('does not start with a pack whose files changed under its version, and names both hashes', async () => {
    const { packHash } = loadLaw('OH-COUNTY@1');
    await api.store.db.shared((em) => em.execute(`update utility set pack_hash = 'sha-of-then'`));
    const app = start();
    await expect(app.hasSaid('listening')).rejects.toThrow('never said');
    expect(app.log.join('\n')).toContain(`OH-COUNTY@1 was activated with the pack hash sha-of-then, and its files now have the pack hash ${packHash}.`);
    await api.store.db.shared((em) => em.execute('update utility set pack_hash = ?', [packHash]));
  });

  it('answers what is under way before it stops, and takes nothing new', async () => {
    const app = start();
    const { url } = JSON.parse(await app.hasSaid('listening')) as { url: string };
    const token = await api.tokenFor('supervisor');
    const ask = () => fetch(`${url}/accounts/A1/holds`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: '{"reason":"while it stops"}' });

    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const lock = api.store.db.forUtility('county', async (em) => {
      await em.execute(`select 1 from account where account_id = 'A1' for update`);
      await released;
    });
    const underWay = ask();
    await waitsForLock(api);
    const stopped = app.stop();
    await refusesConnections(url);
    release();
    await lock;
    expect((await underWay).status).toBe(201);
    await stopped;
    expect(app.pid).toBeUndefined();
    expect(app.log.join('\n')).not.toContain('drain deadline');
    expect(await api.store.types('A1')).toContain('HoldPlaced');
  });

  it('goes on when the database drops its connections: 503 at worst, and then as before', async () => {
    const app = start();
    const { url } = JSON.parse(await app.hasSaid('listening')) as { url: string };
    const headers = { authorization: `Bearer ${await api.tokenFor('supervisor')}` };
    const admin = api.store.db.orm.em.getConnection();
    for (let round = 0; round < 5; round += 1) {
      const asked = Array.from({ length: 10 }, () => fetch(`${url}/accounts/A1`, { headers }).then((response) => response.status));
      await admin.execute(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = ?`, [connectionName]);
      for (const status of await Promise.all(asked)) expect([200, 503]).toContain(status);
      expect(app.pid).toBeDefined();
    }
    await until('a good answer', () => fetch(`${url}/accounts/A1`, { headers }).then((response) => response.status === 200));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const attempt = async () => {
    if (!(await holds())) throw new Error('not yet');
  };
  return pollUntil(attempt, { what, deadlineMs: 60_000, everyMs: 25 });
}

function waitsForLock(api: TestApi): Promise<void> {
  const admin = api.store.db.orm.em.getConnection();
  return until('the wait for the lock', async () => {
    const rows = await admin.execute<{ waiting: number }[]>(`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    return (rows[0]?.waiting ?? 0) > 0;
  });
}

function refusesConnections(url: string): Promise<void> {
  return until('the end of listening', () => fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then((response) => response.status === 503, () => true));
}
