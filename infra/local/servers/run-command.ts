import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const KEPT_LINES = 20;

export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly onLine?: (line: string) => void;
}

/** Process groups of commands under way: an interrupted start shall not leave a compiler running. */
const underWay = new Set<number>();

process.on('exit', () => {
  for (const pid of underWay) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // Ended in this very moment.
    }
  }
});

/** Runs a command to its end and returns what it printed last; a failure carries the same lines. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...options.user,
  });
  if (child.pid !== undefined) underWay.add(child.pid);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      options.onLine?.(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new CommandFailed(`${command}: ${error.message}`)));
    child.once('exit', () => underWay.delete(child.pid ?? -1));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(lines.join('\n'));
      else reject(new CommandFailed(`${command} failed (${signal ?? `code ${code}`}):\n${lines.join('\n')}`));
    });
  });
}
