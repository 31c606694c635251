import type { Command } from 'commander';
import type { CaseEvent } from '../../libs/case/case.events.ts';
import { findEvents, tellLinked } from '../../libs/store/read/index.ts';
import { readBody } from '../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

interface EventRecord {
  event_id: string;
  body: string;
  hash: string;
}

/** `arrears case show ID` and `arrears why EVENT` */
export function addCaseCommands(program: Command): void {
  const cases = program.command('case').description('delinquency cases');
  cases
    .command('show <ID>')
    .option('--utility <ID>', 'which utility')
    .action(async (caseId: string, options: { utility?: string }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        await db.forUtility(utilityId, async (em) => {
          const [found] = await em.execute<{ state: object; next_deadline_at: string | null }[]>(`select state, next_deadline_at from case_record where utility_id = ? and case_id = ?`, [utilityId, caseId]);
          if (!found) throw new CommandFailed(`There is no case ${caseId}`);
          print({ ...found.state, nextDeadlineAt: found.next_deadline_at });
          const events = await em.execute<EventRecord[]>(`select event_id, body, hash from case_event where utility_id = ? and case_id = ? order by version`, [utilityId, caseId]);
          for (const { event_id, body } of events) {
            const { event } = readBody<CaseEvent>(body);
            print({ eventId: event_id, at: event.at, type: event.type, data: event.data, why: event.because[0]?.sentence ?? '' });
          }
        });
      }),
    );
  program
    .command('why <EVENT>')
    .description('why an event was decided: rules, citations, facts, and what it was decided from')
    .option('--utility <ID>', 'which utility')
    .action(async (eventId: string, options: { utility?: string }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        const found = await db.forUtility(utilityId, (em) => findEvents(em, utilityId, eventId, null));
        if (found.length === 0) throw new CommandFailed(`There is no event ${eventId}`);
        for (const linked of found) print({ of: linked.streamId, says: tellLinked(linked), ...linked.stored, hash: linked.hash });
      }),
    );
}
