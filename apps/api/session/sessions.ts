import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../../libs/store/index.ts';
import type { Caller } from '../http/route.ts';
import { roles } from '../roles.ts';

const secretBytes = 32;
/** Its row is not written anew for each of a screen's requests. */
const seenEverySeconds = 20;
const form = /^([\w-]{1,400})\.([\w-]{43})$/;

/** Who is signed in to the console. A session is a row: ended here, it is ended everywhere, whoever copied its cookie. */
export class Sessions {
  readonly #db: Database;
  readonly #idleMinutes: number;

  constructor(db: Database, idleMinutes: number) {
    this.#db = db;
    this.#idleMinutes = idleMinutes;
  }

  get idleMinutes(): number {
    return this.#idleMinutes;
  }

  /**
   * Begins a session under a new secret, never under one that the browser brought along.
   * @param endsAt with the token that proved who it is: roles that the issuer takes away are gone then at the latest
   * @returns what the cookie holds
   */
  async begin(caller: Caller, endsAt: Date): Promise<string> {
    const secret = randomBytes(secretBytes).toString('base64url');
    await this.#db.forUtility(caller.utilityId, async (em) => {
      await em.execute(`delete from session where utility_id = ? and (ends_at < now() or seen_at < now() - make_interval(mins => ?))`, [caller.utilityId, this.#idleMinutes]);
      await em.execute(`insert into session (utility_id, session_hash, subject, roles, ends_at) values (?, ?, ?, ?, ?)`, [caller.utilityId, hashOf(secret), caller.subject, caller.roles, endsAt]);
    });
    return `${Buffer.from(caller.utilityId).toString('base64url')}.${secret}`;
  }

  /** @param byHand false for what a screen asks by itself, which does not put the idle sign-out off */
  async callerOf(cookie: string, byHand: boolean): Promise<Caller | null> {
    const key = keyOf(cookie);
    if (key === null) return null;
    return this.#db.forUtility(key.utilityId, async (em) => {
      const [row] = await em.execute<{ subject: string; roles: string[]; isOld: boolean }[]>(
        `select subject, roles, seen_at < now() - make_interval(secs => ${seenEverySeconds}) as "isOld" from session
         where utility_id = ? and session_hash = ? and ends_at > now() and seen_at > now() - make_interval(mins => ?)`,
        [key.utilityId, key.hash, this.#idleMinutes],
      );
      if (!row) return null;
      if (byHand && row.isOld) await em.execute(`update session set seen_at = now() where utility_id = ? and session_hash = ?`, [key.utilityId, key.hash]);
      return { subject: row.subject, utilityId: key.utilityId, roles: roles.filter((role) => row.roles.includes(role)) };
    });
  }

  async end(cookie: string): Promise<void> {
    const key = keyOf(cookie);
    if (key !== null) await this.#db.forUtility(key.utilityId, (em) => em.execute(`delete from session where utility_id = ? and session_hash = ?`, [key.utilityId, key.hash]));
  }
}

/** The utility stands before the secret, since a row is seen within its utility alone; another utility's name finds nothing. */
function keyOf(cookie: string): { utilityId: string; hash: string } | null {
  const [, utility, secret] = form.exec(cookie) ?? [];
  return utility === undefined || secret === undefined ? null : { utilityId: Buffer.from(utility, 'base64url').toString('utf8').replaceAll('\0', ''), hash: hashOf(secret) };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
