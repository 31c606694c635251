import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { readSeals, sealedHeads, storedLinks, streamKinds, type Database } from '../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';

/** Events that are held at a time. */
const pageSize = 2_000;

/** `arrears export --audit DIR`: what an auditor checks offline with docs/audit/check-streams.mjs (M42). */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('writes all streams of a utility and the signed records over them to files; they name customers')
    .requiredOption('--audit <DIR>', 'where the files go')
    .option('--utility <ID>', 'which utility')
    .action(async ({ audit, utility }: { audit: string; utility?: string }) => {
      await withDatabase(async (db) => print({ ...(await exportForAudit(db, await chosenUtility(db, utility), audit)), folder: audit }));
    });
}

/** While the system runs: the records first, so that no stream is shorter than they say. @returns how much was written */
export async function exportForAudit(db: Database, utilityId: string, folder: string): Promise<{ readonly seals: number; readonly events: number }> {
  mkdirSync(path.join(folder, 'streams'), { recursive: true, mode: 0o700 });
  const seals = await db.forUtility(utilityId, (em) => readSeals(em, utilityId));
  await write(path.join(folder, 'seals.ndjson'), seals.map(({ number, seal }) => ({ number, seal })));
  await db.forUtility(utilityId, (em) => write(path.join(folder, 'heads.ndjson'), headsOf(seals.map(({ number }) => number), (number) => sealedHeads(em, utilityId, number))));
  let events = 0;
  for (const kind of streamKinds) events += await write(path.join(folder, 'streams', `${kind.kind}.ndjson`), linksOf(storedLinks(db, utilityId, kind, 0, pageSize)));
  return { seals: seals.length, events };
}

async function* headsOf(numbers: readonly number[], heads: (number: number) => ReturnType<typeof sealedHeads>): AsyncGenerator<object> {
  for (const number of numbers) for await (const head of heads(number)) yield { number, ...head };
}

async function* linksOf(parts: ReturnType<typeof storedLinks>): AsyncGenerator<object> {
  for await (const { stream, links } of parts) for (const { version, body, hash } of links) yield { stream, version, body, hash };
}

/** A line each, for nobody else to read, waiting for the disk. */
async function write(file: string, lines: Iterable<object> | AsyncIterable<object>): Promise<number> {
  const out = createWriteStream(file, { mode: 0o600 });
  let written = 0;
  for await (const line of lines) {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
    written += 1;
  }
  out.end();
  await finished(out);
  return written;
}
