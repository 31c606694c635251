import { chainHash, chainStart } from '../../../../libs/kernel/chain.ts';
import type { SealedHead, StoredLink, StreamPart } from '../../../../libs/store/index.ts';
import type { Differences } from '../differences.ts';

type Head = SealedHead & { readonly number: number };

interface Break {
  readonly version: number;
  readonly eventId: string;
  readonly found: string;
}

/**
 * One stream, walked from its first event on, a part at a time. What of it is not as it was written is told with its place, and with
 * which day's record still vouches for what comes before.
 */
export class StreamCheck {
  readonly stream: string;
  readonly #sealed: readonly Head[];
  readonly #dayOf: (sealNumber: number) => string;
  readonly #breaks: Break[] = [];
  /** Heads that the stream still has, and the first that it has not. */
  #lastGood: Head | null = null;
  #firstBad: Head | null = null;
  #nextHead = 0;
  #version = 0;
  /** What the next event may rest on: the stored hash, and where that was wrong, also what it should have been. */
  #previous: readonly string[] = [chainStart];

  constructor({ stream, sealed }: Pick<StreamPart, 'stream' | 'sealed'>, dayOf: (sealNumber: number) => string) {
    this.stream = stream;
    this.#sealed = sealed;
    this.#dayOf = dayOf;
  }

  get events(): number {
    return this.#version;
  }

  take(links: readonly StoredLink[]): void {
    for (const link of links) this.#takeOne(link);
  }

  #takeOne({ version, body, hash, repeated }: StoredLink): void {
    const { event, said } = readBody(body);
    const broken = (found: string) => void this.#breaks.push({ version, eventId: event?.['id'] === undefined ? '' : String(event['id']), found });
    if (version !== this.#version + 1) broken(`it follows version ${this.#version}: what was between them is gone`);
    const computed = this.#previous.map((previous) => chainHash(previous, body));
    if (!computed.includes(hash)) broken(`its hash is ${hash}, and its text after the event before gives ${computed[0]}`);
    else if (event === null) broken('its text is no event');
    else if (said !== version) broken(`its text says that it is version ${String(said)}`);
    else for (const [field, value] of Object.entries(repeated)) if (saidOf(event, field) !== value) broken(`the column beside it says ${field} ${String(value)}, and its text says ${String(saidOf(event, field))}`);
    this.#version = version;
    this.#previous = computed.includes(hash) ? [hash] : [hash, ...computed];
    this.#compareHead(version, hash);
  }

  #compareHead(version: number, hash: string): void {
    for (let head = this.#sealed[this.#nextHead]; head !== undefined && head.version <= version; head = this.#sealed[(this.#nextHead += 1)]) {
      if (head.version === version && head.hash === hash) this.#lastGood = this.#firstBad === null ? head : this.#lastGood;
      else this.#firstBad ??= head;
    }
  }

  end(differences: Differences): void {
    for (const { version, eventId, found } of this.#breaks) {
      differences.add('I12', `${this.stream}, version ${version}${eventId === '' ? '' : ` (${eventId})`}`, `${found}; ${this.#sealsAround(version)}`);
    }
    const bad = this.#firstBad;
    if (bad !== null && !this.#breaks.some(({ version }) => version <= bad.version)) {
      const from = (this.#lastGood?.version ?? 0) + 1;
      const where = `${this.stream}, ${from === bad.version ? `version ${from}` : `versions ${from} to ${bad.version}`}`;
      differences.add('I12', where, `the chain is whole in itself and is not the one that was sealed: ${this.#seal(bad)} has ${bad.hash} at version ${bad.version}; ${this.#sealsAround(from)}`);
    }
    const beyond = this.#sealed.slice(this.#nextHead).at(-1);
    if (beyond !== undefined) {
      differences.add('I12', `${this.stream}, version ${this.#version + 1}`, `the stream ends at version ${this.#version}, and ${this.#seal(beyond)} vouches for ${beyond.version}: its tail is gone; ${this.#sealsAround(this.#version + 1)}`);
    }
  }

  #sealsAround(version: number): string {
    const good = this.#lastGood !== null && this.#lastGood.version < version ? this.#lastGood : this.#sealed.filter((head) => head.version < version && head.version <= (this.#lastGood?.version ?? 0)).at(-1);
    const first = this.#sealed.find((head) => head.version >= version);
    const before = good === undefined || good === null ? 'no record vouches for anything before it' : `${this.#seal(good)} still vouches for versions 1 to ${good.version}`;
    return `${first === undefined ? 'it was not sealed yet' : `it was sealed first in ${this.#seal(first)}`}, and ${before}`;
  }

  #seal({ number }: Head): string {
    return `record ${number} of ${this.#dayOf(number)}`;
  }
}

type Told = Readonly<Record<string, unknown>>;

function saidOf(event: Told, field: string): unknown {
  return event[field] ?? (event['data'] as Told | undefined)?.[field] ?? null;
}

function readBody(body: string): { readonly event: Told | null; readonly said: unknown } {
  try {
    const { event, version } = JSON.parse(body) as { event: Told; version: number };
    return { event: event ?? null, said: version };
  } catch {
    return { event: null, said: null };
  }
}
