import { faultLine } from '../../../libs/policy/check/fault.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { checkPack } from '../../../libs/policy/load.ts';
import { print } from '../database.ts';
import { folderOf } from './folder.ts';

/** Prints a line for each fault and a last line that counts them; ends with 1 when the pack cannot be used. */
export function checkCommand(folderOrReference: string): void {
  const { law, faults } = checkPack(folderOf(folderOrReference));
  for (const fault of faults) print(faultLine(fault));
  const errors = faults.filter((fault) => fault.severity === 'error').length;
  print(`${law ? `${packReference(law.pack)} can be used` : 'The pack cannot be used'}: ${errors} errors, ${faults.length - errors} warnings.`);
  if (law === null) process.exitCode = 1;
}
