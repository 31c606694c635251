import { Worker } from 'node:worker_threads';
import type { documentPdf, PrintedDocument } from './document-pdf.ts';
import type { PdfAnswer, PdfTask } from './pdf-thread-main.ts';

/** Lays a document out, here or in a thread. */
export type PrintDocument = typeof documentPdf;

interface Awaited {
  readonly resolve: (printed: PrintedDocument) => void;
  readonly reject: (error: Error) => void;
}

const threadFile = new URL('./pdf-thread-main.ts', import.meta.url);
const execArgv = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];

/**
 * Lays documents out one after the other in a thread of its own. A letter in six languages is a second of fonts, in which nothing else
 * of the process would move: not a season's pages, and not the word that its worker lives. The same bytes as without it.
 */
export class PdfThread {
  #thread: Worker | null = null;
  #last = 0;
  readonly #awaited = new Map<number, Awaited>();

  /** @throws what `documentPdf` throws, by the same name and words */
  readonly print: PrintDocument = (parts, options) =>
    new Promise((resolve, reject) => {
      this.#last += 1;
      this.#awaited.set(this.#last, { resolve, reject });
      this.#running().postMessage({ id: this.#last, parts, options } satisfies PdfTask);
    });

  async stop(): Promise<void> {
    await this.#thread?.terminate();
  }

  /** A thread that died is replaced with the next document; what it had under way is told as failed, and comes again. */
  #running(): Worker {
    if (this.#thread !== null) return this.#thread;
    const thread = new Worker(threadFile, { execArgv });
    thread.on('message', (answer: PdfAnswer) => this.#take(answer));
    let why = 'it was stopped';
    thread.on('error', (error) => (why = error instanceof Error ? error.message : String(error)));
    thread.on('exit', () => {
      this.#thread = null;
      for (const { reject } of this.#awaited.values()) reject(new Error(`The thread that lays letters out ended: ${why}`));
      this.#awaited.clear();
    });
    // Whoever has nothing to wait for but this thread may end.
    thread.unref();
    this.#thread = thread;
    return thread;
  }

  #take(answer: PdfAnswer): void {
    const awaited = this.#awaited.get(answer.id);
    this.#awaited.delete(answer.id);
    if ('failed' in answer) awaited?.reject(Object.assign(new Error(answer.failed.message), { name: answer.failed.name }));
    else awaited?.resolve({ pdf: Buffer.from(answer.pdf), pages: answer.pages });
  }
}
