import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { stringify } from 'yaml';

import { goProgram } from './go-program.ts';
import { pollUntil } from './poll.ts';
import { type Report, step } from './progress.ts';
import type { LocalServer } from './server.ts';
import { ServerProcess } from './server-process.ts';
import { TEMPORAL_UI } from './temporal-programs.ts';

const READY_DEADLINE_MS = 30_000;
const STOP_DEADLINE_MS = 5_000;

export interface TemporalUiServer extends LocalServer {
  readonly url: string;
}

export interface TemporalUiOptions {
  readonly folder: string;
  readonly port: number;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly onCrash?: ((reason: string) => void) | undefined;
}

export async function startTemporalUi(options: TemporalUiOptions, report: Report): Promise<TemporalUiServer> {
  const { folder, port, onCrash } = options;
  const command = await goProgram(TEMPORAL_UI, report);
  await writeConfig(options);
  const args = ['--root', folder, '--config', '.', '--env', 'local', 'start'];
  const spec = { name: "Temporal's web interface", folder, command, args };
  const server = new ServerProcess({ ...spec, stopSignal: 'SIGTERM', stopDeadlineMs: STOP_DEADLINE_MS }, onCrash);
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    server.spawn();
    await pollUntil(() => answers(url), {
      what: "Temporal's web interface",
      deadlineMs: READY_DEADLINE_MS,
      giveUpIf: () => server.throwIfEnded(),
    });
  };
  const handle = await step(report, 'temporal-ui', `starting Temporal's web interface on port ${port}`, () =>
    server.launch(start),
  );
  return Object.assign(handle, { url });
}

async function writeConfig({ folder, port, temporalAddress, namespace }: TemporalUiOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  const config = {
    host: '127.0.0.1',
    port,
    temporalGrpcAddress: temporalAddress,
    enableUi: true,
    defaultNamespace: namespace,
    // It would ask a host on the internet for the newest version.
    notifyOnNewVersion: false,
    cors: { allowOrigins: [`http://127.0.0.1:${port}`], cookieInsecure: true },
  };
  await writeFile(path.join(folder, 'local.yaml'), stringify(config));
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}
