import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { documentPdf } from '../../activities/correspondence/document-pdf.ts';
import { claimDeadline, claimDocument, NoPetition, proofOfClaim, repairOf, type Matter } from '../../libs/bankruptcy/index.ts';
import { readUtility, type Utility } from '../../libs/store/index.ts';
import { readMatter } from '../../libs/store/read/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

interface Options {
  readonly utility?: string;
  readonly pdf?: string;
}

/** `arrears docket claim|repair ACCOUNT DOCKET`: a bankruptcy over all accounts that its petition names. */
export function addDocketCommands(program: Command): void {
  const docket = program.command('docket').description('a bankruptcy over all accounts that its petition names');
  const on = (name: string, says: string) => docket.command(`${name} <ACCOUNT> <DOCKET>`).description(says).option('--utility <ID>', 'which utility');
  on('claim', 'prints the data of a proof of claim as Official Form 410 asks for them, as JSON')
    .option('--pdf <FILE>', 'writes them as PDF, too')
    .action((accountId: string, number: string, options: Options) => withMatter(accountId, number, options, claim));
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
    if (matter === null) throw new CommandFailed(`Account ${accountId} knows no docket ${docket}; name an account that its petition named.`);
    await act(matter, utility, options);
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
