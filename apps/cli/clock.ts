import type { Command } from 'commander';
import { plusDays, startOfDay } from '../../libs/calendar/days.ts';
import { isLocalDate } from '../../libs/kernel/time.ts';
import { ClockWillNotMove, moveClockTo, readClock, readUtility } from '../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

/** `arrears clock [--to DATE]` */
export function addClockCommand(program: Command): void {
  program
    .command('clock')
    .description("shows a utility's clock; with --to, lets a sandbox's run through the end of that day")
    .option('--to <DATE>', 'a local date')
    .option('--utility <ID>', 'which utility')
    .action(async (options: { to?: string; utility?: string }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        if (options.to === undefined) return print(await readClock(db, utilityId));
        if (!isLocalDate(options.to)) throw new CommandFailed(`--to ${options.to} is not a date that exists, like 2027-03-01`);
        const { law } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
        const to = startOfDay(plusDays(options.to, 1), law.calendar.zone);
        try {
          print(await moveClockTo(db, utilityId, to));
        } catch (error) {
          if (error instanceof ClockWillNotMove) throw new CommandFailed(error.message);
          throw error;
        }
      }),
    );
}
