/** One line of news about a server or a download; whoever shows it decides how (bar, line, log). */
export interface Progress {
  readonly part: string;
  readonly message: string;
  readonly state: 'begin' | 'progress' | 'done' | 'failed';
  /** How long the finished step took. */
  readonly tookMs?: number;
}

export type Report = (line: Progress) => void;

/** Runs one step with a line before it and a line after it, the latter with the time taken. */
export async function step<T>(report: Report, part: string, message: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startedAtMs);
  report({ part, message, state: 'begin' });
  try {
    const result = await work();
    report({ part, message, state: 'done', tookMs: tookMs() });
    return result;
  } catch (error) {
    report({ part, message, state: 'failed', tookMs: tookMs() });
    throw error;
  }
}

/** The plain way to show progress: finished steps and news as lines on stderr, so that stdout stays for results. */
export function reportToStderr(line: Progress): void {
  const took = line.tookMs === undefined ? '' : ` (${(line.tookMs / 1000).toFixed(1)} s)`;
  const mark = { begin: '…', progress: ' ', done: '✓', failed: '✗' }[line.state];
  process.stderr.write(`${mark} ${line.part.padEnd(13)} ${line.message}${took}\n`);
}
