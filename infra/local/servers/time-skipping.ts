import { chmod, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cached, isCached } from './cache.ts';
import { type JavaProgram, javaProgram, javaProgramFolder } from './maven-jars.ts';
import { type Tool, checkPrerequisites, javaCommand } from './prerequisites.ts';
import type { Report } from './progress.ts';

const TEST_SERVER: JavaProgram = {
  name: 'temporal-test-server',
  title: "Temporal's time-skipping test server",
  version: '1.31.0',
  artifacts: ['io.temporal:temporal-test-server:1.31.0', 'org.slf4j:slf4j-nop:2.0.16'],
};

/**
 * Path of an executable for `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type:
 * 'existing-path', path } } })`. The SDK would download one of its own from a place that is not reachable everywhere.
 */
export async function timeSkippingServer(report: Report): Promise<string> {
  const tools = new Set<Tool>(['java']);
  if (!(await isCached(path.join(javaProgramFolder(TEST_SERVER), 'libs')))) tools.add('maven');
  await checkPrerequisites(tools);
  const libs = await javaProgram(TEST_SERVER, report);
  return cached(
    {
      part: TEST_SERVER.name,
      name: path.join(javaProgramFolder(TEST_SERVER), 'run'),
      message: 'writing the start script of the test server',
      fill: (target) => writeScript(target, path.join(libs, '*')),
    },
    report,
  );
}

/** Short-lived and started often: quick to start matters more than quick in the long run. */
async function writeScript(target: string, classPath: string): Promise<void> {
  const options = '-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1';
  const command = `exec '${javaCommand()}' ${options} -cp '${classPath}' io.temporal.testserver.TestServer "$@"`;
  await writeFile(`${target}.writing`, `#!/bin/sh\n${command}\n`);
  await chmod(`${target}.writing`, 0o755);
  await rename(`${target}.writing`, target);
}
