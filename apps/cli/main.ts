import { Command } from 'commander';
import { addCaseCommands } from './case.ts';
import { addClockCommand } from './clock.ts';
import { addContractsCommand } from './contracts.ts';
import { addCourtCommands } from './court/commands.ts';
import { addDocketCommands } from './docket.ts';
import { addDeadLetterCommands } from './dead-letters.ts';
import { addExportCommand } from './export.ts';
import { CommandFailed } from './failure.ts';
import { addPackCommands } from './pack/commands.ts';
import { addMailReportCommand } from './mail-report.ts';
import { addPrintRunCommand } from './print-run.ts';
import { addTaxRollCommands } from './tax-roll.ts';
import { addSimulateCommand } from './simulate.ts';
import { addVerifyCommand } from './verify/command.ts';
import { addWhatIfCommand } from './what-if/command.ts';

const program = new Command('arrears').description('Delinquency cases of public utilities, from the command line.').showHelpAfterError();

for (const add of [addSimulateCommand, addCaseCommands, addDeadLetterCommands, addClockCommand, addVerifyCommand, addExportCommand, addWhatIfCommand, addPackCommands, addPrintRunCommand, addTaxRollCommands, addMailReportCommand, addCourtCommands, addDocketCommands, addContractsCommand]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.stderr.write(`arrears: ${error.message}\n`);
  process.exitCode = 1;
}
