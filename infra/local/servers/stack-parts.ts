import path from 'node:path';

import { isCached } from './cache.ts';
import { type GoProgram, goProgramFile } from './go-program.ts';
import { KAFKA } from './kafka-programs.ts';
import { javaProgramFolder } from './maven-jars.ts';
import type { Tool } from './prerequisites.ts';
import { TEMPORAL_SERVER, TEMPORAL_SQL_TOOL, TEMPORAL_UI } from './temporal-programs.ts';

export interface Parts {
  readonly postgres: boolean;
  readonly kafka: boolean;
  readonly temporal: boolean;
  readonly temporalUi: boolean;
}

/** Servers that somebody else runs, by the environment variables that name them. */
export interface GivenServers {
  readonly databaseUrl: string | undefined;
  readonly kafkaBrokers: string | undefined;
  readonly temporalAddress: string | undefined;
}

export function givenByEnvironment(env: NodeJS.ProcessEnv): GivenServers {
  return {
    databaseUrl: env['ARREARS_DATABASE_URL'] || undefined,
    kafkaBrokers: env['ARREARS_KAFKA_BROKERS'] || undefined,
    temporalAddress: env['ARREARS_TEMPORAL_ADDRESS'] || undefined,
  };
}

/**
 * What has to run here. A local Temporal brings a local PostgreSQL along even when a database is given: it would not
 * be right to create two databases on somebody's server unasked.
 */
export function localParts(wanted: Parts, given: GivenServers): Parts {
  const temporal = wanted.temporal && given.temporalAddress === undefined;
  return {
    postgres: temporal || (wanted.postgres && given.databaseUrl === undefined),
    kafka: wanted.kafka && given.kafkaBrokers === undefined,
    temporal,
    temporalUi: wanted.temporalUi && temporal,
  };
}

/** The tools that these parts need on this machine, given what has been fetched and built already. */
export async function prerequisitesOf(local: Parts): Promise<ReadonlySet<Tool>> {
  const tools = new Set<Tool>();
  if (local.kafka) {
    tools.add('java');
    if (!(await isCached(path.join(javaProgramFolder(KAFKA), 'libs')))) tools.add('maven');
  }
  const programs: GoProgram[] = [];
  if (local.temporal) programs.push(TEMPORAL_SERVER, TEMPORAL_SQL_TOOL);
  if (local.temporalUi) programs.push(TEMPORAL_UI);
  for (const program of programs) if (!(await isCached(goProgramFile(program)))) tools.add('go');
  return tools;
}
