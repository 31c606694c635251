import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BrokenPack, loadLawFrom, packFolder } from '../../../libs/policy/load.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { CommandFailed } from '../failure.ts';

/** A folder that was named as such, or that of a reference. @throws CommandFailed when there is neither */
export function folderOf(folderOrReference: string): string {
  const folder = /^[A-Z0-9-]+@\d+$/.test(folderOrReference) ? relative('', packFolder(folderOrReference)) : folderOrReference;
  if (existsSync(join(folder, 'pack.yaml'))) return folder;
  throw new CommandFailed(`There is no pack.yaml in ${folder}; name a folder, or a pack like OH-COUNTY@1`);
}

/** @throws CommandFailed in the words of the check */
export function lawOf(folderOrReference: string): Law {
  const folder = folderOf(folderOrReference);
  try {
    return loadLawFrom(folder);
  } catch (error) {
    if (error instanceof BrokenPack) throw new CommandFailed(error.message);
    throw error;
  }
}
