import type { AccountEvent } from '../../../libs/account/account.events.ts';
import { bucketsOf } from '../../../libs/account/buckets.ts';
import { foldAccount } from '../../../libs/account/fold.ts';
import { standingHolds } from '../../../libs/account/holds.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import { advance } from '../../../libs/case/advance.ts';
import { adverseTypes, type CaseEvent } from '../../../libs/case/case.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { evolveCase } from '../../../libs/case/evolve.ts';
import { canonicalText } from '../../../libs/kernel/canonical.ts';
import { chainHash, chainStart } from '../../../libs/kernel/chain.ts';
import { sumCents } from '../../../libs/kernel/money.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { codeVersion, type Utility } from '../../../libs/store/index.ts';
import type { Differences } from './differences.ts';
import type { StoredAccount, StoredCase, StreamEvent } from './streams.ts';

/** Recomputes everything that can be recomputed from an account's streams and names what differs. */
export function checkAccount(account: StoredAccount, utility: Utility, differences: Differences): void {
  checkChain(account.accountId, account.events, account.version, account.headHash, differences);
  for (const known of account.cases) checkChain(known.caseId, known.events, known.version, known.headHash, differences);
  checkFolds(account, utility, differences);
  checkMoney(account, utility, differences);
  for (const known of account.cases) checkDecisions(account, known, utility, differences);
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
  differences.unlessEqual('I9', accountId, 'sum of entries', String(entered), String(balanceCents));
}

function checkDecisions(account: StoredAccount, known: StoredCase, utility: Utility, differences: Differences): void {
  let state: CaseState | null = null;
  for (const stored of known.events) {
    const before = state;
    state = evolveCase(state, stored.event);
    if (stored.event.because.length === 0) differences.add('I8', stored.eventId, 'it does not say why it was decided');
    if (!stored.inputs) {
      differences.add('I8', stored.eventId, 'it does not say what it was decided from');
      continue;
    }
    const seen = account.events.slice(0, stored.inputs.accountVersion).map(({ event }) => event);
    checkFence(account.accountId, stored, seen, utility, differences);
    if (before === null || before.version === stored.inputs.caseVersion) checkReplay(account, known, stored, seen, before, utility, differences);
  }
}

/** I3: no adverse decision stands where a fence was known before it. */
function checkFence(accountId: string, stored: StreamEvent<CaseEvent>, seen: readonly AccountEvent[], { law }: Utility, differences: Differences): void {
  if (!adverseTypes.has(stored.event.type)) return;
  const holds = standingHolds(foldAccount(accountId, seen).state, law, stored.event.at);
  if (holds.length > 0) differences.add('I3', stored.eventId, `${stored.event.type} was decided although this was known: ${holds.map((hold) => hold.sentence).join(' ')}`);
}

/** I8: the same code decides the same again from the recorded inputs, to the byte; what people decided is theirs. */
function checkReplay(account: StoredAccount, known: StoredCase, stored: StreamEvent<CaseEvent>, seen: readonly AccountEvent[], before: CaseState | null, utility: Utility, differences: Differences): void {
  const { inputs, cause, event } = stored;
  if (!inputs || inputs.code !== codeVersion || inputs.packHash !== utility.law.packHash) return;
  if (cause.startsWith('intervention/') || cause.startsWith('clearance/')) return;
  const previous = before ?? account.cases.find((other) => other.state.episode === known.state.episode - 1)?.state ?? null;
  const feeds = utility.feeds.map((feed) => ({ ...feed, throughAt: (inputs.feeds[feed.name] ?? null) as Instant | null }));
  const situation = { law: utility.law, now: event.at, feeds, account: foldAccount(account.accountId, seen).state, state: previous };
  const [again] = advance(situation, cause.startsWith('sweep/')).caseEvents;
  differences.unlessEqual('I8', stored.eventId, 'decided again', canonicalText(again ?? null), canonicalText(event));
}
