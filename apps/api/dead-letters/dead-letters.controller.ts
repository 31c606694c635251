import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { listDeadLetters, readDeadLetter, releaseAccounts, resendDeadLetter, tryRepair, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { deadLetterRoutes } from './dead-letters.routes.ts';

@Controller()
export class DeadLettersController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(deadLetterRoutes.listDeadLetters)
  async list(@Input() { caller, query }: InputOf<typeof deadLetterRoutes.listDeadLetters>) {
    const { cursor, limit, status } = query;
    const rows = await listDeadLetters(this.#db, caller.utilityId, { limit: limit + 1, after: placeFrom(cursor, z.string()), ...(status ? { status } : {}) });
    return pageFrom(rows, limit, (row) => row.deadLetterId);
  }

  @Serves(deadLetterRoutes.readDeadLetter)
  async read(@Input() { caller, params }: InputOf<typeof deadLetterRoutes.readDeadLetter>) {
    const letter = await readDeadLetter(this.#db, caller.utilityId, params.deadLetterId);
    if (!letter) throw notFound('dead letter', params.deadLetterId);
    return letter;
  }

  @Serves(deadLetterRoutes.tryDeadLetter)
  async tryOut(@Input() { caller, params, body }: InputOf<typeof deadLetterRoutes.tryDeadLetter>) {
    const { deadLetterId } = params;
    const trial = await tryRepair(this.#db, caller.utilityId, deadLetterId, body.event);
    if (!trial) throw notFound('dead letter', deadLetterId);
    return { deadLetterId, ...trial };
  }

  @Serves(deadLetterRoutes.replayDeadLetter)
  replay(@Input() input: InputOf<typeof deadLetterRoutes.replayDeadLetter>) {
    const { caller, params, body } = input;
    const { deadLetterId } = params;
    return once(this.#db, deadLetterRoutes.replayDeadLetter, input, async (db) => {
      const sent = await resendDeadLetter(db, caller.utilityId, deadLetterId, body.event, caller.subject);
      if (!sent) throw notFound('dead letter', deadLetterId);
      return { body: { deadLetterId, ...sent } };
    });
  }

  @Serves(deadLetterRoutes.releaseDeadLetter)
  release(@Input() input: InputOf<typeof deadLetterRoutes.releaseDeadLetter>) {
    const { caller, params, body } = input;
    const { deadLetterId } = params;
    return once(this.#db, deadLetterRoutes.releaseDeadLetter, input, async (db) => {
      const staysHeld = await releaseAccounts(db, caller.utilityId, deadLetterId, { ...body, releasedBy: caller.subject });
      if (!staysHeld) throw notFound('dead letter', deadLetterId);
      return { body: { deadLetterId, released: body.accountIds, staysHeld } };
    });
  }
}
