import { Controller, Inject } from '@nestjs/common';
import { dayOf } from '../../../libs/calendar/business-calendar.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { lapsing } from '../../../libs/policy/lapsing-values.ts';
import { BrokenPack, loadLaw } from '../../../libs/policy/load.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { compareLaws } from '../../../libs/procedures/compare.ts';
import { readClock, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { DATABASE } from '../provided.ts';
import { publishedRoutes } from './published.routes.ts';

@Controller()
export class PublishedController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(publishedRoutes.readPackVersion)
  async read(@Input() { caller, params }: InputOf<typeof publishedRoutes.readPackVersion>) {
    const law = lawNamed(params.pack, () => notFound('pack', params.pack));
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
    const named = (name: 'before' | 'after') => lawNamed(query[name], (error) => new Problem('invalid', error.message, { faults: [{ path: `query.${name}`, message: error.message }] }));
    const { sentences, untold } = compareLaws(named('before'), named('after'));
    return { before, after, sentences: [...sentences], untold: [...untold] };
  }
}

/** @throws what is made of a pack that nobody published, or that is broken */
function lawNamed(reference: string, otherwise: (error: BrokenPack) => Problem): Law {
  try {
    return loadLaw(reference);
  } catch (error) {
    throw error instanceof BrokenPack ? otherwise(error) : error;
  }
}
