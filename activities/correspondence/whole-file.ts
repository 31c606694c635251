import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';

/** In the name of a file that is being written. */
export const unfinished = '.writing';

/** A file appears whole or not at all, whenever the process dies. */
export async function putWhole(file: string, bytes: Buffer | Uint8Array): Promise<void> {
  const writing = `${file}${unfinished}-${randomUUID()}`;
  const handle = await open(writing, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(writing, file);
}
