import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from '../servers/ports.ts';
import { pollUntil } from '../servers/poll.ts';
import { ServerEnded } from '../servers/server-process.ts';
import { LocalApp } from './apps.ts';

const serves = `
  import { createServer } from 'node:http';
  const server = createServer((_request, response) => response.end(String(process.pid)));
  server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
  process.on('SIGTERM', () => process.exit(0));`;

describe('an app under npm start', () => {
  let dataDir: string;
  let app: LocalApp;
  const notices: string[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
    notices.length = 0;
  });
  afterEach(async () => {
    await app.stop();
    await rm(dataDir, { recursive: true });
  });

  const begin = async (program: string) => {
    const script = path.join(dataDir, 'app.mjs');
    await writeFile(script, program);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    app = new LocalApp({ name: 'relay', script, dataDir, url, env: { PORT: String(port) }, onNotice: (text) => notices.push(text) });
    await app.start();
    return Number(await (await fetch(url)).text());
  };

  it('is ready when it says so, and writes its log', async () => {
    await begin(serves);
    expect(app.state).toBe('ready');
    expect(await readFile(path.join(dataDir, 'logs', 'relay.log'), 'utf8')).toBe('listening\n');
  });

  it('is started again when it ends unasked, and both is said', async () => {
    const pid = await begin(serves);
    process.kill(pid, 'SIGKILL');
    const isBack = async () => expect(notices).toHaveLength(2);
    await pollUntil(isBack, { what: 'the second start', deadlineMs: 60_000 });
    expect(notices).toEqual(['relay ended (SIGKILL); it is started again in 1 s', 'relay is ready again']);
    expect(Number(await (await fetch(app.url)).text())).not.toBe(pid);
  });

  it('ends for good when it is asked to', async () => {
    await begin(serves);
    await app.stop();
    expect(app.state).toBe('stopped');
    await expect(fetch(app.url)).rejects.toThrow();
    expect(notices).toEqual([]);
  });

  it('that cannot start shows the end of its log', async () => {
    const failing = begin(`console.error('ARREARS_DATABASE_URL is missing'); process.exit(1);`);
    await expect(failing).rejects.toThrow(ServerEnded);
    await expect(failing).rejects.toThrow(/ARREARS_DATABASE_URL is missing/);
  });
});
