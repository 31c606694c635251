import { createActivities, FolderPrinter, PdfThread, SentMail, SmtpMailer } from '../../activities/index.ts';
import { readWorkerConfig, settingsOrExit, type WorkerConfig } from '../../libs/config/index.ts';
import { Database, packsOrExit, SealSigner } from '../../libs/store/index.ts';
import { countDecided, createLogger, createMetrics, startProbeServer, type Logger, type Metrics } from '../../libs/telemetry/index.ts';
import { connectWorker, encryptingDataConverter } from '../../libs/temporal/index.ts';
import { createCaseWorker } from './case-worker.ts';
import { logThrough } from './worker-log.ts';

/** A server that does not answer for so long is not just starting. */
const connectDeadlineSeconds = 60;
const poolSize = 12;

/** Runs workflows and activities until it is told to stop; then it finishes what is under way, within the drain deadline. */
async function main(config: WorkerConfig, logger: Logger): Promise<void> {
  const { temporalAddress, temporalNamespace: namespace, taskQueue, drainSeconds } = config;
  const metrics = createMetrics('worker');
  const connection = await connectWorker(temporalAddress, connectDeadlineSeconds);
  const db = await Database.connect({ url: config.databaseUrl, poolSize, onDecided: (decided) => countDecided(metrics, decided) });
  await packsOrExit(db);
  const printer = new FolderPrinter(config.lettersDir);
  await printer.tidy();
  const sealer = config.sealKey && (await SealSigner.with(config.sealKey));
  if (sealer === undefined) logger.warn('no day is sealed: ARREARS_SEAL_KEY is not set');
  const activities = activitiesOf(db, sealer, printer, config, metrics, logger);
  const worker = await createCaseWorker({ connection, namespace, taskQueue, drainSeconds, activities, dataConverter: encryptingDataConverter(config.payloadKey) });
  const checks = { postgres: () => db.shared((em) => em.execute('select 1')), temporal: () => connection.healthService.check({}) };
  const probes = await startProbeServer({ port: config.metricsPort, host: config.listenHost, metrics, checks });
  logger.info({ url: probes.url, taskQueue, namespace }, 'worker runs');
  const stop = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    // Whatever hangs beyond the deadline is not waited for: it comes again.
    setTimeout(() => process.exit(1), (drainSeconds + 5) * 1_000).unref();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  try {
    await worker.run();
  } finally {
    await probes.close();
    await connection.close();
    await db.close();
  }
  logger.info('worker has stopped');
}

function activitiesOf(db: Database, sealer: SealSigner | undefined, printer: FolderPrinter, { smtpUrl, mailFrom, lettersDir }: WorkerConfig, metrics: Metrics, logger: Logger) {
  return createActivities({
    db,
    sealer,
    printer,
    printDocument: new PdfThread().print,
    eMail: smtpUrl === undefined || mailFrom === undefined ? undefined : { mailer: new SmtpMailer(smtpUrl, mailFrom), sent: new SentMail(lettersDir) },
    onLetter: ({ utilityId, caseId, noticeId, correlationId }, outcome) => {
      metrics.obligationAttempts.inc({ kind: 'letter', outcome });
      logger.info({ utilityId, caseId, noticeId, correlationId, letter: outcome }, 'letter');
    },
  });
}

const config = settingsOrExit(readWorkerConfig);
const logger = createLogger({ app: 'worker', level: config.logLevel });
logThrough(logger);
main(config, logger).then(
  () => process.exit(0),
  (error: unknown) => {
    logger.fatal({ err: error }, 'worker cannot go on');
    process.exit(1);
  },
);
