import { failedWith, type Outcome, PASSED } from './outcome.ts';
import { program, runNode } from './command.ts';

/** A check that is no Jest test; it counts as one. */
export interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const ROOMS = ['apps', 'workflows', 'activities', 'libs', 'infra', 'test'];

export const CHECKS: readonly Check[] = [
  { name: 'types', args: [program('typescript', 'bin', 'tsc'), '--noEmit'] },
  { name: 'types of the console', args: ['apps/console/check-types.mjs'] },
  { name: 'lint', args: [program('eslint', 'bin', 'eslint.js'), '.'] },
  {
    name: 'dependency arrows',
    args: [program('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', ...ROOMS],
  },
  { name: 'contracts are up to date', args: ['--import', 'tsx', 'test/runner/published-contracts.ts'] },
  { name: 'dockets are read as docs/docket-reading.md says', args: ['--import', 'tsx', 'test/docket-reading/run.ts'] },
  { name: 'every rule is enforced or listed as open', args: ['--import', 'tsx', 'apps/cli/main.ts', 'pack', 'coverage'] },
];

/** What it printed is kept, for others run beside it. */
export async function runCheck({ name, args }: Check): Promise<{ readonly outcome: Outcome; readonly output: string }> {
  const { code, output } = await runNode(args, { quiet: true });
  return { outcome: code === 0 ? PASSED : failedWith(name), output };
}
