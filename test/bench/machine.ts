import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { withConnection } from '../../infra/local/servers/sql.ts';
import { TEMPORAL_SERVER } from '../../infra/local/servers/temporal-programs.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';

/** What the numbers depend on. No names of hosts, no paths. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly versions: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '..', '..');

export async function machineOf({ postgres }: Stack): Promise<Machine> {
  const postgresVersion = await withConnection(postgres.adminUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? '';
  });
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  return {
    cores: cpus().length,
    processor: (cpus()[0]?.model ?? 'unknown').trim(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    versions: {
      Node: process.versions.node,
      PostgreSQL: postgresVersion.split(' ')[0] ?? '',
      'Temporal server': TEMPORAL_SERVER.version.replace(/^v/, ''),
      'Temporal SDK': dependencies['@temporalio/worker'] ?? '',
      kafkajs: dependencies['kafkajs'] ?? '',
    },
  };
}
