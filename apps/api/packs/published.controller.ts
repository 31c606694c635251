import { Controller, Inject } from '@nestjs/common';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { lapsing } from '../../../libs/policy/lapsing-values.ts';
import { BrokenPack, loadLaw } from '../../../libs/policy/load.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { compareLaws } from '../../../libs/procedures/compare.ts';
import { readClock, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { publishedLaw } from './published-law.ts';
import { publishedRoutes } from './published.routes.ts';

@Controller()
export class PublishedController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(publishedRoutes.readPackVersion)
  async read(@Input() { caller, params }: InputOf<typeof publishedRoutes.readPackVersion>) {
    const law = lawOf(params.pack);
    const { pack, calendar, bankruptcy, packHash, calendarHash } = law;
    const { now } = await readClock(this.#db, caller.utilityId);
    return {
      pack: packReference(pack),
      title: pack.title,
      effectiveFrom: pack.effectiveFrom,
      packHash,
      calendarHash,
      rules: Object.entries({ ...pack.rules, ...bankruptcy.rules }).map(([rule, { citation, status }]) => ({ rule, citation, status })),
      lapsing: lapsing(law, dayOf(calendar, now)).map(({ name, validThrough, daysLeft, sentence }) => ({ name, validThrough, daysLeft, sentence })),
    };
  }

  @Serves(publishedRoutes.comparePacks)
  compare(@Input() { query }: InputOf<typeof publishedRoutes.comparePacks>) {
    const { before, after } = query;
    const { sentences, untold } = compareLaws(publishedLaw(before, 'query.before'), publishedLaw(after, 'query.after'));
    return { before, after, sentences: [...sentences], untold: [...untold] };
  }
}

/** @throws Problem `not-found` for a pack that nobody published, or that is broken */
function lawOf(reference: string): Law {
  try {
    return loadLaw(reference);
  } catch (error) {
    throw error instanceof BrokenPack ? notFound('pack', reference) : error;
  }
}
