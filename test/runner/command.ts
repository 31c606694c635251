import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

const running = new Set<ChildProcess>();

/** The program of an npm package, run by this very Node. */
export const program = (...parts: string[]): string => path.join(ROOT, 'node_modules', ...parts);

export interface CommandOptions {
  /** Keep standard output instead of showing it. */
  readonly quiet?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs Node with these arguments, its output shown, until it ends. Resolves with the exit code and what was kept. */
export function runNode(args: readonly string[], { quiet, env }: CommandOptions = {}): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
  });
  running.add(child);
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Passes an interruption on to whatever runs now. */
export function interruptRunning(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}
