import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { cached } from './cache.ts';
import { KAFKA } from './kafka-programs.ts';
import { javaProgram, javaProgramFolder } from './maven-jars.ts';
import { javaCommand, javaVersion } from './prerequisites.ts';
import type { Report } from './progress.ts';

/** How to call Java for the broker. */
export interface KafkaJava {
  readonly command: string;
  readonly options: readonly string[];
}

/** Runs a broker for a moment, with these additional options for the virtual machine. */
export type TrialRun = (java: KafkaJava, folder: string) => Promise<void>;

/**
 * Reading and checking some eight thousand classes is most of what a starting broker does. An archive of them, written
 * once per Java version at the end of a trial run, brings the start from four seconds to one and a half.
 */
export async function kafkaJava(report: Report, trialRun: TrialRun): Promise<KafkaJava> {
  const libs = await javaProgram(KAFKA, report);
  const command = javaCommand();
  const options = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-cp', path.join(libs, '*')];
  const version = createHash('sha256').update(await javaVersion()).digest('hex').slice(0, 12);
  const archive = await cached(
    {
      part: 'kafka',
      name: path.join(javaProgramFolder(KAFKA), `classes-${version}.jsa`),
      message: 'preparing quick starts of Apache Kafka (once)',
      fill: (target) => writeArchive({ command, options }, target, trialRun),
    },
    report,
    // It only saves time. If the broker cannot start at all, the start proper will say why.
  ).catch(() => undefined);
  return { command, options: archive === undefined ? options : [`-XX:SharedArchiveFile=${archive}`, ...options] };
}

async function writeArchive(java: KafkaJava, target: string, trialRun: TrialRun): Promise<void> {
  const folder = `${target}.trial`;
  await mkdir(folder, { recursive: true });
  try {
    await trialRun({ ...java, options: [`-XX:ArchiveClassesAtExit=${target}`, ...java.options] }, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
