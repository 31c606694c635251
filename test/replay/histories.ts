import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { workflowsPath } from '../../apps/worker/workflow-bundle.ts';
import { encryptingDataConverter } from '../../libs/temporal/index.ts';

export const historiesFolder = path.join(import.meta.dirname, 'histories');

/** Encrypts the recorded histories and nothing else: they hold made-up ids. */
export const recordingKey = new Uint8Array(32).fill(7);
export const recordingConverter: DataConverter = encryptingDataConverter(recordingKey);

export interface RecordedHistory {
  readonly workflowId: string;
  readonly history: object;
}

export function recordedHistories(): RecordedHistory[] {
  const names = readdirSync(historiesFolder).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => JSON.parse(readFileSync(path.join(historiesFolder, name), 'utf8')) as RecordedHistory);
}

/** Runs today's workflows over what earlier ones did. @returns for each history why it no longer fits, or null */
export async function replay(histories: readonly RecordedHistory[], dataConverter = recordingConverter): Promise<Map<string, string | null>> {
  const results = new Map<string, string | null>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowsPath, dataConverter }, [...histories])) {
    results.set(workflowId, error === undefined ? null : `${error.name}: ${error.message}`);
  }
  return results;
}
