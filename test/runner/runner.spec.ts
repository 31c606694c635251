import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ROOT } from './command.ts';
import { everySpecHasItsProject, outcomeOf, type Project, type Report } from './jest.ts';
import { noFileIsLeft, noProcessIsLeft } from './leftovers.ts';
import { failedWith, PASSED, sumOf, tally } from './outcome.ts';

describe('the last line of a run', () => {
  it('counts what passed and failed, and what was skipped if anything was', () => {
    expect(tally(sumOf([PASSED, PASSED, failedWith('lint')]))).toBe('2 passed, 1 failed');
    expect(tally({ passed: 7, failed: [], skipped: 2 })).toBe('7 passed, 0 failed, 2 skipped');
  });
});

describe("Jest's report", () => {
  const report = (results: Report['testResults'], passed = 0): Report => ({ numPassedTests: passed, numPendingTests: 0, numTodoTests: 0, testResults: results });
  const spec = (file: string, status: string, message = '', assertionResults: Report['testResults'][number]['assertionResults'] = []) => ({ name: path.join(ROOT, file), status, message, assertionResults });

  it('names each test that failed by file and words', () => {
    const failing = { status: 'failed', fullName: 'money is whole', failureMessages: ['expected 1\nreceived 2'] };
    const passing = { status: 'passed', fullName: 'money adds up' };
    const { passed, failed } = outcomeOf(report([spec('libs/a.spec.ts', 'failed', 'long', [passing, failing])], 1), 'pure', 1);
    expect(passed).toBe(1);
    expect(failed).toEqual([{ name: 'libs/a.spec.ts › money is whole', detail: 'expected 1\nreceived 2' }]);
  });

  it('counts a spec that could not run at all', () => {
    const { failed } = outcomeOf(report([spec('libs/a.spec.ts', 'failed', 'Cannot find module')]), 'pure', 1);
    expect(failed).toEqual([{ name: 'libs/a.spec.ts could not run', detail: 'Cannot find module' }]);
  });

  it('does not pass when Jest itself did not', () => {
    expect(outcomeOf(report([], 3), 'pure', 1).failed).toHaveLength(1);
  });
});

it('a spec that no project names is found', () => {
  const named = new Map<Project, string[]>([['pure', ['test/runner/runner.spec.ts']]]);
  const { failed } = everySpecHasItsProject(named);
  expect(failed[0]?.detail).toContain('infra/local/bootstrap.spec.ts');
  expect(failed[0]?.detail).not.toContain('test/runner/runner.spec.ts');
});

describe('what a run leaves behind', () => {
  it('is a process that carries its mark, which is ended', async () => {
    const env = { ...process.env, ARREARS_TEST_RUN: 'run-of-this-spec' };
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => undefined, 1000)'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect((await noProcessIsLeft({ mark: 'run-of-another' }, 0)).failed).toEqual([]);
    expect((await noProcessIsLeft({ mark: 'run-of-this-spec' }, 0)).failed[0]?.detail).toContain(`${child.pid} `);
    expect(await ended).toBe('SIGKILL');
  });

  it('is a file in its folder, other than reports and what tools keep for the next time', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
    await mkdir(path.join(folder, 'tsx-0'));
    for (const file of ['tsx-0/compiled', 'pure.json', 'forgotten']) await writeFile(path.join(folder, file), '');
    expect(await noFileIsLeft({ folder, mark: '' }, ['pure.json'])).toEqual(failedWith('no file is left behind', 'forgotten'));
  });
});
