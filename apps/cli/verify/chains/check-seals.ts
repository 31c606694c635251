import type { KeyObject } from 'node:crypto';
import { chainStart, sha256 } from '../../../../libs/kernel/chain.ts';
import { HeadsHash, recordIn, sealedHeads, signatureFault, type Database, type SealRecord, type StoredSeal } from '../../../../libs/store/index.ts';
import type { Differences } from '../differences.ts';

/** The signed records themselves: each signed by a key at hand, chained to the one before, and over the heads that are kept with it. */
export async function checkSeals(db: Database, utilityId: string, seals: readonly StoredSeal[], keys: readonly KeyObject[], differences: Differences): Promise<void> {
  let previous = chainStart;
  let expected = 1;
  for (const stored of seals) {
    const where = `record ${stored.number} of ${stored.on}`;
    const found = (what: string) => differences.add('I12', where, what);
    if (stored.number !== expected) found(`it follows record ${expected - 1}: what was between them is gone`);
    if (sha256(stored.seal) !== stored.hash) found('its hash is not that of its text');
    const record = readable(stored.seal);
    if (record === null) found('its text is no record');
    else await checkRecord(db, utilityId, stored, record, previous, found);
    const fault = keys.length === 0 ? null : await signatureFault(stored.seal, keys);
    if (fault !== null) found(fault);
    previous = sha256(stored.seal);
    expected = stored.number + 1;
  }
}

async function checkRecord(db: Database, utilityId: string, { number, on }: StoredSeal, record: SealRecord, previous: string, found: (what: string) => void): Promise<void> {
  if (record.utility !== utilityId) found(`it is of ${record.utility}`);
  if (record.number !== number || record.on !== on) found(`it says that it is record ${record.number} of ${record.on}`);
  if (record.previous !== previous) found(`it does not follow the record before: it names ${record.previous}, and that is ${previous}`);
  const hash = new HeadsHash();
  await db.forUtility(utilityId, async (em) => {
    for await (const head of sealedHeads(em, utilityId, number)) hash.add(head);
  });
  if (hash.counted !== record.moved) found(`${hash.counted} heads are kept with it, and it was signed over ${record.moved}`);
  if (hash.end() !== record.heads) found('the heads that are kept with it are not those over which it was signed');
}

/** A line each: the seal itself, or a message or a line of an export that has it. Each of the utility must be here to the letter; the topic has those of all. */
export function checkCopies(utilityId: string, copies: readonly string[], seals: readonly StoredSeal[], differences: Differences): void {
  const known = new Map(seals.map(({ number, seal }) => [number, seal]));
  copies.forEach((line, index) => {
    const seal = sealIn(line);
    const record = seal === null ? null : readable(seal);
    if (seal === null || record === null) return differences.add('I12', `copy ${index + 1}`, 'it is no record');
    if (record.utility !== utilityId) return;
    const here = known.get(record.number);
    if (here === undefined) differences.add('I12', `record ${record.number} of ${record.on}`, 'a copy of it exists, and it is gone here');
    else if (here !== seal) differences.add('I12', `record ${record.number} of ${record.on}`, 'the copy is another one than the record here');
  });
}

function sealIn(line: string): string | null {
  if (!line.trim().startsWith('{')) return line.trim();
  try {
    const { seal, data } = JSON.parse(line) as { seal?: string; data?: { seal?: string } };
    return seal ?? data?.seal ?? null;
  } catch {
    return null;
  }
}

function readable(seal: string): SealRecord | null {
  try {
    return recordIn(seal);
  } catch {
    return null;
  }
}
