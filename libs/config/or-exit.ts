import { BadEnvironment } from './read-settings.ts';

/** For the start of an app: the settings, or every fault of them on standard error and the end of the process. */
export function settingsOrExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
