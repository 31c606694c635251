import type { Messaging } from '../../libs/messaging/index.ts';
import { breakerKinds } from '../../libs/policy/breaker.ts';
import { actOnDockets, carryOutMoratoriums, continueMigrations, noteOperations, readBacklog, readClock, takeOutbox, tellCases, type Database } from '../../libs/store/index.ts';
import type { Logger, Metrics } from '../../libs/telemetry/index.ts';
import { Idling, Loop } from './loop.ts';
import { Reconciler } from './reconciler.ts';
import { sendNudges, type NudgeReport } from './send-nudges.ts';
import { Stepper } from './stepper.ts';
import type { Waker } from './waker.ts';

export interface RelayParts {
  /** Messages and nudges hold transactions open while they are sent: each has connections of its own. */
  readonly messagesDb: Database;
  readonly nudgesDb: Database;
  readonly messaging: Pick<Messaging, 'publish' | 'ensureTopics'>;
  readonly topicPrefix: string;
  readonly waker: Waker;
  /** How long a sandbox clock stands for a crew or a mailroom that says nothing. */
  readonly answerPatienceMs: number;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly tuning?: Partial<typeof defaults>;
}

const defaults = {
  messagesAtOnce: 500,
  nudgesAtOnce: 100,
  /** An empty outbox is looked at again after the shortest, then less and less often. */
  idleMs: { shortest: 15, longest: 150 },
  reconcileEveryMs: 5_000,
  ensureDayEveryMs: 60_000,
  countEveryMs: 5_000,
  operationsEveryMs: 30_000,
  versionsEveryMs: 2_000,
  docketsEveryMs: 1_000,
};

/** Deadlines wake their processes by timers; the reconciler leaves them time for it. */
const realPauses = { firstMs: 30_000, againMs: 60_000, longestMs: 900_000 };
const steppedPauses = { deadlines: { firstMs: 0, againMs: 2_000, longestMs: 30_000 }, letters: { firstMs: 3_000, againMs: 3_000, longestMs: 30_000 } };

/** Everything that leaves one utility's outbox, and whoever has to be woken there. */
export class UtilityRelay {
  readonly #parts: RelayParts;
  readonly #utilityId: string;
  readonly #loops: Loop[] = [];

  private constructor(parts: RelayParts, utilityId: string) {
    this.#parts = parts;
    this.#utilityId = utilityId;
  }

  static async start(parts: RelayParts, utilityId: string): Promise<UtilityRelay> {
    const relay = new UtilityRelay(parts, utilityId);
    const { mode } = await readClock(parts.nudgesDb, utilityId);
    const tuning = { ...defaults, ...parts.tuning };
    relay.#loop('messages', relay.#sendMessages(tuning));
    relay.#loop('nudges', relay.#sendNudges(tuning));
    relay.#loop('business day', relay.#ensureBusinessDay(tuning));
    relay.#loop('backlog', relay.#countBacklog(tuning));
    relay.#loop('operations', relay.#noteOperations(tuning));
    relay.#loop('versions', relay.#bringVersions(tuning));
    relay.#loop('dockets', relay.#actOnDockets(tuning));
    relay.#loop(mode === 'stepped' ? 'clock' : 'reconciler', mode === 'stepped' ? relay.#step() : relay.#reconcile(tuning));
    return relay;
  }

  /** For what belongs to no utility: messages leave, and nobody is woken. */
  static ofMessagesAlone(parts: RelayParts, utilityId: string): UtilityRelay {
    const relay = new UtilityRelay(parts, utilityId);
    relay.#loop('messages', relay.#sendMessages({ ...defaults, ...parts.tuning }));
    return relay;
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }

  #loop(name: string, turn: () => Promise<number>): void {
    const { logger } = this.#parts;
    const onError = (loop: string, error: unknown) => logger.error({ utilityId: this.#utilityId, loop, err: error }, 'comes again');
    this.#loops.push(new Loop({ name, turn, onError }).start());
  }

  #sendMessages({ messagesAtOnce, idleMs }: typeof defaults): () => Promise<number> {
    const { messagesDb, messaging, topicPrefix, metrics } = this.#parts;
    const idling = new Idling(idleMs.shortest, idleMs.longest);
    return async () => {
      const sent = await takeOutbox(messagesDb, this.#utilityId, 'message', messagesAtOnce, (rows) =>
        messaging.publish(rows.map(({ topic, key, value, headers }) => ({ topic: `${topicPrefix}${topic}`, key, value, ...(headers && { headers }) }))),
      );
      metrics.outboxSent.inc({ kind: 'message' }, sent);
      return idling.after(sent > 0);
    };
  }

  #sendNudges({ nudgesAtOnce, idleMs }: typeof defaults): () => Promise<number> {
    const { nudgesDb, waker, metrics, logger } = this.#parts;
    const utilityId = this.#utilityId;
    const idling = new Idling(idleMs.shortest, idleMs.longest);
    const report: NudgeReport = {
      woken: (outcome) => metrics.nudges.inc({ outcome }),
      neverTaken: (stream, error) => logger.error({ utilityId, stream, err: error }, 'Temporal never takes this nudge'),
    };
    return async () => {
      const sent = await takeOutbox(nudgesDb, utilityId, 'nudge', nudgesAtOnce, (rows) => sendNudges(waker, utilityId, rows, report));
      metrics.outboxSent.inc({ kind: 'nudge' }, sent);
      return idling.after(sent > 0);
    };
  }

  #ensureBusinessDay({ ensureDayEveryMs }: typeof defaults): () => Promise<number> {
    return async () => {
      await this.#parts.waker.ensureBusinessDay({ utilityId: this.#utilityId });
      return ensureDayEveryMs;
    };
  }

  #countBacklog({ countEveryMs }: typeof defaults): () => Promise<number> {
    const { nudgesDb, metrics } = this.#parts;
    const utility = this.#utilityId;
    return async () => {
      const { parkedMessages, waitingMessages, outboxMessages, outboxNudges, openBreakers } = await readBacklog(nudgesDb, utility);
      metrics.parkedMessages.set({ utility }, parkedMessages);
      metrics.waitingMessages.set({ utility }, waitingMessages);
      metrics.outboxDepth.set({ utility, kind: 'message' }, outboxMessages);
      metrics.outboxDepth.set({ utility, kind: 'nudge' }, outboxNudges);
      for (const kind of breakerKinds) metrics.breakerTripped.set({ utility, kind }, openBreakers.includes(kind) ? 1 : 0);
      return countEveryMs;
    };
  }

  /** For the operations screen, which shows the last days from what is kept of them. */
  #noteOperations({ operationsEveryMs }: typeof defaults): () => Promise<number> {
    return async () => {
      await noteOperations(this.#parts.nudgesDb, this.#utilityId);
      return operationsEveryMs;
    };
  }

  /** Has the cases looked at that a moratorium or another version of the law concerns, and moves those that people moved. */
  #bringVersions({ versionsEveryMs }: typeof defaults): () => Promise<number> {
    const { nudgesDb } = this.#parts;
    return async () => {
      const isMore = [await carryOutMoratoriums(nudgesDb, this.#utilityId), await tellCases(nudgesDb, this.#utilityId), await continueMigrations(nudgesDb, this.#utilityId)].includes(true);
      return isMore ? 0 : versionsEveryMs;
    };
  }

  /** What courts told and nobody has acted on: left by a process that was killed, or due now that a day is over. */
  #actOnDockets({ docketsEveryMs }: typeof defaults): () => Promise<number> {
    const { nudgesDb } = this.#parts;
    return async () => ((await actOnDockets(nudgesDb, this.#utilityId)) > 0 ? 0 : docketsEveryMs);
  }

  #reconcile({ reconcileEveryMs }: typeof defaults): () => Promise<number> {
    const reconciler = this.#reconciler({ deadlines: realPauses, letters: realPauses });
    return async () => {
      await reconciler.reconcile();
      return reconcileEveryMs;
    };
  }

  #step(): () => Promise<number> {
    const { nudgesDb: db, waker, answerPatienceMs } = this.#parts;
    const stepper = new Stepper({ db, waker, utilityId: this.#utilityId, reconciler: this.#reconciler(steppedPauses), answerPatienceMs });
    return () => stepper.turn();
  }

  #reconciler(pauses: typeof steppedPauses): Reconciler {
    const { nudgesDb: db, waker, metrics } = this.#parts;
    const onWoken = (count: number) => metrics.reconciled.inc({ utility: this.#utilityId }, count);
    return new Reconciler({ db, waker, utilityId: this.#utilityId, pauses, onWoken });
  }
}
