import type { AccountEvent } from '../../../libs/account/account.events.ts';
import { bucketsOf } from '../../../libs/account/buckets.ts';
import { foldAccount } from '../../../libs/account/fold.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { evolveCase } from '../../../libs/case/evolve.ts';
import { canonicalText } from '../../../libs/kernel/canonical.ts';
import { chainHash, chainStart } from '../../../libs/kernel/chain.ts';
import { sumCents } from '../../../libs/kernel/money.ts';
import type { Utility } from '../../../libs/store/index.ts';
import { checkDecisions } from './check-decisions.ts';
import type { Differences } from './differences.ts';
import type { StoredAccount, StreamEvent } from './streams.ts';

/** Recomputes everything that can be recomputed from an account's streams and names what differs. */
export function checkAccount(account: StoredAccount, utility: Utility, differences: Differences): void {
  checkChain(account.accountId, account.events, account.version, account.headHash, differences);
  for (const known of account.cases) checkChain(known.caseId, known.events, known.version, known.headHash, differences);
  checkFolds(account, utility, differences);
  checkMoney(account, utility, differences);
  checkDecisions(account, utility, differences);
}

/** I12: a changed byte is found, with its place. */
function checkChain(stream: string, events: readonly StreamEvent<AccountEvent | CaseEvent>[], version: number, headHash: string, differences: Differences): void {
  let previous = chainStart;
  events.forEach((event, index) => {
    const where = `${stream}, event ${index + 1} (${event.eventId})`;
    if (event.version !== index + 1) differences.add('I12', where, `it says that it is number ${event.version}`);
    const hash = chainHash(previous, event.body);
    if (hash !== event.hash) differences.add('I12', where, `its hash is ${event.hash}, and its text gives ${hash}`);
    previous = event.hash;
  });
  if (events.length !== version || previous !== headHash) differences.add('I12', stream, `the stream has ${events.length} events, and its head says ${version}`);
}

/** I5: every read model equals the fold of its stream. */
function checkFolds(account: StoredAccount, { law }: Utility, differences: Differences): void {
  const { state } = foldAccount(account.accountId, account.events.map(({ event }) => event));
  differences.unlessEqual('I5', account.accountId, 'account state', canonicalText(state), canonicalText(account.state));
  differences.unlessEqual('I5', account.accountId, 'balance in cents', String(ledgerOf(state, law).balanceCents), String(account.balanceCents));
  for (const known of account.cases) {
    const folded = known.events.map(({ event }) => event).reduce<CaseState | null>(evolveCase, null);
    differences.unlessEqual('I5', known.caseId, 'case state', canonicalText(folded), canonicalText(known.state));
    differences.unlessEqual('I5', known.caseId, 'status', folded?.status ?? 'none', known.status);
  }
  const open = account.cases.filter((known) => known.status !== 'closed').map(({ caseId }) => caseId);
  differences.unlessEqual('I5', account.accountId, 'open case', open.join(', '), account.openCaseId ?? '');
}

/** I9: every open cent in one bucket, and the balance is the sum of the entries. */
function checkMoney({ accountId, state, balanceCents }: StoredAccount, { law, now }: Utility, differences: Differences): void {
  const buckets = bucketsOf(state, law, now);
  differences.unlessEqual('I9', accountId, 'sum of buckets', String(balanceCents), String(sumCents(Object.values(buckets))));
  const entered = sumCents(state.charges.map((charge) => charge.amountCents)) - sumCents(state.credits.filter((credit) => credit.voidedAt === null).map((credit) => credit.amountCents));
  // What a county collected on its roll and paid over is paid, and is no credit of the account's.
  const remitted = sumCents(state.certified.flatMap((line) => line.remitted.map(({ cents }) => cents)));
  differences.unlessEqual('I9', accountId, 'sum of entries', String(entered - remitted), String(balanceCents));
}
