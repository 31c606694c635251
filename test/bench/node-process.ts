import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..', '..');

/** A TypeScript file of this project as a process of its own. */
export class NodeProcess {
  readonly #file: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #said = '';

  constructor(file: string, env: NodeJS.ProcessEnv) {
    this.#file = file;
    this.#env = env;
  }

  start(): this {
    const args = ['--import', 'tsx', path.join(root, this.#file)];
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...this.#env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#child = child;
    return this;
  }

  async hasSaid(message: string, deadlineMs = 60_000): Promise<void> {
    for (const endMs = performance.now() + deadlineMs; !this.#said.includes(message); await delay(50)) {
      if (this.#child?.exitCode !== null || performance.now() > endMs) throw new Error(`${this.#file} never said "${message}":\n${this.#said.slice(-2_000)}`);
    }
  }

  async stop(deadlineMs = 15_000): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    await ended;
    clearTimeout(timer);
  }
}
