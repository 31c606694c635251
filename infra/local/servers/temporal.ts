import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { goProgram } from './go-program.ts';
import { pollUntil } from './poll.ts';
import type { PostgresAccess } from './postgres.ts';
import { type Report, step } from './progress.ts';
import { type LocalServer, notOurs } from './server.ts';
import { ServerProcess } from './server-process.ts';
import { type TemporalPorts, dynamicConfig, serverConfig } from './temporal-config.ts';
import { ensureNamespace } from './temporal-namespace.ts';
import { TEMPORAL_SERVER, TEMPORAL_SQL_TOOL } from './temporal-programs.ts';
import { ensureTemporalSchema } from './temporal-schema.ts';

const READY_DEADLINE_MS = 90_000;
const STOP_DEADLINE_MS = 15_000;

export interface TemporalAccess {
  /** Host and port of the gRPC frontend. */
  readonly address: string;
  readonly namespace: string;
  /** Registers a further namespace and waits until it can be used. */
  createNamespace(name: string): Promise<void>;
}

export interface TemporalServer extends TemporalAccess, LocalServer {}

/** Access to a server that somebody else runs; the namespace is registered there if it is missing. */
export async function givenTemporal(address: string, namespace: string): Promise<TemporalServer> {
  await ensureNamespace(address, namespace);
  return { ...notOurs('Temporal'), ...accessTo(address, namespace) };
}

function accessTo(address: string, namespace: string): TemporalAccess {
  return { address, namespace, createNamespace: (name) => ensureNamespace(address, name) };
}

export interface TemporalOptions {
  readonly folder: string;
  readonly ports: TemporalPorts;
  readonly postgres: PostgresAccess;
  readonly namespace: string;
  readonly onCrash?: (reason: string) => void;
}

export async function startTemporal(options: TemporalOptions, report: Report): Promise<TemporalServer> {
  const { folder, ports, postgres, namespace } = options;
  const program = await goProgram(TEMPORAL_SERVER, report);
  await ensureTemporalSchema(postgres, await goProgram(TEMPORAL_SQL_TOOL, report), report);
  const config = await writeConfig(options);
  const server = new ServerProcess(
    {
      name: 'Temporal',
      folder,
      command: program,
      args: ['--config-file', config, '--allow-no-auth', 'start'],
      stopSignal: 'SIGTERM',
      stopDeadlineMs: STOP_DEADLINE_MS,
    },
    options.onCrash,
  );
  const address = `127.0.0.1:${ports.temporal}`;
  const start = async () => {
    server.spawn();
    await pollUntil(() => ensureNamespace(address, namespace), {
      what: 'Temporal',
      deadlineMs: READY_DEADLINE_MS,
      giveUpIf: () => server.throwIfEnded(),
    });
  };
  const message = `starting Temporal on port ${ports.temporal}`;
  const handle = await step(report, 'temporal', message, () => server.launch(start));
  return Object.assign(handle, accessTo(address, namespace));
}

async function writeConfig({ folder, ports, postgres }: TemporalOptions): Promise<string> {
  await mkdir(folder, { recursive: true });
  const [config, dynamic] = [path.join(folder, 'server.yaml'), path.join(folder, 'dynamic.yaml')];
  await writeFile(dynamic, dynamicConfig());
  // Holds the password of the database.
  await writeFile(config, serverConfig(postgres, ports, dynamic), { mode: 0o600 });
  return config;
}
