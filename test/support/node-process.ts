import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..', '..');
const node = path.join(root, 'node_modules', '.bin', 'node');
const kept = 400;

/** A TypeScript file of this project as a process of its own. */
export class NodeProcess {
  readonly #file: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #args: readonly string[];
  readonly #lines: string[] = [];
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();

  /** @param file from the project's root */
  constructor(file: string, env: NodeJS.ProcessEnv, args: readonly string[] = []) {
    this.#file = file;
    this.#env = env;
    this.#args = args;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The last lines that it wrote. */
  get log(): readonly string[] {
    return this.#lines;
  }

  start(): this {
    const child = spawn(node, ['--disable-warning=TimeoutNegativeWarning', '--import', 'tsx', path.join(root, this.#file), ...this.#args], { cwd: root, env: { ...process.env, ...this.#env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => this.#keep(text));
    this.#child = child;
    this.#ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => {
      this.#child = undefined;
    });
    return this;
  }

  /** Resolves when it has said so in its log. @throws with the end of its log when it ends before, or takes too long */
  async hasSaid(message: string, deadlineMs = 60_000): Promise<string> {
    const endMs = performance.now() + deadlineMs;
    for (;;) {
      const line = this.#lines.find((candidate) => candidate.includes(message));
      if (line) return line;
      if (this.#child === undefined || performance.now() > endMs) throw new Error(`${this.#file} never said "${message}":\n${this.#lines.slice(-20).join('\n')}`);
      await delay(50);
    }
  }

  /** Asks it to stop, as a supervisor would. @returns its exit code */
  async stop(deadlineMs = 30_000): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    await this.#ended;
    clearTimeout(timer);
    return child.exitCode;
  }

  async kill9(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  #keep(text: string): void {
    this.#lines.push(...text.split('\n').filter((line) => line !== ''));
    this.#lines.splice(0, Math.max(0, this.#lines.length - kept));
  }
}
