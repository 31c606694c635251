import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { publishedVersions } from '../../../libs/policy/load.ts';
import { packReference } from '../../../libs/policy/pack.ts';
import { askActivation, listActivations, pinnedCases, readUtility, signActivation, withdrawActivation, type Activation, type Database } from '../../../libs/store/index.ts';
import { Input } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { Serves, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { packRoutes } from './packs.routes.ts';
import { faultOfPack } from './published-law.ts';

type Answering = InputOf<typeof packRoutes.signActivation>;

@Controller()
export class PacksController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(packRoutes.listVersions)
  async list(@Input() { caller: { utilityId } }: InputOf<typeof packRoutes.listVersions>) {
    return this.#db.forUtility(utilityId, async (em) => {
      const { law } = await readUtility(em, utilityId);
      const versions = (law.book?.versions ?? []).map(({ law: { pack, packHash, calendarHash }, fromAt }, index) => ({
        pack: packReference(pack), title: pack.title, packHash, calendarHash, inForceAt: index === 0 ? null : fromAt,
      }));
      return { inForce: packReference(law.pack), versions, published: publishedVersions(versions.map(({ pack }) => pack)), pinned: await pinnedCases(em, utilityId), activations: await listActivations(em, utilityId) };
    });
  }

  @Serves(packRoutes.askActivation)
  ask(@Input() input: InputOf<typeof packRoutes.askActivation>) {
    const { caller, body } = input;
    const { pack, from: fromOn, whatIf: whatIfId, reason, despiteDifferences } = body;
    const wish = { activationId: `activation-${randomUUID()}`, pack, fromOn, whatIfId, reason, despiteDifferences };
    return once(this.#db, packRoutes.askActivation, input, async (db) => ({ body: await askActivation(db, caller.utilityId, wish, caller.subject).catch((error: unknown) => faultOfPack(error, 'body.pack')) }));
  }

  @Serves(packRoutes.signActivation)
  sign(@Input() input: Answering) {
    return this.#answer(packRoutes.signActivation, input, signActivation);
  }

  @Serves(packRoutes.withdrawActivation)
  withdraw(@Input() input: Answering) {
    return this.#answer(packRoutes.withdrawActivation, input, withdrawActivation);
  }

  #answer(route: typeof packRoutes.signActivation, input: Answering, answer: (db: Database, utilityId: string, activationId: string, by: string) => Promise<Activation | null>) {
    const { caller, params } = input;
    return once(this.#db, route, input, async (db) => {
      const activation = await answer(db, caller.utilityId, params.activationId, caller.subject);
      if (!activation) throw notFound('activation', params.activationId);
      return { body: activation };
    });
  }
}
