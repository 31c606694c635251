import type { Command } from 'commander';
import { addNefCommand } from './nef.ts';
import { addReadCommand } from './read.ts';

/** `arrears court …`: what courts send, read without any server. */
export function addCourtCommands(program: Command): void {
  const court = program.command('court').description('reads what bankruptcy courts publish and send');
  addReadCommand(court);
  addNefCommand(court);
}
