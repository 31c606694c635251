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
  const run = async (script: string, args: string[] = [], signals: NodeJS.Signals[] = []) => {
    const file = path.join(folder, 'script.mts');
    await writeFile(file, script);
    const child = spawn(process.execPath, [BOOTSTRAP, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
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
});
