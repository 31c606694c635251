import { Runtime, type LogLevel } from '@temporalio/worker';
import type { Logger } from '../../libs/telemetry/index.ts';

const levels: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' };

/** Sends what the SDK has to say where everything else goes. Once a process, before anything of the worker is made. */
export function logThrough(logger: Logger): void {
  const write = (level: LogLevel, message: string, meta: Record<string | symbol, unknown> = {}) => logger[levels[level]](fieldsOf(meta), message);
  Runtime.install({
    // The process says itself when it stops: see main.ts.
    shutdownSignals: [],
    logger: {
      log: write,
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
  });
}

/** Workflow ids and types, not their values. */
const told = ['workflowId', 'workflowType', 'runId', 'activityType', 'activityId', 'attempt', 'taskQueue', 'error', 'sdkComponent', 'size'] as const;

function fieldsOf(meta: Record<string | symbol, unknown>): Record<string, unknown> {
  return Object.fromEntries(told.filter((field) => field in meta).map((field) => [field, meta[field]]));
}
