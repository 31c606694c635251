import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { writeContracts } from '../../libs/contracts/write-contracts.ts';
import { print } from './database.ts';

/** `arrears contracts`: writes the published schemas below `docs/` and beside the packs. */
export function addContractsCommand(program: Command): void {
  program
    .command('contracts')
    .description('writes the AsyncAPI document and the JSON schemas from the code')
    .action(async () => {
      const root = join(fileURLToPath(import.meta.url), '../../..');
      for (const path of await writeContracts(root)) print(path);
    });
}
