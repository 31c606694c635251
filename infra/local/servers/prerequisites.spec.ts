import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { PrerequisitesMissing, type Tool, checkPrerequisites, isAtLeast } from './prerequisites.ts';

describe('the tools that the local servers need', () => {
  const before = { ...process.env };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
    process.env['PATH'] = `${folder}:/nowhere`;
    delete process.env['JAVA_HOME'];
  });
  afterEach(async () => {
    process.env['PATH'] = before['PATH'];
    if (before['JAVA_HOME'] !== undefined) process.env['JAVA_HOME'] = before['JAVA_HOME'];
    await rm(folder, { recursive: true });
  });

  const pretend = async (name: string, output: string) => {
    const echoes = output.split('\n').map((line) => `echo '${line}'\n`);
    await writeFile(path.join(folder, name), `#!/bin/sh\n${echoes.join('')}`);
    await chmod(path.join(folder, name), 0o755);
  };
  const missing = (...tools: Tool[]) =>
    checkPrerequisites(new Set(tools)).then(
      () => [],
      (error: PrerequisitesMissing) => error.missing,
    );

  it('are all named at once when missing, each with the command that installs it', async () => {
    const found = await missing('java', 'maven', 'go');
    expect(found.map(({ what }) => what)).toEqual([
      expect.stringContaining('Java 17'),
      expect.stringContaining('Maven'),
      expect.stringContaining('Go 1.26'),
    ]);
    for (const { install } of found) expect(install).toMatch(/apt-get install|dnf install|brew install|go\.dev/);
  });

  it.each([
    ['openjdk version "11.0.2"', 1],
    ['openjdk version "17.0.15"', 0],
    ['java version "1.8.0_402"', 1],
    ['openjdk version "21" 2023-09-19', 0],
  ])('takes %s for missing %d times', async (version, times) => {
    await pretend('java', version);
    expect(await missing('java')).toHaveLength(times);
  });

  it.each([
    ['go1.26.8\nlocal', 0],
    ['go1.27\nlocal', 0],
    ['go1.26.7\nlocal', 1],
    // An older Go fetches the one it needs, from 1.21 on, unless told not to.
    ['go1.22.0\nauto', 0],
    ['go1.19.8\nauto', 1],
  ])('takes Go %j for missing %d times', async (settings, times) => {
    await pretend('go', settings);
    expect(await missing('go')).toHaveLength(times);
  });

  it('have their versions compared place by place', () => {
    expect(isAtLeast('1.26.10', '1.26.8')).toBe(true);
    expect(isAtLeast('1.26', '1.26.8')).toBe(false);
    expect(isAtLeast('2', '1.26.8')).toBe(true);
  });
});
