import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cached } from './cache.ts';
import type { Report } from './progress.ts';
import { runCommand } from './run-command.ts';

const SAY_EVERY = 20;

export interface JavaProgram {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Maven coordinates `group:artifact:version`; what they depend on comes along. */
  readonly artifacts: readonly string[];
}

export const javaProgramFolder = (program: JavaProgram) => `${program.name}-${program.version}`;

/** Folder with all the jars of a program, fetched by Maven once per machine. */
export function javaProgram(program: JavaProgram, report: Report): Promise<string> {
  return cached(
    {
      part: program.name,
      name: path.join(javaProgramFolder(program), 'libs'),
      message: `fetching ${program.title} ${program.version} (once)`,
      fill: (target, say) => copyJars(program, target, say),
    },
    report,
  );
}

async function copyJars(program: JavaProgram, target: string, say: (message: string) => void): Promise<void> {
  const project = `${target}.project`;
  await mkdir(project, { recursive: true });
  await writeFile(path.join(project, 'pom.xml'), pom(program.artifacts));
  let jars = 0;
  const onLine = (line: string) => {
    if (!/Downloaded from .*\.jar|Copying .*\.jar/.test(line)) return;
    jars += 1;
    if (jars % SAY_EVERY === 0) say(`${jars} jar files handled`);
  };
  try {
    const args = ['-B', 'dependency:copy-dependencies', `-DoutputDirectory=${target}`];
    await runCommand('mvn', args, { cwd: project, onLine });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

function pom(artifacts: readonly string[]): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(':');
    const place = `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`;
    return `<dependency>${place}</dependency>`;
  });
  return (
    '<project><modelVersion>4.0.0</modelVersion><groupId>arrears</groupId><artifactId>jars</artifactId>' +
    `<version>1</version><dependencies>${dependencies.join('')}</dependencies></project>\n`
  );
}
