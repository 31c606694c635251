import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { documentPdf } from '../../activities/correspondence/document-pdf.ts';
import { claimDeadline, claimDocument, NoPetition, proofOfClaim, repairOf, type Matter } from '../../libs/bankruptcy/index.ts';
import { isRefusal } from '../../libs/kernel/because.ts';
import { isLocalDate } from '../../libs/kernel/time.ts';
import { readUtility, recordClaim, type Utility } from '../../libs/store/index.ts';
import { readMatter } from '../../libs/store/read/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

interface Options {
  readonly utility?: string;
  readonly pdf?: string;
}

interface FilingOptions {
  readonly utility?: string;
  readonly on: string;
  readonly number?: string;
  readonly by: string;
}

/** `arrears docket claim|claim-filed|repair ACCOUNT DOCKET`: a bankruptcy over all accounts that its petition names. */
export function addDocketCommands(program: Command): void {
  const docket = program.command('docket').description('a bankruptcy over all accounts that its petition names');
  const on = (name: string, says: string) => docket.command(`${name} <ACCOUNT> <DOCKET>`).description(says).option('--utility <ID>', 'which utility');
  on('claim', 'prints the data of a proof of claim as Official Form 410 asks for them, as JSON')
    .option('--pdf <FILE>', 'writes them as PDF, too')
    .action((accountId: string, number: string, options: Options) => withMatter(accountId, number, options, claim));
  on('claim-filed', 'tells that the claim was filed with the court: nobody is reminded of it any more')
    .requiredOption('--on <DAY>', 'the day on which it was filed')
    .option('--number <CLAIM>', "as the court's register of claims numbers it")
    .requiredOption('--by <PERSON>', 'who says so')
    .action(claimFiled);
  on('repair', 'lists what was done since the filing, what takes it back, and whether that is done').action((accountId: string, number: string, options: Options) =>
    withMatter(accountId, number, options, (matter, { law }) => {
      const { lines, because } = repairOf(matter, law);
      for (const line of lines) print(line);
      print({ rule: because.rule, status: because.status, sentence: because.sentence });
      return Promise.resolve();
    }),
  );
}

async function withMatter(accountId: string, docket: string, options: Options, act: (matter: Matter, utility: Utility, options: Options) => Promise<void>): Promise<void> {
  await withDatabase(async (db) => {
    const utilityId = await chosenUtility(db, options.utility);
    const [matter, utility] = await db.forUtility(utilityId, async (em) => [await readMatter(em, utilityId, accountId, docket), await readUtility(em, utilityId, [accountId])] as const);
    if (matter === null) throw unknownDocket(accountId, docket);
    await act(matter, utility, options);
  });
}

async function claimFiled(accountId: string, docket: string, { utility, on, number, by }: FilingOptions): Promise<void> {
  if (!isLocalDate(on)) throw new CommandFailed(`--on ${on} is no day: write it as 2027-03-22.`);
  await withDatabase(async (db) => {
    const recorded = await recordClaim(db, await chosenUtility(db, utility), accountId, docket, { filedOn: on, claimNumber: number, by, recordId: randomUUID() });
    if (recorded === null) throw unknownDocket(accountId, docket);
    if (isRefusal(recorded)) throw new CommandFailed(recorded.because.sentence);
    print({ docket, filedOn: on, claimNumber: number ?? null, accountIds: recorded.accountIds });
  });
}

async function claim(matter: Matter, { law, now }: Utility, { pdf }: Options): Promise<void> {
  if (claimDeadline(matter.petition, law) === null) throw new CommandFailed(new NoPetition(matter.docket).message);
  const data = proofOfClaim(matter, law, now);
  print(data);
  if (pdf === undefined) return;
  const layout = law.documents?.forms.letter;
  if (!layout) throw new CommandFailed(`Pack ${law.pack.id} names no documents, and so no form of a letter: add "documents" to it.`);
  const { pdf: bytes } = await documentPdf([{ text: claimDocument(data), layout }], { letterhead: [data.creditor.name, ...data.creditor.address], at: now });
  writeFileSync(pdf, bytes);
}

function unknownDocket(accountId: string, docket: string): CommandFailed {
  return new CommandFailed(`Account ${accountId} knows no docket ${docket}; name an account that its petition named.`);
}
