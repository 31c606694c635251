import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/**', '.local/**', 'docs/**', 'apps/console/generated/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='parse']",
          message: 'Dates are computed in libs/calendar.',
        },
      ],
    },
  },
  {
    // Workflow code is replayed: nothing in it may reach the machine, and rules and numbers live elsewhere.
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*', 'fs', 'crypto', 'path', '@nestjs/*', '@mikro-orm/*', 'kafkajs'] }],
    },
  },
  {
    // The clock is an argument: what is pure does not ask the machine for the time.
    files: ['libs/{kernel,policy,account,case,whatif,procedures}/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-globals': ['error', 'Date', 'process', 'setTimeout', 'fetch'] },
  },
);
