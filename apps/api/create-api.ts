import 'reflect-metadata';
import type { KeyObject } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { variables } from '../../libs/config/index.ts';
import { publishedKey, type Database } from '../../libs/store/index.ts';
import { createProbes, type Logger, type Metrics } from '../../libs/telemetry/index.ts';
import { AppModule } from './app.module.ts';
import { Tokens } from './auth/tokens.ts';
import type { BulkSettings } from './provided.ts';
import { ConsoleFiles } from './console/console-files.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { createServer } from './http/server.ts';
import { Watchers } from './live/watchers.ts';
import { bodyBounds, methodsAt } from './routes.ts';
import { Desk, type DeskOptions } from './session/desk.ts';
import { ClearanceSigner } from './work-orders/clearance-signer.ts';

export interface ApiOptions {
  readonly db: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly oidcIssuer: string;
  readonly oidcAudience: string;
  /** A private key on P-256. */
  readonly clearanceKey: KeyObject;
  /** How people sign in to the console; without a client nobody does. */
  readonly desk?: Omit<DeskOptions, 'issuer'>;
  /** After how many hours a claim on a case ends by itself. */
  readonly claimHours?: number;
  /** The built files of the console; without it none is served. */
  readonly consoleDir?: string | undefined;
  /** Public Ed25519 keys of the daily records over the streams; none where nobody seals. */
  readonly sealPublicKeys?: readonly KeyObject[] | undefined;
  /** How interventions in many cases go; as the variables say, unless given. */
  readonly bulk?: BulkSettings;
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
}

export interface Api {
  readonly url: string;
  /** Takes no new requests, finishes those under way, and returns when they are answered. */
  close(): Promise<void>;
}

const usualIdleMinutes = 15;
const usualClaimHours: number = variables.claimHours.schema.parse(undefined);
const usualBulk: BulkSettings = { canary: variables.bulkCanary.schema.parse(undefined), perMinute: variables.bulkPerMinute.schema.parse(undefined) };

/** Starts the HTTP API. @throws when the port is taken */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { db, logger, metrics, port, bulk = usualBulk, host = '127.0.0.1' } = options;
  const tokens = new Tokens({ issuer: options.oidcIssuer, audience: options.oidcAudience });
  const desk = new Desk(db, tokens, logger, { clientId: undefined, clientSecret: undefined, scope: 'openid', publicUrl: undefined, idleMinutes: usualIdleMinutes, ...options.desk, issuer: options.oidcIssuer });
  const problems = new ProblemFilter(logger, metrics, methodsAt);
  const probes = createProbes({ metrics, checks: { postgres: () => db.shared((em) => em.execute('select 1')), issuer: () => tokens.ready() } });
  const module = AppModule.from({ db, tokens, desk, claimHours: options.claimHours ?? usualClaimHours, watchers: new Watchers(db, logger), consoleFiles: new ConsoleFiles(options.consoleDir), signer: await ClearanceSigner.with(options.clearanceKey), sealKeys: await Promise.all((options.sealPublicKeys ?? []).map(publishedKey)), probes, problems, bulk });
  const app = await NestFactory.create<NestFastifyApplication>(module, createServer(logger, metrics, problems, bodyBounds), { logger: false, abortOnError: false, bodyParser: true });
  await app.listen(port, host);
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => app.close() };
}
