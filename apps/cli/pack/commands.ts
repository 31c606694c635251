import type { Command } from 'commander';
import { addActivationCommands } from './activation.ts';
import { checkCommand } from './check.ts';
import { coverageCommand } from './coverage/command.ts';
import { diffCommand } from './diff.ts';
import { manualCommand } from './manual.ts';
import { addMoveCommands } from './move.ts';
import { policyCommand } from './policy.ts';

/** `arrears pack …`: what can be done with a policy pack, without any server or, for a utility's own versions, with its database. */
export function addPackCommands(program: Command): void {
  const pack = program.command('pack').description('checks policy packs, compares them, prints their procedures, and brings them into force');
  pack
    .command('check')
    .argument('<pack>', 'a folder with a pack.yaml, or a reference such as OH-COUNTY@1')
    .option('--on <DATE>', 'says what lapses soon as of this day; today unless given')
    .description('says what is wrong with a pack, each fault with its file, line and mending')
    .action(checkCommand);
  pack
    .command('diff')
    .argument('<before>', 'a folder or a reference, such as OH-COUNTY@1')
    .argument('<after>', 'another')
    .description('says in sentences what differs between two packs')
    .action(diffCommand);
  pack
    .command('manual')
    .argument('<pack>', 'a folder or a reference, such as OH-COUNTY@1')
    .option('--format <FORMAT>', 'html or pdf; as the file ends, otherwise html')
    .option('--out <FILE>', 'where to; standard output unless given')
    .description('prints the written procedures, made from the pack alone')
    .action(manualCommand);
  pack
    .command('policy')
    .argument('<pack>', 'a folder or a reference, such as CA-998@2')
    .requiredOption('--out <FILE>', 'where to')
    .description('prints the written policy on shut-offs in every language of the pack, as a PDF')
    .action(policyCommand);
  pack.command('coverage').description('writes which rule is enforced by what, and which spec would fail without it').action(coverageCommand);
  addActivationCommands(pack);
  addMoveCommands(pack);
}
