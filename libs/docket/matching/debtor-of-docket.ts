import { milestonesOfEntries, type ReceivedEntry } from '../received-entry.ts';
import type { DebtorTold } from './match-debtor.ts';

/**
 * Whom a docket protects, as far as its entries tell: everybody whom its case names, unless it is an adversary proceeding, or was dismissed or
 * closed without a discharge and with certainty. Any entry at all says that there is a case (BK-STAY).
 */
export function debtorProtectedBy(docketNumber: string, entries: readonly ReceivedEntry[]): DebtorTold | null {
  const names = [...new Set(entries.flatMap(({ caseName }) => caseName ?? []))];
  const isAdversary = /-ap-/i.test(docketNumber) || names.some((name) => /\sv(?:s|\.|s\.)?\s/i.test(name));
  if (names.length === 0 || isAdversary) return null;
  const milestones = milestonesOfEntries(docketNumber, entries);
  const last = milestones.filter(({ kind }) => kind !== 'stay-relief').at(-1);
  const isOver = last !== undefined && last.certain && (last.kind === 'dismissed' || last.kind === 'closed') && !milestones.some(({ kind }) => kind === 'discharged');
  return isOver ? null : { name: names.join('; ') };
}
