import { createLogger, createMetrics, countBatch, countDecided, startProbeServer, withCorrelation } from './index.ts';

function recorded(write: (logger: ReturnType<typeof createLogger>) => void): { text: string; lines: Record<string, unknown>[] } {
  let text = '';
  write(createLogger({ app: 'test', level: 'info', destination: { write: (line) => void (text += line) } }));
  return { text, lines: text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('log lines', () => {
  it('are one JSON object each, with the app, the time and the correlation id', () => {
    const { lines } = recorded((logger) => withCorrelation(logger, 'c-1').info({ accountId: 'A1', rule: 'GEN-EXEC' }, 'decided'));
    expect(lines).toEqual([{ level: 'info', time: expect.stringMatching(/Z$/), app: 'test', correlationId: 'c-1', accountId: 'A1', rule: 'GEN-EXEC', msg: 'decided' }]);
  });

  it('tell nothing personal, however deep it lies', () => {
    const { text } = recorded((logger) => {
      logger.info({ event: { data: { customer: { name: 'Ada Doe' } }, list: [{ mailingAddress: '1 Elm St' }] }, headers: { Authorization: 'Bearer abc' } }, 'taken in');
      logger.child({ premiseAddress: '1 Elm St' }).info('child');
    });
    expect(text).not.toMatch(/Ada Doe|1 Elm St|Bearer/);
    expect(text).toContain('[hidden]');
  });

  it('tell of a driver error what went wrong and not the row that it hangs on it', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint "account_pkey"'), { code: '23505', detail: 'Key (name)=(Ada Doe) already exists.' });
    const { text, lines } = recorded((logger) => logger.error({ err: new Error('could not store', { cause: error }) }, 'failed'));
    expect(text).not.toContain('Ada Doe');
    expect(lines[0]?.['err']).toMatchObject({ message: 'could not store', cause: { code: '23505', message: error.message } });
  });
});

describe('probes', () => {
  const metrics = createMetrics('test', { ofTheProcess: false });
  let works = true;
  let server: Awaited<ReturnType<typeof startProbeServer>>;
  const check = () => (works ? Promise.resolve() : Promise.reject(new Error('secret place')));

  beforeAll(async () => {
    server = await startProbeServer({ port: 0, metrics, checks: { postgres: check, kafka: () => new Promise(() => undefined) }, checkTimeoutMs: 20 });
  });
  afterAll(() => server.close());

  it('say that the process lives', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('say which part fails or hangs, and nothing else of it', async () => {
    works = false;
    const answer = await fetch(`${server.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'not ready', parts: { postgres: 'fails', kafka: 'fails' } });
    works = true;
    expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({ parts: { postgres: 'works', kafka: 'fails' } });
  });

  it('give the numbers as Prometheus reads them', async () => {
    countBatch(metrics, { topic: 'billing.events', partition: 2, size: 40, lag: 7, durationMs: 12, outcome: 'done' });
    countDecided(metrics, { utilityId: 'county', types: ['NoticeOrdered', 'NoticeOrdered'], lateBySeconds: [20] });
    metrics.refusals.inc({ rule: 'BK-STAY' });
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('arrears_consumer_lag_records{topic="billing.events",partition="2",app="test"} 7');
    expect(text).toContain('arrears_batch_records_sum{app="test",topic="billing.events"} 40');
    expect(text).toContain('arrears_decisions_total{type="NoticeOrdered",app="test"} 2');
    expect(text).toContain('arrears_deadline_lateness_seconds_bucket{le="15",app="test",utility="county"} 0');
    expect(text).toContain('arrears_deadline_lateness_seconds_bucket{le="30",app="test",utility="county"} 1');
    expect(text).toContain('arrears_refusals_total{rule="BK-STAY",app="test"} 1');
  });

  it('are read-only and know no other path', async () => {
    expect((await fetch(`${server.url}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
  });
});
