import { isRefusal, type Refusal } from '../../kernel/because.ts';
import { decide, isOnRoll, lookAtLine, type RollCommand } from '../../tax-roll/index.ts';
import type { SeasonWork } from './season-work.ts';

/** Appends what a command brings about, and what follows for its line. @returns the refusal, with nothing appended */
export async function carryOut(work: SeasonWork, command: RollCommand, by: string): Promise<Refusal | null> {
  const outcome = decide(command, work.context, by);
  if (isRefusal(outcome)) return outcome;
  const account = 'lineId' in command ? (work.accounts.accounts.get(command.lineId) ?? null) : null;
  await work.append(outcome, `person/${by}`, account);
  if ('lineId' in command) await lookAgain(work, command.lineId);
  return null;
}

/** What follows for a line by what its account is now, until nothing does. */
export async function lookAgain(work: SeasonWork, lineId: string): Promise<void> {
  const account = work.accounts.accounts.get(lineId);
  if (!account) return;
  for (;;) {
    const line = work.line(lineId);
    if (!isOnRoll(line) && line.withdrawal === null && line.brought.length === 0) return;
    const change = lookAtLine(work.context, line, account.folded.state);
    if (change.events.length === 0) break;
    await work.append(change, 'look', account);
  }
  work.looked(lineId);
}
