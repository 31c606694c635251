import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './openapi.ts';

export const openApiFile = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'openapi.json');

/** The text of `docs/openapi.json`. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}

// Run as a program, it writes the file; a spec sees to it that this is not forgotten.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(openApiFile, openApiText());
