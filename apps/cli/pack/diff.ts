import { packReference } from '../../../libs/policy/pack.ts';
import { compareLaws } from '../../../libs/procedures/compare.ts';
import { counted } from '../../../libs/procedures/words.ts';
import { print } from '../database.ts';
import { lawOf } from './folder.ts';

/** Prints what differs, a sentence a line, and a last line that counts. */
export function diffCommand(before: string, after: string): void {
  const [from, to] = [lawOf(before), lawOf(after)];
  const { sentences, untold } = compareLaws(from, to);
  for (const line of [...sentences, ...untold]) print(line);
  print(`From ${packReference(from.pack)} to ${packReference(to.pack)}: ${counted(sentences.length + untold.length, 'difference')}.`);
}
