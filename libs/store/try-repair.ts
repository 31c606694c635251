import type { BadReason, PlacedFault } from '../contracts/index.ts';
import type { Database, Sql } from './database.ts';
import { deadLetterIdOf, readDeadLetter, repairOf, UnusableRepair, type Repair } from './dead-letters.ts';
import { takeForTrial } from './intake.ts';
import { takenBack } from './taken-back.ts';

/** What would come of a repaired message. */
export interface RepairTrial {
  /** What is still wrong, each at its place; empty when it can be sent. */
  readonly faults: readonly PlacedFault[];
  /** What taking it in would record, in order: by type, without what it says. */
  readonly events: readonly { readonly streamId: string; readonly type: string }[];
  /** It could be read, and would be parked again all the same. */
  readonly parkedFor: { readonly reason: BadReason; readonly detail: string } | null;
  readonly staysHeld: readonly string[];
}

const nothing = { events: [], parkedFor: null, staysHeld: [] };

/** Takes a repaired message in and takes it back: nothing is recorded and nothing sent. @returns null when there is no such letter */
export async function tryRepair(db: Database, utilityId: string, deadLetterId: string, repaired: Readonly<Record<string, unknown>>): Promise<RepairTrial | null> {
  const letter = await readDeadLetter(db, utilityId, deadLetterId);
  if (!letter) return null;
  try {
    const repair = repairOf(utilityId, letter, repaired);
    return { faults: [], staysHeld: repair.staysHeld, ...(await takenBack(db, utilityId, (em) => trial(em, utilityId, repair))) };
  } catch (error) {
    if (error instanceof UnusableRepair) return { ...nothing, faults: error.faults };
    // Whatever was thrown while it was decided would park it, as it does when it comes from the broker.
    if (error instanceof Error && (error as { code?: unknown }).code === undefined) return { ...nothing, faults: [], parkedFor: { reason: 'undecidable', detail: error.message } };
    throw error;
  }
}

const recorded = `select account_id as "streamId", type, version from account_event where utility_id = ? and account_id = any(?::text[])
  union all select e.case_id, e.type, e.version from case_event e join case_record c using (utility_id, case_id) where e.utility_id = ? and c.account_id = any(?::text[])`;

async function trial(em: Sql, utilityId: string, { topic, key, value, message }: Repair): Promise<Pick<RepairTrial, 'events' | 'parkedFor'>> {
  const about = message.kind === 'facts' ? message.facts.map(({ accountId }) => accountId) : [];
  const all = () => em.execute<{ streamId: string; type: string; version: number }[]>(`${recorded} order by 1, 3`, [utilityId, about, utilityId, about]);
  const known = new Set((await all()).map(({ streamId, version }) => `${streamId} ${version}`));
  const raw = { topic, partition: -1, offset: '0', key, value };
  await takeForTrial(em, utilityId, { message, raw });
  const [parked] = await em.execute<{ reason: BadReason; detail: string }[]>('select reason, detail from dead_letter where utility_id = ? and dead_letter_id = ?', [utilityId, deadLetterIdOf(raw)]);
  const events = (await all()).filter(({ streamId, version }) => !known.has(`${streamId} ${version}`)).map(({ streamId, type }) => ({ streamId, type }));
  return parked === undefined ? { events, parkedFor: null } : { events: [], parkedFor: parked };
}
