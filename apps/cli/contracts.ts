import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { writeContracts } from '../../libs/contracts/write-contracts.ts';
import { print } from './database.ts';
import { writeCoverage } from './pack/coverage/command.ts';

/** `arrears contracts`: writes the published schemas below `docs/` and beside the packs. */
export function addContractsCommand(program: Command): void {
  program
    .command('contracts')
    .description('writes what is published below docs/ from the code: the AsyncAPI document, the JSON schemas, the coverage of rules')
    .action(async () => {
      const root = join(fileURLToPath(import.meta.url), '../../..');
      for (const path of await writeContracts(root)) print(path);
      print(writeCoverage());
    });
}
