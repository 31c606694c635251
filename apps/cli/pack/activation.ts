import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { isLocalDate } from '../../../libs/kernel/time.ts';
import { BrokenPack } from '../../../libs/policy/load.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { askActivation, keepWhatIfReport, listActivations, NotActivated, NotMigrated, readUtility, signActivation, type Activation, type Database } from '../../../libs/store/index.ts';
import { whatIfReportSchema, type WhatIfReport } from '../../../libs/whatif/report.ts';
import { chosenUtility, print, withDatabase } from '../database.ts';
import { CommandFailed } from '../failure.ts';

interface ActivateOptions {
  readonly from: string;
  readonly report: string;
  readonly reason: string;
  readonly by: string;
  readonly despiteDifferences?: true;
  readonly utility?: string;
}

/** `arrears pack versions`, `arrears pack activate` and `arrears pack sign`: the law of a utility, with its database. */
export function addActivationCommands(pack: Command): void {
  pack
    .command('versions')
    .description("tells which law is in force, which was and will be, and what waits for signatures")
    .option('--utility <ID>', 'which utility')
    .action((options: { utility?: string }) => inUtility(options.utility, tellVersions));
  pack
    .command('activate')
    .argument('<PACK>', 'a reference, such as OH-COUNTY@2')
    .description('asks for another version to come into force; somebody else has to sign')
    .requiredOption('--from <DATE>', 'the first day on which it is law')
    .requiredOption('--report <FILE>', 'what `arrears whatif --pack PACK --out FILE.json` wrote')
    .requiredOption('--reason <TEXT>', 'why')
    .requiredOption('--by <NAME>', 'who asks')
    .option('--despite-differences', 'the differences beyond the thresholds are wanted: two people will have to sign')
    .option('--utility <ID>', 'which utility')
    .action((reference: string, options: ActivateOptions) => inUtility(options.utility, async (db, utilityId) => print(await activate(db, utilityId, reference, options))));
  pack
    .command('sign')
    .argument('<ACTIVATION>', 'its id, as `arrears pack versions` tells it')
    .description('signs for a version that somebody else asked for')
    .requiredOption('--by <NAME>', 'who signs')
    .option('--utility <ID>', 'which utility')
    .action((activationId: string, { by, utility }: { by: string; utility?: string }) =>
      inUtility(utility, async (db, utilityId) => {
        const signed = await signActivation(db, utilityId, activationId, by);
        if (!signed) throw new CommandFailed(`There is no activation ${activationId}; see arrears pack versions`);
        print(signed);
      }),
    );
}

/** Works with the database of the chosen utility; what the rules refuse ends the command with their sentence. */
export async function inUtility(named: string | undefined, work: (db: Database, utilityId: string) => Promise<void>): Promise<void> {
  try {
    await withDatabase(async (db) => work(db, await chosenUtility(db, named)));
  } catch (error) {
    if (error instanceof NotActivated || error instanceof NotMigrated || error instanceof BrokenPack) throw new CommandFailed(error.message);
    throw error;
  }
}

async function tellVersions(db: Database, utilityId: string): Promise<void> {
  await db.forUtility(utilityId, async (em) => {
    const { law } = await readUtility(em, utilityId);
    for (const { law: version, fromAt } of law.book?.versions ?? []) {
      print({ pack: packReference(version.pack), title: version.pack.title, from: fromAt || null, inForce: version === law, packHash: version.packHash });
    }
    for (const activation of await listActivations(em, utilityId)) if (activation.status === 'asked') print(activation);
  });
}

async function activate(db: Database, utilityId: string, pack: string, options: ActivateOptions): Promise<Activation> {
  const { from: fromOn, reason, by, despiteDifferences = false } = options;
  if (!isLocalDate(fromOn)) throw new CommandFailed(`--from ${fromOn} is not a date that exists, like 2027-07-01`);
  const [report, whatIfId] = [reportIn(options.report), `what-if-${randomUUID()}`];
  await db.forUtility(utilityId, (em) => keepWhatIfReport(em, utilityId, whatIfId, report));
  return askActivation(db, utilityId, { activationId: `activation-${randomUUID()}`, pack, fromOn, reason, whatIfId, despiteDifferences }, by);
}

function reportIn(file: string): WhatIfReport {
  if (!existsSync(file)) throw new CommandFailed(`--report ${file}: there is no such file; run arrears whatif --pack PACK --out ${file} first`);
  const parsed = whatIfReportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new CommandFailed(`--report ${file} is not the report of a what-if: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
}
