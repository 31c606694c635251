import { readApiConfig, settingsOrExit } from '../../libs/config/index.ts';
import { Database, packsOrExit } from '../../libs/store/index.ts';
import { countDecided, createLogger, createMetrics } from '../../libs/telemetry/index.ts';
import { startApi } from './create-api.ts';

const config = settingsOrExit(readApiConfig);
const logger = createLogger({ app: 'api', level: config.logLevel });
const metrics = createMetrics('api');
const db = await Database.connect({ url: config.databaseUrl, onDecided: (decided) => countDecided(metrics, decided) });
await packsOrExit(db);
const { oidcIssuer, oidcAudience, clearanceKey, sealPublicKeys, consoleDir, httpPort: port, listenHost: host } = config;
const { oidcClientId: clientId, oidcClientSecret: clientSecret, oidcScope: scope, publicUrl, sessionIdleMinutes: idleMinutes, claimHours } = config;
const bulk = { canary: config.bulkCanary, perMinute: config.bulkPerMinute };
const desk = { clientId, clientSecret, scope, publicUrl, idleMinutes };
const api = await startApi({ db, logger, metrics, oidcIssuer, oidcAudience, desk, claimHours, consoleDir, clearanceKey, sealPublicKeys, bulk, port, host });
logger.info({ url: api.url, documentation: `${api.url}/docs` }, 'listening');

let isStopping = false;

/** Requests under way are answered; at the deadline the process lets go of them. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => {
    logger.warn('requests were still under way at the drain deadline');
    process.exit(1);
  }, config.drainSeconds * 1_000).unref();
  await api.close();
  await db.close();
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
