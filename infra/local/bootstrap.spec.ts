import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BOOTSTRAP = path.join(import.meta.dirname, 'bootstrap.mjs');

describe('the bootstrap of the npm scripts', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a script by way of the bootstrap; whenever it prints "ready", the signals are sent to the bootstrap. */
  const run = async (script: string, args: string[] = [], signals: NodeJS.Signals[] = [], options: string[] = [], env = {}) => {
    const file = path.join(folder, 'script.mts');
    await writeFile(file, script);
    const child = spawn(process.execPath, [BOOTSTRAP, ...options, file, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
      if (String(data).includes('ready')) for (const signal of signals) child.kill(signal);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { code, output };
  };

  it('runs TypeScript on Node 24 with the arguments, prints nothing itself, and passes the exit code on', async () => {
    const script = `
      const words: string[] = process.argv.slice(2);
      console.log(JSON.stringify({ words, node: process.version.split('.')[0] }));
      process.exit(7);`;
    const { code, output } = await run(script, ['one', '--two']);
    expect(output).toBe('{"words":["one","--two"],"node":"v24"}\n');
    expect(code).toBe(7);
  });

  it('passes a signal on once, though terminal and npm both send it', async () => {
    const script = `
      let count = 0;
      process.on('SIGINT', () => {
        count += 1;
        if (count === 1) setTimeout(() => process.exit(count), 500);
      });
      setInterval(() => undefined, 1000);
      console.log('ready');`;
    const { code } = await run(script, [], ['SIGINT', 'SIGINT', 'SIGINT']);
    expect(code).toBe(1);
  });

  it('ends as a program that was killed by a signal does', async () => {
    const { code } = await run(`process.kill(process.pid, 'SIGTERM'); setInterval(() => undefined, 1000);`);
    expect(code).toBe(128 + 15);
  });

  describe('with the environment of the running stack', () => {
    const tells = `console.log(process.env.ARREARS_DATABASE_URL, process.env.ARREARS_KAFKA_BROKERS);`;
    const withStack = async (env: Record<string, string>, lines = '') => {
      const file = path.join(folder, 'env');
      if (lines !== '') await writeFile(file, lines);
      return (await run(tells, [], [], [`--stack-env=${file}`], { ARREARS_DATABASE_URL: '', ...env })).output;
    };
    const lines = `export ARREARS_DATABASE_URL='postgres://a:b@c/arrears'\nexport ARREARS_KAFKA_BROKERS='c:1,d:2'\n`;

    it('hands it to the program', async () => {
      expect(await withStack({}, lines)).toBe('postgres://a:b@c/arrears c:1,d:2\n');
    });

    it('hands none of it to a program that was given a database', async () => {
      const given = { ARREARS_DATABASE_URL: 'postgres://mine/arrears' };
      expect(await withStack(given, lines)).toBe('postgres://mine/arrears undefined\n');
    });

    it('does without where nothing runs', async () => {
      expect(await withStack({})).toBe(' undefined\n');
    });
  });
});
