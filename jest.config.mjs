// One configuration, several projects: what needs no server runs first and in parallel; what shares servers runs in a band of its own.
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

export default {
  testTimeout: 120_000,
  projects: [
    { ...shared, displayName: 'pure', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/test/scenarios/**/*.spec.ts', '<rootDir>/apps/cli/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', 'libs/store/', 'libs/messaging/'] },
    { ...shared, displayName: 'workflows', testMatch: ['<rootDir>/test/workflows/**/*.spec.ts', '<rootDir>/test/replay/**/*.spec.ts'] },
    { ...shared, displayName: 'servers', testMatch: ['<rootDir>/libs/store/**/*.spec.ts', '<rootDir>/libs/messaging/**/*.spec.ts', '<rootDir>/apps/api/**/*.spec.ts', '<rootDir>/infra/**/*.spec.ts', '<rootDir>/test/e2e/**/*.spec.ts', '<rootDir>/test/fault/**/*.spec.ts'] },
  ],
};
