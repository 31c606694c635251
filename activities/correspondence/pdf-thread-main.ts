/* The thread of `PdfThread`: lays one document out after the other, and answers with its bytes. */
import { parentPort } from 'node:worker_threads';
import { documentPdf } from './document-pdf.ts';

export interface PdfTask {
  readonly id: number;
  readonly parts: Parameters<typeof documentPdf>[0];
  readonly options: Parameters<typeof documentPdf>[1];
}

export type PdfAnswer = { readonly id: number } & ({ readonly pdf: Uint8Array; readonly pages: number } | { readonly failed: { readonly name: string; readonly message: string } });

const port = parentPort;
if (port === null) throw new Error('This file is the thread of PdfThread; start one with it');

let before: Promise<unknown> = Promise.resolve();
port.on('message', (task: PdfTask) => {
  before = before.then(async () => port.postMessage(await answerTo(task)));
});

async function answerTo({ id, parts, options }: PdfTask): Promise<PdfAnswer> {
  try {
    return { id, ...(await documentPdf(parts, options)) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, failed: { name, message } };
  }
}
