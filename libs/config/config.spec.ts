import { generateKeyPairSync } from 'node:crypto';
import { BadEnvironment, readApiConfig, readIngestConfig, readRelayConfig, variables, type Setting } from './index.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const privateKey = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

const complete: NodeJS.ProcessEnv = {
  ARREARS_DATABASE_URL: 'postgres://arrears:hunter2@127.0.0.1:5432/arrears',
  ARREARS_KAFKA_BROKERS: '127.0.0.1:9092, kafka-2:9093',
  ARREARS_TEMPORAL_ADDRESS: '127.0.0.1:7233',
  ARREARS_PAYLOAD_KEY: key,
  ARREARS_CLEARANCE_KEY: privateKey('P-256'),
  ARREARS_OIDC_ISSUER: 'http://127.0.0.1:4000',
};

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof BadEnvironment) return error.faults;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('fills in what has a default and parses the rest', () => {
    expect(readRelayConfig(complete)).toEqual({
      databaseUrl: complete['ARREARS_DATABASE_URL'],
      kafkaBrokers: ['127.0.0.1:9092', 'kafka-2:9093'],
      topicPrefix: '',
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'arrears',
      taskQueue: 'arrears',
      payloadKey: new Uint8Array(32).fill(7),
      listenHost: '127.0.0.1',
      metricsPort: 0,
      answerPatienceSeconds: 30,
      drainSeconds: 20,
      logLevel: 'info',
    });
  });

  it('asks an app only for what that app needs', () => {
    const { ARREARS_CLEARANCE_KEY: _key, ARREARS_OIDC_ISSUER: _issuer, ...withoutHttp } = complete;
    expect(readIngestConfig(withoutHttp).unknownAccountWaitSeconds).toBe(60);
  });

  it('names every fault at once, with an example for each', () => {
    const faults = faultsOf(() =>
      readRelayConfig({ ARREARS_KAFKA_BROKERS: 'somewhere', ARREARS_TEMPORAL_ADDRESS: ' ', ARREARS_PAYLOAD_KEY: key, ARREARS_METRICS_PORT: '99999', ARREARS_LOG_LEVEL: 'loud' }),
    );
    expect(faults.map((fault) => fault.split(/[ :]/)[0])).toEqual([
      'ARREARS_DATABASE_URL',
      'ARREARS_KAFKA_BROKERS',
      'ARREARS_TEMPORAL_ADDRESS',
      'ARREARS_METRICS_PORT',
      'ARREARS_LOG_LEVEL',
    ]);
    for (const fault of faults) expect(fault).toContain('for example ');
    expect(faults[3]).toBe('ARREARS_METRICS_PORT is "99999" and must be a whole number from 0 to 65535: of health and metrics; 0 for any free one; for example 9464');
  });

  it('takes a private key for clearances, and none of another kind', () => {
    expect(readApiConfig(complete).clearanceKey.type).toBe('private');
    for (const wrong of [key, privateKey('P-384')]) {
      expect(faultsOf(() => readApiConfig({ ...complete, ARREARS_CLEARANCE_KEY: wrong }))).toEqual([expect.stringContaining('must be a private key on P-256')]);
    }
  });

  it('never repeats a secret, wrong as it may be', () => {
    const faults = faultsOf(() => readApiConfig({ ...complete, ARREARS_DATABASE_URL: 'mysql://root:hunter2@db/arrears', ARREARS_CLEARANCE_KEY: 'dG9vIHNob3J0' }));
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toMatch(/hunter2|dG9vIHNob3J0/);
  });

  it.each(Object.keys(variables) as Setting[])('gives an example of %s that it would take itself', (setting) => {
    const { example, schema } = variables[setting];
    if (!example.startsWith('the output of')) expect(schema.safeParse(example).success).toBe(true);
  });
});
