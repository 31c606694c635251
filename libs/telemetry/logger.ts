import { randomUUID } from 'node:crypto';
import { pino, type DestinationStream, type Logger } from 'pino';
import { hidden, privateFields, toldError, withoutPrivateFields } from './private-fields.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Which app writes: `ingest`, `api` … */
  readonly app: string;
  readonly level: string;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/** Structured lines, one JSON object each: `{level, time, app, correlationId?, msg, …}`. Opaque ids only (design 14). */
export function createLogger({ app, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { app },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: toldError, error: toldError },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => withoutPrivateFields(fields) as Record<string, unknown>,
    },
    // What a child logger is given does not pass the formatters.
    redact: { paths: [...privateFields], censor: hidden },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A logger whose lines all carry the id that follows a message from the Kafka record to the letter. */
export function withCorrelation(logger: Logger, correlationId: string): Logger {
  return logger.child({ correlationId });
}

export function newCorrelationId(): string {
  return randomUUID();
}
