import { readIngestConfig, settingsOrExit } from '../../libs/config/index.ts';
import { createMessaging } from '../../libs/messaging/index.ts';
import { Database, expireWaiting, packsOrExit } from '../../libs/store/index.ts';
import { countDecided, createLogger, createMetrics, startProbeServer } from '../../libs/telemetry/index.ts';
import { startTaking } from './taker.ts';

const config = settingsOrExit(readIngestConfig);
const logger = createLogger({ app: 'ingest', level: config.logLevel });
const metrics = createMetrics('ingest');
const db = await Database.connect({ url: config.databaseUrl, poolSize: 8, onDecided: (decided) => countDecided(metrics, decided) });
await packsOrExit(db);
const messaging = createMessaging({
  brokers: config.kafkaBrokers,
  clientId: 'arrears-ingest',
  log: ({ level, message, fields }) => logger[level](fields, message),
});

const probes = await startProbeServer({
  port: config.metricsPort,
  host: config.listenHost,
  metrics,
  checks: { postgres: () => db.shared((em) => em.execute('select 1')), kafka: () => messaging.endOffsets(`${config.topicPrefix}billing.events`) },
});

/** Ends the process within the drain deadline; a stuck one ends with a failure, to be started anew. */
async function stop(code: number): Promise<never> {
  clearInterval(waitingTimer);
  await messaging.close({ deadlineMs: config.drainSeconds * 1_000 });
  await probes.close();
  await db.close();
  process.exit(code);
}

const waitingTimer = setInterval(() => {
  expireWaiting(db, config.unknownAccountWaitSeconds).catch((error: unknown) => logger.error({ err: error }, 'could not look at what waits'));
}, 2_000);

process.once('SIGTERM', () => void stop(0));
process.once('SIGINT', () => void stop(0));

await startTaking({
  db,
  messaging,
  metrics,
  logger,
  topicPrefix: config.topicPrefix,
  groupId: `${config.topicPrefix}arrears-ingest`,
  onStuck: (reason) => {
    logger.fatal({ reason }, 'nothing moves any more');
    void stop(1);
  },
});
logger.info({ url: probes.url }, 'taking in');
