/* Compares what is published below docs/ with what the code says. Ends with 1 and names the files that differ. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { openApiFile, openApiText } from '../../apps/api/documentation/write-openapi.ts';
import { coveragePage } from '../../apps/cli/pack/coverage/command.ts';
import { coverageOf } from '../../apps/cli/pack/coverage/coverage.ts';
import { contractFiles } from '../../libs/contracts/write-contracts.ts';
import { ROOT } from './command.ts';

const published = { ...contractFiles(), [path.relative(ROOT, openApiFile)]: openApiText(), [coveragePage]: coverageOf(ROOT).markdown };

for (const [file, text] of Object.entries(published)) {
  const kept = await readFile(path.join(ROOT, file), 'utf8').catch(() => undefined);
  if (kept === text) continue;
  process.stdout.write(`${file} is not what the code says: npm run contracts writes it\n`);
  process.exitCode = 1;
}
