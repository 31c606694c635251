import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** One variable of the environment: how it is read, and an example that a person can start from. */
export interface Variable<T> {
  readonly name: string;
  readonly about: string;
  readonly example: string;
  /** A secret's value is never repeated, not even when it is wrong. */
  readonly secret: boolean;
  readonly schema: z.ZodType<T, string | undefined>;
}

function url(protocols: RegExp, error: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), { error });
}

const hostAndPort = /^[^\s:,/]+:\d{1,5}$/;
const address = z.string().regex(hostAndPort, { error: 'must be host:port' });

const brokers = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => hostAndPort.test(part)), { error: 'must be host:port, several with commas between them' });

function whole(least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, { error: `must be a whole number from ${least} to ${most}` })
    .transform(Number);
}

const keyBytes = 32;
const key = z
  .string()
  .refine((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === keyBytes, { error: `must be ${keyBytes} bytes in base64` })
  .transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));

/** Clearances are signed by ES256, so that whoever checks one cannot make one. */
const signingKey = z.string().transform((text, check): KeyObject => {
  const found = privateKeyIn(text);
  if (found?.asymmetricKeyDetails?.namedCurve === 'prime256v1') return found;
  check.addIssue({ code: 'custom', message: 'must be a private key on P-256, as PKCS #8 in base64' });
  return z.NEVER;
});

function privateKeyIn(text: string): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

/** Seals are signed by Ed25519: by the worker alone, so that nobody else who runs here can. */
const sealingKey = z.string().transform((text, check): KeyObject => {
  const found = privateKeyIn(text);
  if (found?.asymmetricKeyType === 'ed25519') return found;
  check.addIssue({ code: 'custom', message: 'must be a private Ed25519 key, as PKCS #8 in base64' });
  return z.NEVER;
});

const sealingKeys = z.string().transform((text, check): readonly KeyObject[] => {
  const found = text.split(',').map((part) => publicKeyIn(part.trim()));
  if (found.every((known): known is KeyObject => known?.asymmetricKeyType === 'ed25519')) return found;
  check.addIssue({ code: 'custom', message: 'must be public Ed25519 keys, as SPKI in base64, several with commas between them' });
  return z.NEVER;
});

function publicKeyIn(text: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

const name = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, { error: 'must be a name of letters, digits, dots, dashes and underscores' });
const path = z.string();

const howToMakeAKey = 'the output of `openssl rand -base64 32`';
const howToMakeASigningKey = 'the output of `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER | base64 -w 0`';

const howToMakeASealKey = 'the output of `openssl genpkey -algorithm ED25519 -outform DER | base64 -w 0`';
const howToTellASealKey = 'the output of `base64 -d | openssl pkey -inform DER -pubout -outform DER | base64 -w 0` for the private one';

/** Everything that Arrears reads from its environment. An empty value counts as a missing one. */
export const variables = {
  databaseUrl: variable('ARREARS_DATABASE_URL', 'PostgreSQL', 'postgres://arrears:secret@127.0.0.1:5432/arrears', url(/^postgres(ql)?:$/, 'must be a postgres:// URL'), true),
  kafkaBrokers: variable('ARREARS_KAFKA_BROKERS', 'Kafka bootstrap brokers', '127.0.0.1:9092', brokers),
  topicPrefix: variable('ARREARS_TOPIC_PREFIX', 'put before every topic and group, for several installations on one broker', 'blue.', name.default('')),
  temporalAddress: variable('ARREARS_TEMPORAL_ADDRESS', 'the frontend of Temporal', '127.0.0.1:7233', address),
  temporalNamespace: variable('ARREARS_TEMPORAL_NAMESPACE', "Temporal's namespace", 'arrears', name.default('arrears')),
  taskQueue: variable('ARREARS_TASK_QUEUE', "the worker's task queue", 'arrears', name.default('arrears')),
  payloadKey: variable('ARREARS_PAYLOAD_KEY', 'encrypts what Temporal stores', howToMakeAKey, key, true),
  clearanceKey: variable('ARREARS_CLEARANCE_KEY', 'signs clearances', howToMakeASigningKey, signingKey, true),
  sealKey: variable('ARREARS_SEAL_KEY', 'signs each day where the streams stand; without it no day is sealed', howToMakeASealKey, sealingKey.optional(), true),
  sealPublicKeys: variable('ARREARS_SEAL_PUBLIC_KEYS', 'what seals are checked with, also those of former keys; published by the API', howToTellASealKey, sealingKeys.optional()),
  oidcIssuer: variable('ARREARS_OIDC_ISSUER', 'the OpenID Connect issuer of bearer tokens', 'https://login.example.org', url(/^https?:$/, 'must be an http(s) URL')),
  oidcAudience: variable('ARREARS_OIDC_AUDIENCE', 'the audience that tokens must name', 'arrears-api', z.string().default('arrears-api')),
  oidcClientId: variable('ARREARS_OIDC_CLIENT_ID', 'as whom the API signs people in to the console; without it nobody signs in there', 'arrears-console', z.string().optional()),
  oidcClientSecret: variable('ARREARS_OIDC_CLIENT_SECRET', 'goes with ARREARS_OIDC_CLIENT_ID', 'the secret that the issuer keeps for that client', z.string().optional(), true),
  oidcScope: variable('ARREARS_OIDC_SCOPE', 'what a sign-in asks the issuer for; its token has to carry "utility" and "roles"', 'openid', z.string().regex(/(^| )openid( |$)/, { error: 'must hold openid' }).default('openid')),
  publicUrl: variable('ARREARS_PUBLIC_URL', 'where people reach the console; not needed on the loopback interface', 'https://arrears.example.org', url(/^https?:$/, 'must be an http(s) URL').optional()),
  consoleDir: variable('ARREARS_CONSOLE_DIR', 'where the built files of the console are; without it none is served', '/srv/arrears/console', z.string().optional()),
  sessionIdleMinutes: variable('ARREARS_SESSION_IDLE_MINUTES', 'after how long without a hand on it the console signs somebody out', '15', whole(1, 480).default(15)),
  bulkCanary: variable('ARREARS_BULK_CANARY', 'of an intervention in many cases, how many are done before somebody says to go on', '10', whole(1, 1_000).default(10)),
  bulkPerMinute: variable('ARREARS_BULK_PER_MINUTE', 'of an intervention in many cases, how many are done a minute unless its form says otherwise', '300', whole(1, 6_000).default(300)),
  claimHours: variable('ARREARS_CLAIM_HOURS', 'after how many hours a claim on a case ends by itself, by the clock of the utility', '8', whole(1, 720).default(8)),
  lettersDir: variable('ARREARS_LETTERS_DIR', 'where letters are written', '.local/outbox', path),
  smtpUrl: variable('ARREARS_SMTP_URL', 'sends notices to customers who chose e-mail; without it they wait', 'smtps://arrears:secret@mail.example.org', url(/^smtps?:$/, 'must be an smtp(s) URL').optional(), true),
  mailFrom: variable('ARREARS_MAIL_FROM', "the sender's address of e-mail", 'notices@example.org', z.email().optional()),
  listenHost: variable('ARREARS_LISTEN_HOST', 'the address to listen on', '0.0.0.0', z.string().regex(/^[\w.:-]+$/, { error: 'must be an address' }).default('127.0.0.1')),
  httpPort: variable('ARREARS_HTTP_PORT', 'of the API; 0 for any free one', '8080', whole(0, 65_535).default(0)),
  metricsPort: variable('ARREARS_METRICS_PORT', 'of health and metrics; 0 for any free one', '9464', whole(0, 65_535).default(0)),
  drainSeconds: variable('ARREARS_DRAIN_SECONDS', 'how long a stopping process may finish what it began', '20', whole(0, 600).default(20)),
  answerPatienceSeconds: variable('ARREARS_ANSWER_PATIENCE_SECONDS', 'how long a sandbox clock stands for a crew or a mailroom that says nothing', '30', whole(0, 3_600).default(30)),
  unknownAccountWaitSeconds: variable('ARREARS_UNKNOWN_ACCOUNT_WAIT_SECONDS', 'how long an event waits for its account to open', '60', whole(0, 86_400).default(60)),
  logLevel: variable('ARREARS_LOG_LEVEL', 'the least severe line that is written', 'info', z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
} as const;

function variable<T>(variableName: string, about: string, example: string, schema: z.ZodType<T, string | undefined>, secret = false): Variable<T> {
  return { name: variableName, about, example, schema, secret };
}

export type Setting = keyof typeof variables;
type ValueOf<S extends Setting> = (typeof variables)[S] extends Variable<infer T> ? T : never;
export type Settings<S extends Setting> = { readonly [K in S]: ValueOf<K> };
