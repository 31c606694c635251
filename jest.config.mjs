// One configuration, several projects, run one after the other by test/run.ts: from the quick to the slow.
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/.local/'],
};

/** What may run anywhere at any time, and what needs PostgreSQL, Kafka or Temporal. */
const rooms = (...patterns) => patterns.map((pattern) => `<rootDir>/${pattern}/**/*.spec.ts`);

export default {
  // Long enough for the longest story on a machine that has much else to do; what hangs is told then.
  testTimeout: 300_000,
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: rooms('libs', 'apps/cli', 'apps/console', 'test/scenarios', 'test/support', 'test/runner', 'test/bench'),
      testPathIgnorePatterns: ['/node_modules/', 'libs/store/', 'libs/messaging/'],
    },
    { ...shared, displayName: 'workflows', testMatch: rooms('test/workflows', 'test/replay') },
    {
      ...shared,
      displayName: 'servers',
      testMatch: rooms('libs/store', 'libs/messaging', 'activities', 'apps/{ingest,api,worker,relay}', 'infra', 'test/e2e'),
    },
    // What kills servers and apps, of its own: after everything else, two at a time.
    { ...shared, displayName: 'faults', testMatch: rooms('test/fault') },
  ],
};
