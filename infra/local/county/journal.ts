import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';

/** `file` holds every event in order of sending, one a line; `cursorFile` how many the broker has acknowledged. */
export interface JournalOptions {
  readonly file: string;
  readonly cursorFile: string;
  /** Told of every event that is written, also of those of an earlier run. `isFirst` is false for a resend. */
  readonly onEvent: (event: CloudEvent, isFirst: boolean) => void;
}

const batchSize = 500;
const cursorDigits = 12;

/**
 * What the county has said, written down before it is sent: after a crash the same bytes are sent again, never other
 * ones under the same id. Everything else that the county remembers of its own doings is read from here.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #ids = new Set<string>();
  #pending: CloudEvent[] = [];
  #acknowledged: number;
  #written = 0;
  readonly #cursor: number;
  #file = -1;

  private constructor(options: JournalOptions) {
    this.#options = options;
    this.#cursor = openSync(options.cursorFile, constants.O_RDWR | constants.O_CREAT);
    this.#acknowledged = Number(readFileSync(this.#cursor, 'utf8'));
  }

  static async open(options: JournalOptions): Promise<Journal> {
    for (const file of [options.file, options.cursorFile]) mkdirSync(dirname(file), { recursive: true });
    const journal = new Journal(options);
    journal.#file = openSync(options.file, 'a+');
    dropTornLine(journal.#file);
    for await (const line of createInterface({ input: createReadStream(options.file), crlfDelay: Infinity }))
      journal.#note(line);
    return journal;
  }

  has(source: string, id: string): boolean {
    return this.#ids.has(`${source}#${id}`);
  }

  get written(): number {
    return this.#written;
  }

  /** Writes the events down; `flush` sends them. */
  append(events: readonly CloudEvent[]): void {
    if (events.length === 0) return;
    const lines = events.map((event) => JSON.stringify(event));
    writeFileSync(this.#file, `${lines.join('\n')}\n`);
    for (const line of lines) this.#note(line);
  }

  /** Sends what is written and not yet acknowledged. @throws what `publish` throws; then the rest stays to be sent */
  async flush(publish: (events: readonly CloudEvent[]) => Promise<void>): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.slice(0, batchSize);
      await publish(batch);
      this.#pending = this.#pending.slice(batch.length);
      this.#acknowledged += batch.length;
      this.#writeCursor();
    }
  }

  close(): void {
    closeSync(this.#file);
    closeSync(this.#cursor);
  }

  #note(line: string): void {
    const event = JSON.parse(line) as CloudEvent;
    const key = `${event.source}#${event.id}`;
    const isFirst = !this.#ids.has(key);
    this.#ids.add(key);
    this.#written += 1;
    if (this.#written > this.#acknowledged) this.#pending.push(event);
    this.#options.onEvent(event, isFirst);
  }

  /** In place and of one length: a kill leaves the old number or the new one. */
  #writeCursor(): void {
    writeSync(this.#cursor, String(this.#acknowledged).padStart(cursorDigits), 0);
  }
}

/** A process that was killed while writing leaves half a line, which nobody was told of. */
function dropTornLine(file: number): void {
  const byte = Buffer.alloc(1);
  let size = fstatSync(file).size;
  while (size > 0) {
    readSync(file, byte, 0, 1, size - 1);
    if (byte[0] === 0x0a) break;
    size -= 1;
  }
  ftruncateSync(file, size);
}
