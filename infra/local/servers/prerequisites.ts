import { existsSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from './run-command.ts';

export type Tool = 'java' | 'maven' | 'go';

/** The Go that Temporal's own module asks for; an older one from 1.21 on fetches it unless told not to. */
const GO_NEEDED = '1.26.8';
const JAVA_NEEDED = 17;

interface Missing {
  readonly what: string;
  readonly found: string;
  readonly install: string;
}

export class PrerequisitesMissing extends Error {
  override readonly name = 'PrerequisitesMissing';

  constructor(readonly missing: readonly Missing[]) {
    super(
      ['The local servers need what this machine lacks:']
        .concat(missing.map(({ what, found, install }) => `  - ${what} (${found}). Install it with:\n      ${install}`))
        .join('\n'),
    );
  }
}

/** Checks all the tools at once and names everything that is missing, each with the command that installs it. */
export async function checkPrerequisites(tools: ReadonlySet<Tool>): Promise<void> {
  const checks = { java: checkJava, maven: checkMaven, go: checkGo };
  const found = await Promise.all([...tools].map((tool) => checks[tool]()));
  const missing = found.filter((entry) => entry !== undefined);
  if (missing.length > 0) throw new PrerequisitesMissing(missing);
}

/** The `java` to run: that of JAVA_HOME where it is set and right, else the one on the path. */
export function javaCommand(): string {
  const home = process.env['JAVA_HOME'];
  const inHome = home === undefined ? undefined : path.join(home, 'bin', 'java');
  return inHome !== undefined && existsSync(inHome) ? inHome : 'java';
}

/** What `java -version` prints, all lines: it identifies the virtual machine exactly. */
export function javaVersion(): Promise<string> {
  return runCommand(javaCommand(), ['-version']);
}

async function checkJava(): Promise<Missing | undefined> {
  const install = installCommand('openjdk-17-jre-headless', 'openjdk@17', 'java-17-openjdk-headless');
  const what = `Java ${JAVA_NEEDED} or newer, for Apache Kafka`;
  const version = await javaVersion().catch(() => undefined);
  if (version === undefined) return { what, found: 'no java found', install };
  const major = Number(/version "(\d+)/.exec(version)?.[1] ?? 0);
  return major >= JAVA_NEEDED ? undefined : { what, found: `found Java ${major}`, install };
}

async function checkMaven(): Promise<Missing | undefined> {
  const install = installCommand('maven', 'maven', 'maven');
  const what = 'Maven 3, which fetches Apache Kafka';
  return runCommand('mvn', ['-v']).then(
    () => undefined,
    () => ({ what, found: 'no mvn found', install }),
  );
}

async function checkGo(): Promise<Missing | undefined> {
  const what = `Go ${GO_NEEDED} or newer, which builds the Temporal server`;
  const install =
    process.platform === 'darwin'
      ? 'brew install go'
      : `curl -fsSL https://go.dev/dl/go${GO_NEEDED}.linux-${process.arch === 'arm64' ? 'arm64' : 'amd64'}.tar.gz | ` +
        'tar -C /usr/local -xz && export PATH=$PATH:/usr/local/go/bin';
  const settings = await runCommand('go', ['env', 'GOVERSION', 'GOTOOLCHAIN']).catch(() => undefined);
  if (settings === undefined) return { what, found: 'no go found', install };
  const [version = '', toolchain = ''] = settings.split('\n');
  const needed = toolchain.startsWith('local') ? GO_NEEDED : '1.21.0';
  return isAtLeast(version.replace(/^go/, ''), needed) ? undefined : { what, found: `found ${version}`, install };
}

/** Compares dotted version numbers, missing places counting as nought. */
export function isAtLeast(version: string, needed: string): boolean {
  const places = (text: string) => text.split('.').map((place) => Number.parseInt(place, 10) || 0);
  const [have, want] = [places(version), places(needed)];
  for (let place = 0; place < want.length; place += 1) {
    const difference = (have[place] ?? 0) - (want[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function installCommand(debian: string, brew: string, fedora: string): string {
  if (process.platform === 'darwin') return `brew install ${brew}`;
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  if (existsSync('/etc/fedora-release') || existsSync('/etc/redhat-release')) return `${sudo}dnf install -y ${fedora}`;
  return `${sudo}apt-get update && ${sudo}apt-get install -y ${debian}`;
}
