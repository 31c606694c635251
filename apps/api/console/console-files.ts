import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ConsoleFile {
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  /** Its name carries the hash of what is in it. */
  readonly isForEver: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Scripts and styles are files of the console alone, none of them in a page; nothing is loaded from elsewhere, and no page frames it. */
export const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The built console, read once: what is asked for is looked up among its names, so that no path leads elsewhere. */
export class ConsoleFiles {
  readonly #files = new Map<string, ConsoleFile>();

  /** @param folder undefined where no console is served. @throws when the folder holds none */
  constructor(folder: string | undefined) {
    if (folder === undefined) return;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = types[path.extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      const name = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      const body = readFileSync(path.join(folder, name));
      this.#files.set(name, { type, body, gzipped: gzipSync(body, { level: 9 }), isForEver: name.startsWith('assets/') });
    }
    if (!this.#files.has('index.html')) throw new Error(`ARREARS_CONSOLE_DIR names ${folder}, where no built console is: node apps/console/build.mjs ${folder}`);
  }

  /** A file by its name below /console/; for the path of a screen, the page that shows every screen. */
  at(name: string): ConsoleFile | undefined {
    return this.#files.get(name) ?? (name.startsWith('assets/') ? undefined : this.#files.get('index.html'));
  }
}
