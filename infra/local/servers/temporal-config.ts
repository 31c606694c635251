import { stringify } from 'yaml';

import type { PostgresAccess } from './postgres.ts';

export const TEMPORAL_DATABASES = { main: 'temporal', visibility: 'temporal_visibility' } as const;

export const TEMPORAL_PORTS = [
  'temporal',
  'temporal-http',
  'temporal-frontend-membership',
  'temporal-history',
  'temporal-history-membership',
  'temporal-matching',
  'temporal-matching-membership',
  'temporal-worker',
  'temporal-worker-membership',
] as const;

export type TemporalPorts = Record<(typeof TEMPORAL_PORTS)[number], number>;

/** One process with all four services, everything on loopback, on the project's own PostgreSQL. */
export function serverConfig(postgres: PostgresAccess, ports: TemporalPorts, dynamicConfigFile: string): string {
  const frontend = `127.0.0.1:${ports.temporal}`;
  return stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: {
        main: { sql: datastore(postgres, TEMPORAL_DATABASES.main, 30) },
        visibility: { sql: datastore(postgres, TEMPORAL_DATABASES.visibility, 10) },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(ports.temporal, ports['temporal-frontend-membership'], ports['temporal-http']),
      history: service(ports['temporal-history'], ports['temporal-history-membership']),
      matching: service(ports['temporal-matching'], ports['temporal-matching-membership']),
      worker: service(ports['temporal-worker'], ports['temporal-worker-membership']),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: frontend },
      },
    },
    publicClient: { hostPort: frontend },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: {
      archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  });
}

function datastore(postgres: PostgresAccess, databaseName: string, connections: number): object {
  return {
    pluginName: 'postgres12',
    databaseName,
    connectAddr: `${postgres.host}:${postgres.port}`,
    connectProtocol: 'tcp',
    user: postgres.user,
    password: postgres.password,
    maxConns: connections,
    maxIdleConns: connections,
    maxConnLifetime: '1h',
  };
}

function service(grpcPort: number, membershipPort: number, httpPort?: number): object {
  return { rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...(httpPort === undefined ? {} : { httpPort }) } };
}

/*
 * The defaults protect a shared installation: ten list calls a second and namespace is what a test or a board that
 * refreshes runs into first. This one is nobody else's.
 */
const LIMITS: Record<string, number | string | boolean> = {
  'frontend.namespaceRPS.visibility': 200,
  'frontend.globalNamespaceRPS.visibility': 0,
  'frontend.namespaceRPS': 20_000,
  'frontend.rps': 20_000,
  'frontend.persistenceMaxQPS': 20_000,
  'history.persistenceMaxQPS': 20_000,
  'matching.persistenceMaxQPS': 20_000,
  'matching.rps': 20_000,
  'history.rps': 20_000,
  // A new namespace must be known everywhere as soon as its registration returns, not half a minute later.
  'system.namespaceCacheRefreshInterval': '1s',
};

export function dynamicConfig(): string {
  const entries = Object.entries(LIMITS).map(([name, value]) => [name, [{ value, constraints: {} }]]);
  return stringify(Object.fromEntries(entries));
}
