import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readCliConfig } from '../../../libs/config/index.ts';
import { listMoratoriums, readUtility, tripsEver } from '../../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { checkChains } from './chains/check-chains.ts';
import { declarationsOf } from './beside-messages.ts';
import { checkAccount } from './check-account.ts';
import { checkHeld } from './check-held.ts';
import { checkOutside, checkSentIds, checkSimulation } from './check-sent.ts';
import { checkSeasons } from './check-seasons.ts';
import { Differences } from './differences.ts';
import { storedAccounts, type StoredAccount } from './streams.ts';

/** `arrears verify [--sent FILE]` */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('recomputes every fold, hash and invariant from the streams and names each difference')
    .option('--sent <FILE>', 'what was sent, CloudEvents one a line: checks that nothing is lost, and against the simulation')
    .option('--letters <DIR>', 'the folder of printed letters, to be matched with --sent')
    .option('--chain', 'recomputes the chains of all streams and the signed records over them, and nothing else')
    .option('--seals <FILE>', 'with --chain: signed records that were kept elsewhere, one a line; each must be here to the letter')
    .option('--utility <ID>', 'which utility')
    .action(verify);
}

async function verify(options: { sent?: string; letters?: string; chain?: boolean; seals?: string; utility?: string }): Promise<void> {
  if (options.chain === true || options.seals !== undefined) return verifyChains(options);
  const differences = new Differences();
  const counted = await withDatabase(async (db) => {
    const utilityId = await chosenUtility(db, options.utility);
    const utility = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    const accounts: StoredAccount[] = [];
    let events = 0;
    let seen = 0;
    for await (const account of storedAccounts(db, utilityId)) {
      checkAccount(account, utility, differences);
      events += account.events.length + account.cases.reduce((sum, known) => sum + known.events.length, 0);
      seen += 1;
      if (options.sent !== undefined) accounts.push(account);
      if (process.stderr.isTTY && seen % 500 === 0) process.stderr.write(`\r${seen} accounts, ${events} events`);
    }
    await checkHeld(db, utilityId, differences);
    events += await checkSeasons(db, utilityId, differences);
    if (options.sent !== undefined) {
      const lines = readFileSync(options.sent, 'utf8').split('\n').filter((line) => line.trim() !== '');
      await checkSentIds(db, utilityId, lines, differences);
      checkOutside(accounts, lines, utility, options.letters ?? null, differences);
      const trips = await db.forUtility(utilityId, (em) => tripsEver(em, utilityId));
      const moratoriums = (await db.forUtility(utilityId, (em) => listMoratoriums(em, utilityId))).flatMap(declarationsOf);
      if (trips === 0) checkSimulation(accounts, lines, utility, moratoriums, differences);
      else print({ notCompared: 'simulation', because: `A breaker tripped ${trips} times, and the simulation does not know which cases came before it: I2 was not checked.` });
    }
    return { utility: utilityId, accounts: seen, events };
  });
  conclude(counted, differences);
}

/** `arrears verify --chain [--seals FILE]` */
async function verifyChains({ seals, utility }: { seals?: string; utility?: string }): Promise<void> {
  const differences = new Differences();
  const keys = readCliConfig().sealPublicKeys;
  const counted = await withDatabase(async (db) => {
    const utilityId = await chosenUtility(db, utility);
    const copies = seals === undefined ? [] : readFileSync(seals, 'utf8').split('\n').filter((line) => line.trim() !== '');
    return { utility: utilityId, ...(await checkChains(db, utilityId, differences, { copies, ...(keys === undefined ? {} : { keys }) })) };
  });
  if (keys === undefined) print({ notChecked: 'signatures', because: 'Set ARREARS_SEAL_PUBLIC_KEYS to the keys that signed the records.' });
  conclude(counted, differences);
}

function conclude(counted: object, differences: Differences): void {
  for (const difference of differences.list) print(difference);
  print({ ...counted, differences: differences.list.length });
  if (differences.list.length > 0) throw new CommandFailed(`${differences.list.length} differences`);
}
