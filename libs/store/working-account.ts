import type { AccountEvent } from '../account/account.events.ts';
import { emptyFold, foldAccount, foldOn, type FoldedAccount } from '../account/fold.ts';
import type { CaseEvent } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { evolveCase } from '../case/evolve.ts';
import { chainStart } from '../kernel/chain.ts';
import type { Instant } from '../kernel/time.ts';
import { linkOf, type Link, type Provenance } from './stored-event.ts';

export interface AppendedAccountEvent extends Link {
  readonly event: AccountEvent;
  readonly provenance: Provenance;
}

export interface AppendedCaseEvent extends Link {
  readonly event: CaseEvent;
  readonly provenance: Provenance;
  readonly caseId: string;
}

/** An account and its last case, locked and loaded, with what this transaction appends to their streams. */
export class WorkingAccount {
  readonly accountId: string;
  readonly isNew: boolean;
  version: number;
  headHash: string;
  folded: FoldedAccount;
  state: CaseState | null;
  caseHeadHash: string;
  /** As loaded, to see what changed. */
  readonly stateBefore: CaseState | null;
  readonly deadlineBefore: Instant | null;
  deadlineAt: Instant | null;
  /** Why the last decision failed. */
  failure: string | null;
  readonly failureBefore: string | null;
  readonly appended: AppendedAccountEvent[] = [];
  readonly caseAppended: AppendedCaseEvent[] = [];
  touched = false;

  private constructor(loaded: LoadedAccount | null, accountId: string) {
    this.accountId = accountId;
    this.isNew = loaded === null;
    this.version = loaded?.version ?? 0;
    this.headHash = loaded?.headHash ?? chainStart;
    this.folded = loaded?.folded ?? emptyFold(accountId);
    this.state = loaded?.state ?? null;
    this.stateBefore = this.state;
    this.caseHeadHash = loaded?.caseHeadHash ?? chainStart;
    this.deadlineAt = loaded?.deadlineAt ?? null;
    this.deadlineBefore = this.deadlineAt;
    this.failure = loaded?.failure ?? null;
    this.failureBefore = this.failure;
  }

  static loaded(loaded: LoadedAccount): WorkingAccount {
    return new WorkingAccount(loaded, loaded.accountId);
  }

  static unopened(accountId: string): WorkingAccount {
    return new WorkingAccount(null, accountId);
  }

  /** True when these events belong before the end of the fold, so that the whole stream is needed. */
  needsRefold(events: readonly AccountEvent[]): boolean {
    return foldOn(this.folded, events) === null;
  }

  /** @param stream the whole stream before these events, when `needsRefold` asked for it */
  append(events: readonly AccountEvent[], provenance: (event: AccountEvent) => Provenance, stream: readonly AccountEvent[] | null): void {
    const folded = foldOn(this.folded, events) ?? (stream ? foldAccount(this.accountId, [...stream, ...this.appended.map(({ event }) => event), ...events]) : null);
    if (folded === null) throw new Error(`Account ${this.accountId} has to be folded anew, and its stream was not loaded`);
    this.folded = folded;
    for (const event of events) {
      const link = linkOf(event, provenance(event), this.version + 1, this.headHash);
      this.version = link.version;
      this.headHash = link.hash;
      this.appended.push({ ...link, event, provenance: provenance(event) });
    }
    this.touched = true;
  }

  appendCase(events: readonly CaseEvent[], provenance: Provenance): void {
    for (const event of events) {
      const opens = event.type === 'CaseOpened';
      const next = evolveCase(this.state, event);
      const link = linkOf(event, provenance, opens ? 1 : next.version, opens ? chainStart : this.caseHeadHash);
      this.state = next;
      this.caseHeadHash = link.hash;
      this.caseAppended.push({ ...link, event, provenance, caseId: next.caseId });
    }
    this.touched ||= events.length > 0;
  }
}

export interface LoadedAccount {
  readonly accountId: string;
  readonly version: number;
  readonly headHash: string;
  readonly folded: FoldedAccount;
  readonly state: CaseState | null;
  readonly caseHeadHash: string;
  readonly deadlineAt: Instant | null;
  readonly failure: string | null;
}
