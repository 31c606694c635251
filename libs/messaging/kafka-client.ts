import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { MessagingLog, MessagingOptions } from './messaging.ts';
import { keepTimersPositive } from './kafkajs-timers.ts';

/** Short pauses, many times: a broker that is started again is found within seconds. */
const retry = { initialRetryTime: 150, maxRetryTime: 3_000, retries: 8 };

export function kafkaClient({ brokers, clientId, log }: MessagingOptions): Kafka {
  keepTimersPositive();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    retry,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    logLevel: log ? logLevel.INFO : logLevel.NOTHING,
    ...(log && { logCreator: () => (entry) => log(lineOf(entry)) }),
  });
}

export const consumerRetry = retry;
export const publisherRetry = retry;

function lineOf({ level, namespace, log }: LogEntry): MessagingLog {
  const { message, timestamp: _timestamp, logger: _logger, ...fields } = log;
  const name = level === logLevel.ERROR ? 'error' : level === logLevel.WARN ? 'warn' : 'info';
  return { level: name, message, fields: { ...fields, namespace } };
}
