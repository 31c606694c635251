import { outgoing } from '../../libs/contracts/index.ts';
import { nowhere, utilityIds } from '../../libs/store/index.ts';
import { Loop } from './loop.ts';
import { UtilityRelay, type RelayParts } from './utility-relay.ts';

/** How soon a utility that was set up meanwhile is served. */
const discoverEveryMs = 1_000;
const topicsEveryMs = 600_000;

/** Serves every utility that there is; each has loops of its own, so that one's backlog or trouble is not another's. */
export class Relay {
  readonly #parts: RelayParts;
  readonly #utilities = new Map<string, UtilityRelay>();
  readonly #loops: readonly Loop[];

  constructor(parts: RelayParts) {
    this.#parts = parts;
    const onError = (name: string, error: unknown) => parts.logger.error({ loop: name, err: error }, 'comes again');
    this.#loops = [
      new Loop({ name: 'discovery', turn: () => this.#discover(), onError }),
      new Loop({ name: 'topics', turn: () => this.#ensureTopics(), onError }),
    ];
  }

  start(): this {
    for (const loop of this.#loops) loop.start();
    // Dead letters that name no known utility go to their topics like all others.
    this.#utilities.set(nowhere, UtilityRelay.ofMessagesAlone(this.#parts, nowhere));
    return this;
  }

  /** Lets everything that is under way come to its end. */
  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    await Promise.all([...this.#utilities.values()].map((utility) => utility.stop()));
  }

  /** Beside everything else: without a broker, processes are woken all the same. */
  async #ensureTopics(): Promise<number> {
    const { messaging, topicPrefix } = this.#parts;
    await messaging.ensureTopics(Object.values(outgoing).map(({ topic }) => ({ topic: `${topicPrefix}${topic}` })));
    return topicsEveryMs;
  }

  async #discover(): Promise<number> {
    const { messagesDb } = this.#parts;
    for (const utilityId of await messagesDb.shared((em) => utilityIds(em))) {
      if (this.#utilities.has(utilityId)) continue;
      this.#utilities.set(utilityId, await UtilityRelay.start(this.#parts, utilityId));
    }
    return discoverEveryMs;
  }
}
