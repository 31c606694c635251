import { readSettings } from './read-settings.ts';

export { settingsOrExit } from './or-exit.ts';
export { BadEnvironment } from './read-settings.ts';
export { variables, type Setting, type Settings } from './variables.ts';

type Environment = NodeJS.ProcessEnv;

/** Each reads the environment once, at the start of its app. All @throws BadEnvironment naming every fault at once. */
export const readIngestConfig = (env: Environment = process.env) =>
  readSettings('ingest', ['databaseUrl', 'kafkaBrokers', 'topicPrefix', 'unknownAccountWaitSeconds', 'listenHost', 'metricsPort', 'drainSeconds', 'logLevel'], env);

export const readRelayConfig = (env: Environment = process.env) =>
  readSettings(
    'relay',
    ['databaseUrl', 'kafkaBrokers', 'topicPrefix', 'temporalAddress', 'temporalNamespace', 'taskQueue', 'payloadKey', 'answerPatienceSeconds', 'listenHost', 'metricsPort', 'drainSeconds', 'logLevel'],
    env,
  );

export const readWorkerConfig = (env: Environment = process.env) =>
  readSettings(
    'worker',
    ['databaseUrl', 'temporalAddress', 'temporalNamespace', 'taskQueue', 'payloadKey', 'sealKey', 'lettersDir', 'smtpUrl', 'mailFrom', 'listenHost', 'metricsPort', 'drainSeconds', 'logLevel'],
    env,
  );

export const readApiConfig = (env: Environment = process.env) =>
  readSettings(
    'api',
    [
      'databaseUrl',
      'clearanceKey',
      'sealPublicKeys',
      'oidcIssuer',
      'oidcAudience',
      'oidcClientId',
      'oidcClientSecret',
      'oidcScope',
      'publicUrl',
      'consoleDir',
      'sessionIdleMinutes',
      'claimHours',
      'bulkCanary',
      'bulkPerMinute',
      'listenHost',
      'httpPort',
      'drainSeconds',
      'logLevel',
    ],
    env,
  );

/** What the command line needs when it speaks to the database. */
export const readCliConfig = (env: Environment = process.env) => readSettings('arrears', ['databaseUrl', 'sealPublicKeys', 'logLevel'], env);

export type IngestConfig = ReturnType<typeof readIngestConfig>;
export type RelayConfig = ReturnType<typeof readRelayConfig>;
export type WorkerConfig = ReturnType<typeof readWorkerConfig>;
export type ApiConfig = ReturnType<typeof readApiConfig>;
export type CliConfig = ReturnType<typeof readCliConfig>;
