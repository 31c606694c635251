import { instantOfEpoch, localDateOf } from '../../../libs/calendar/days.ts';
import { isLocalDate, type LocalDate } from '../../../libs/kernel/time.ts';
import { faultLine } from '../../../libs/policy/check/fault.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { lapsing } from '../../../libs/policy/lapsing-values.ts';
import { checkPack } from '../../../libs/policy/load.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { counted } from '../../../libs/procedures/words.ts';
import { print } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { folderOf } from './folder.ts';

/** Prints a line for each fault, then what lapses soon, and a last line that counts; ends with 1 when the pack cannot be used. */
export function checkCommand(folderOrReference: string, options: { readonly on?: string }): void {
  const { law, faults } = checkPack(folderOf(folderOrReference));
  for (const fault of faults) print(faultLine(fault));
  const lapses = law === null ? [] : lapsing(law, dayOf(options.on, law)).map(({ sentence }) => `warning: ${sentence}`);
  for (const line of lapses) print(line);
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  const told = `${counted(errors, 'error')}, ${counted(faults.length - errors + lapses.length, 'warning')}.`;
  print(`${law ? `${packReference(law.pack)} can be used` : 'The pack cannot be used'}: ${told}`);
  if (law === null) process.exitCode = 1;
}

/** The day that was named, or today where the utility is. */
function dayOf(named: string | undefined, { calendar }: Law): LocalDate {
  if (named === undefined) return localDateOf(instantOfEpoch(Date.now()), calendar.zone);
  if (isLocalDate(named)) return named;
  throw new CommandFailed(`--on ${named} is not a date that exists, like 2027-03-01`);
}
