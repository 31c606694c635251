import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { plusDays, startOfDay, plusSeconds } from '../../../libs/calendar/days.ts';
import { isRefusal } from '../../../libs/kernel/because.ts';
import {
  NoSuchLayout, actOnSeason, fileCorrections, importRollFile, listRollLines, listSeasons, openSeason, readPayoff, readRegister, readRollText, readUtility, writeSeasonFile, type Database,
} from '../../../libs/store/index.ts';
import { BadRollFile, NoSuchSeason } from '../../../libs/tax-roll/index.ts';
import { mustBeAllowed } from '../auth/must-be-allowed.ts';
import { Input } from '../http/input.ts';
import { pageFrom, placeFrom } from '../http/page.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { allowedRollCommands } from '../roles.ts';
import { lineView, seasonView } from './season-view.ts';
import { taxRollRoutes as routes } from './tax-roll.routes.ts';

@Controller()
export class TaxRollController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(routes.listRollSeasons)
  async list(@Input() { caller: { utilityId } }: InputOf<typeof routes.listRollSeasons>) {
    return this.#db.forUtility(utilityId, async (em) => {
      const { law } = await readUtility(em, utilityId);
      return { items: (await listSeasons(em, utilityId)).map((season) => seasonView(season, law)) };
    });
  }

  @Serves(routes.openRollSeason)
  open(@Input() input: InputOf<typeof routes.openRollSeason>) {
    const { caller, body } = input;
    return once(this.#db, routes.openRollSeason, input, async (db) => {
      const { seasonId } = await knownSeason(openSeason(db, caller.utilityId, body.authority, body.season, caller.subject));
      return { body: await viewOf(db, caller.utilityId, seasonId) };
    });
  }

  @Serves(routes.readRollSeason)
  read(@Input() { caller, params }: InputOf<typeof routes.readRollSeason>) {
    return viewOf(this.#db, caller.utilityId, params.seasonId);
  }

  @Serves(routes.listRollLines)
  async lines(@Input() { caller: { utilityId }, params, query }: InputOf<typeof routes.listRollLines>) {
    await viewOf(this.#db, utilityId, params.seasonId);
    const { cursor, limit, status = null } = query;
    const rows = await this.#db.forUtility(utilityId, (em) => listRollLines(em, utilityId, params.seasonId, { limit: limit + 1, after: placeFrom(cursor, z.string()), status }));
    return pageFrom(rows.map(lineView), limit, (row) => row.lineId);
  }

  @Serves(routes.actOnRollSeason)
  act(@Input() input: InputOf<typeof routes.actOnRollSeason>) {
    const { caller, params, body } = input;
    mustBeAllowed(caller, allowedRollCommands[body.type], body.type);
    return once(this.#db, routes.actOnRollSeason, input, async (db) => {
      const outcome = await actOnSeason(db, caller.utilityId, params.seasonId, body, caller.subject);
      if (outcome === null) throw notFound('season of the tax roll', params.seasonId);
      return isRefusal(outcome) ? { problem: refused(outcome) } : { body: await viewOf(db, caller.utilityId, params.seasonId) };
    });
  }

  @Serves(routes.importRollFile)
  import(@Input() input: InputOf<typeof routes.importRollFile>) {
    const { caller, params, body } = input;
    return once(this.#db, routes.importRollFile, input, async (db) => {
      const imported = await wholeFile(importRollFile(db, caller.utilityId, params.seasonId, body.kind, body.text, caller.subject));
      if (imported === null) throw notFound('season of the tax roll', params.seasonId);
      return { body: imported };
    });
  }

  @Serves(routes.fileRollCorrections)
  corrections(@Input() input: InputOf<typeof routes.fileRollCorrections>) {
    const { caller, params } = input;
    return once(this.#db, routes.fileRollCorrections, input, async (db) => {
      await viewOf(db, caller.utilityId, params.seasonId);
      if ((await fileCorrections(db, caller.utilityId, params.seasonId, caller.subject)) === null) throw new Problem('conflict', 'No line was mended since the last file.');
      return { body: await viewOf(db, caller.utilityId, params.seasonId) };
    });
  }

  @Serves(routes.readRollFile)
  async file(@Input() { caller: { utilityId }, params: { seasonId, kind }, query: { nth = 1 } }: InputOf<typeof routes.readRollFile>) {
    const file = kind === 'roll' ? await this.#db.forUtility(utilityId, (em) => readRollText(em, utilityId, seasonId, kind, nth)) : await knownSeason(writeSeasonFile(this.#db, utilityId, seasonId, kind));
    if (!file) throw notFound(`file "${kind}" of`, seasonId);
    return file;
  }

  @Serves(routes.readRollRegister)
  async register(@Input() { caller: { utilityId }, params: { seasonId }, query: { asOf } }: InputOf<typeof routes.readRollRegister>) {
    const register = await this.#db.forUtility(utilityId, async (em) => {
      const { law } = await readUtility(em, utilityId);
      // The end of that day, in the utility's own zone.
      const until = asOf === undefined ? null : plusSeconds(startOfDay(plusDays(asOf, 1), law.calendar.zone), -1);
      return readRegister(em, utilityId, seasonId, until);
    });
    if (!register) throw notFound('season of the tax roll', seasonId);
    return register;
  }

  @Serves(routes.readPayoff)
  async payoff(@Input() { caller, params, query }: InputOf<typeof routes.readPayoff>) {
    const payoff = await knownSeason(readPayoff(this.#db, caller.utilityId, params.accountId, query.authority));
    if (!payoff) throw notFound('account', params.accountId);
    return payoff;
  }
}

async function viewOf(db: Database, utilityId: string, seasonId: string): Promise<ReturnType<typeof seasonView>> {
  return db.forUtility(utilityId, async (em) => {
    const [summary] = await listSeasons(em, utilityId, seasonId);
    if (!summary) throw notFound('season of the tax roll', seasonId);
    return seasonView(summary, (await readUtility(em, utilityId)).law);
  });
}

async function knownSeason<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoSuchSeason || error instanceof NoSuchLayout) throw new Problem('conflict', error.message);
    throw error;
  }
}

async function wholeFile<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof BadRollFile)) throw error;
    const faults = error.faults.map(({ line, column, what }) => ({ path: `body.text:${line}:${column}`, message: what }));
    throw new Problem('invalid', `${error.says}: nothing of the file was taken in.`, { faults });
  }
}
