import type { Command } from 'commander';
import { addFetchCommand } from './fetch.ts';
import { addNefCommand } from './nef.ts';
import { addReadCommand } from './read.ts';
import { addUploadCommand } from './upload.ts';

/** `arrears court …`: what courts send: read without any server, and fetched into the database. */
export function addCourtCommands(program: Command): void {
  const court = program.command('court').description('reads and fetches what bankruptcy courts publish and send');
  addReadCommand(court);
  addNefCommand(court);
  addFetchCommand(court);
  addUploadCommand(court);
}
