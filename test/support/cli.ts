import { execFile } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const node = path.join(root, 'node_modules', '.bin', 'node');
const mostBytes = 256 * 1024 * 1024;

export interface Ran {
  readonly exitCode: number;
  /** Everything that it printed, a JSON value a line. */
  readonly printed: readonly Record<string, unknown>[];
  readonly complaints: string;
}

/** `arrears …` as a person would run it, in a process of its own. */
export function arrears(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: mostBytes };
  return new Promise((resolve) => {
    const child = execFile(node, ['--import', 'tsx', path.join('apps', 'cli', 'main.ts'), ...args], options, (_error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({ exitCode: child.exitCode ?? -1, printed: lines.map((line) => JSON.parse(line) as Record<string, unknown>), complaints: stderr });
    });
  });
}
