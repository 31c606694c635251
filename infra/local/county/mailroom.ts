import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { localDateOf } from '../../../libs/calendar/days.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import { sha256 } from '../../../libs/kernel/chain.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import type { County } from './county.ts';

const letterSchema = z.object({
  utilityId: z.string(),
  accountId: z.string(),
  noticeId: z.string(),
  idempotencyKey: z.string(),
  channel: z.enum(['e-mail', 'posting', 'crew']).optional(),
  unitId: z.string().optional(),
});
type Letter = z.infer<typeof letterSchema>;

const tickMilliseconds = 100;

/** Watches the folder of outgoing letters and takes each to the post once. */
export class Mailroom {
  readonly #folder: string;
  readonly #county: County;
  readonly #seen = new Set<string>();
  /** The folder's time of change when it was last searched; undefined when it must be searched again. */
  #searchedAt: number | null | undefined;
  #unmailed: Letter[] = [];

  constructor(folder: string, county: County) {
    this.#folder = folder;
    this.#county = county;
  }

  /** Picks up the utility's letters that were not there before. A letter counts when both its files are whole. */
  collect(): void {
    const changedAt = existsSync(this.#folder) ? statSync(this.#folder).mtimeMs : null;
    if (changedAt === this.#searchedAt) return;
    // A change within the file system's own tick would not show in the folder's time: search again until it is older.
    this.#searchedAt = changedAt !== null && Date.now() - changedAt > tickMilliseconds ? changedAt : undefined;
    if (changedAt !== null) this.#search();
  }

  #search(): void {
    const files = new Set(readdirSync(this.#folder));
    const sidecars = [...files].filter(
      (name) => name.endsWith('.json') && !this.#seen.has(name) && files.has(name.replace(/\.json$/, '.pdf')),
    );
    for (const name of sidecars.sort()) {
      const letter = letterIn(readFileSync(join(this.#folder, name), 'utf8'));
      if (letter === null) {
        this.#searchedAt = undefined;
        continue;
      }
      this.#seen.add(name);
      // What a crew takes along is no mail.
      if (letter.utilityId === this.#county.utilityId && letter.channel !== 'crew') this.#unmailed.push(letter);
    }
  }

  /** The proofs for what was picked up: of mailing, or that the occupants of a unit have their notice. */
  mail(now: Instant): CloudEvent[] {
    const letters = this.#unmailed;
    this.#unmailed = [];
    return letters.map((letter) => letter.unitId === undefined ? mailed(this.#county, letter, now) : handedOver(this.#county, letter, letter.unitId, now));
  }
}

/** Null for a file that is still being written. */
export function letterIn(text: string): Letter | null {
  try {
    return letterSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function mailed(county: County, { accountId, noticeId, idempotencyKey }: Letter, now: Instant): CloudEvent {
  const mailedOn = localDateOf(now, county.calendar.zone);
  const proof = `piece-${sha256(idempotencyKey).slice(0, 16)}`;
  return cloudEvent({
    type: 'NoticeMailed',
    id: `${noticeId}/mailed`,
    utility: county.utilityId,
    account: accountId,
    time: now,
    data: { noticeId, mailedOn, proof },
  });
}

function handedOver(county: County, { accountId, noticeId, idempotencyKey, channel }: Letter, unitId: string, now: Instant): CloudEvent {
  const deliveredOn = localDateOf(now, county.calendar.zone);
  const proof = `photo-${sha256(idempotencyKey).slice(0, 16)}`;
  return cloudEvent({
    type: 'OccupantNoticeDelivered',
    id: `${noticeId}/delivered`,
    utility: county.utilityId,
    account: accountId,
    time: now,
    data: { noticeId, unitId, deliveredOn, proof, ...(channel === 'posting' ? { postedOnDoor: true } : {}) },
  });
}
