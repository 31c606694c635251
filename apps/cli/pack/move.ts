import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { caseStatuses, type CaseStatus } from '../../../libs/case/case.state.ts';
import { approveMigration, askMigration, listMigrations, migratedCases, previewCohort, readMigration, undoMigration, type CaseMigration, type Cohort, type Database } from '../../../libs/store/index.ts';
import { print } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { inUtility } from './activation.ts';

interface CohortOptions {
  readonly case?: readonly string[];
  readonly status?: readonly CaseStatus[];
  readonly percent?: string;
  readonly utility?: string;
}

/** So many cases are previewed in one transaction, and so many lines read at a time. */
const pageSize = 200;

/** `arrears pack move …`: open cases go on under another version, by two people; the relay moves them. The same as `/packs/migrations` over HTTP. */
export function addMoveCommands(pack: Command): void {
  const move = pack.command('move').description('moves open cases to another version of the law, and back');
  withCohort(move.command('preview'))
    .argument('<PACK>', 'a version that was activated, such as OH-COUNTY@2')
    .description('says case by case what moving would change; moves nothing')
    .action((to: string, options: CohortOptions) => inUtility(options.utility, (db, utilityId) => preview(db, utilityId, to, cohortOf(options))));
  withCohort(move.command('ask'))
    .argument('<PACK>', 'a version that was activated, such as OH-COUNTY@2')
    .description('asks for these cases to be moved; which ones is settled now, and somebody else has to sign')
    .requiredOption('--reason <TEXT>', 'why')
    .requiredOption('--by <NAME>', 'who asks')
    .action((to: string, { reason, by, ...options }: CohortOptions & { reason: string; by: string }) =>
      inUtility(options.utility, async (db, utilityId) => print(await askMigration(db, utilityId, { migrationId: `migration-${randomUUID()}`, to, cohort: cohortOf(options), reason }, by))),
    );
  ofMigration(move.command('sign'))
    .description('signs for a migration that somebody else asked for; the relay then moves its cases')
    .requiredOption('--by <NAME>', 'who signs')
    .action((id: string, { by, utility }: { by: string; utility?: string }) => inUtility(utility, async (db, utilityId) => print(known(id, await approveMigration(db, utilityId, id, by)))));
  ofMigration(move.command('undo'))
    .description('takes a migration back; a case with something adverse since stays, unless it is named')
    .requiredOption('--reason <TEXT>', 'why')
    .requiredOption('--by <NAME>', 'who takes it back')
    .option('--case <ID...>', 'these move back although something adverse was decided since')
    .action((id: string, { by, reason, case: alsoCaseIds = [], utility }: { by: string; reason: string; case?: string[]; utility?: string }) =>
      inUtility(utility, async (db, utilityId) => print(known(id, await undoMigration(db, utilityId, id, { by, reason, alsoCaseIds })))),
    );
  move
    .command('list')
    .description('every migration, the newest first, with how many of its cases are where')
    .option('--utility <ID>', 'which utility')
    .action(({ utility }: { utility?: string }) => inUtility(utility, async (db, utilityId) => (await db.forUtility(utilityId, (em) => listMigrations(em, utilityId))).forEach((migration) => print(migration))));
  ofMigration(move.command('cases'))
    .description('what became of each case of a migration')
    .action((id: string, { utility }: { utility?: string }) => inUtility(utility, (db, utilityId) => cases(db, utilityId, id)));
}

function withCohort(command: Command): Command {
  return command
    .option('--case <ID...>', 'these cases; all that are open unless something is given')
    .addOption(new Option('--status <STATUS...>', 'cases in these statuses').choices(caseStatuses))
    .option('--percent <N>', 'a share of them, always the same ones')
    .option('--utility <ID>', 'which utility');
}

function ofMigration(command: Command): Command {
  return command.argument('<MIGRATION>', 'its id, as `arrears pack move list` tells it').option('--utility <ID>', 'which utility');
}

function cohortOf({ case: caseIds, status: statuses, percent }: CohortOptions): Cohort {
  const share = percent === undefined ? undefined : Number(percent);
  if (share !== undefined && !(Number.isInteger(share) && share >= 0 && share <= 100)) throw new CommandFailed(`--percent ${percent} is no whole number from 0 to 100`);
  return { ...(caseIds ? { caseIds } : {}), ...(statuses ? { statuses } : {}), ...(share === undefined ? {} : { percent: share }) };
}

/** A line a case, and a last one that counts. */
async function preview(db: Database, utilityId: string, to: string, cohort: Cohort): Promise<void> {
  const counts = { cases: 0, changed: 0, refused: 0 };
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page = await previewCohort(db, utilityId, to, cohort, { limit: pageSize, after });
    for (const moved of page.previews) {
      counts.changed += moved.changes ? 1 : 0;
      counts.refused += moved.refused === null ? 0 : 1;
      print(moved);
    }
    counts.cases = page.cases;
    after = page.next;
  }
  print(counts);
}

async function cases(db: Database, utilityId: string, migrationId: string): Promise<void> {
  known(migrationId, await db.forUtility(utilityId, (em) => readMigration(em, utilityId, migrationId)));
  for (let after: string | null = null, more = true; more; ) {
    const rows = await db.forUtility(utilityId, (em) => migratedCases(em, utilityId, migrationId, { limit: pageSize, after, status: null }));
    for (const row of rows) print(row);
    after = rows.at(-1)?.caseId ?? null;
    more = rows.length === pageSize;
  }
}

function known(migrationId: string, migration: CaseMigration | null): CaseMigration {
  if (migration === null) throw new CommandFailed(`There is no migration ${migrationId}; see arrears pack move list`);
  return migration;
}
