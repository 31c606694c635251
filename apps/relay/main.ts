import { readRelayConfig, settingsOrExit } from '../../libs/config/index.ts';
import { createMessaging } from '../../libs/messaging/index.ts';
import { Database, packsOrExit } from '../../libs/store/index.ts';
import { createLogger, createMetrics, startProbeServer } from '../../libs/telemetry/index.ts';
import { encryptingDataConverter, lazyClient } from '../../libs/temporal/index.ts';
import { Relay } from './relay.ts';
import { TemporalWaker } from './waker.ts';

const config = settingsOrExit(readRelayConfig);
const logger = createLogger({ app: 'relay', level: config.logLevel });
const metrics = createMetrics('relay');
const messagesDb = await Database.connect({ url: config.databaseUrl, poolSize: 5 });
const nudgesDb = await Database.connect({ url: config.databaseUrl, poolSize: 5 });
await packsOrExit(nudgesDb);
const messaging = createMessaging({
  brokers: config.kafkaBrokers,
  clientId: 'arrears-relay',
  log: ({ level, message, fields }) => logger[level](fields, message),
});
const client = lazyClient({ address: config.temporalAddress, namespace: config.temporalNamespace, dataConverter: encryptingDataConverter(config.payloadKey) });

// Ready without Temporal and without Kafka: what cannot be sent to one of them waits, and the other goes on.
const probes = await startProbeServer({ port: config.metricsPort, host: config.listenHost, metrics, checks: { postgres: () => messagesDb.shared((em) => em.execute('select 1')) } });

const waker = new TemporalWaker(client, config.taskQueue);
const answerPatienceMs = config.answerPatienceSeconds * 1_000;
const relay = new Relay({ messagesDb, nudgesDb, messaging, topicPrefix: config.topicPrefix, waker, answerPatienceMs, metrics, logger }).start();
logger.info({ url: probes.url }, 'relay runs');

/** What was sent and not yet deleted when the deadline cuts it off is sent again, under the same ids. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), (config.drainSeconds + 5) * 1_000).unref();
  await relay.stop();
  await messaging.close({ deadlineMs: config.drainSeconds * 1_000 });
  await probes.close();
  await client.connection.close();
  await Promise.all([messagesDb.close(), nudgesDb.close()]);
  logger.info('relay has stopped');
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
