/** What every server of the local stack can do; tests use it to break things. */
export interface LocalServer {
  /** Undefined while it does not run, and when somebody else runs it. */
  readonly pid: number | undefined;
  readonly logFile: string | undefined;
  /** Kills it on the spot, as a power cut would. Resolves when it is gone. */
  kill9(): Promise<void>;
  /** Stops it if it runs, and starts it again on the same port with the same data. Resolves when it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export class ServerIsNotOurs extends Error {
  override readonly name = 'ServerIsNotOurs';
}

/** Stands for a server given by environment: it can be used, but neither killed nor restarted from here. */
export function notOurs(what: string): LocalServer {
  const message = `${what} was given by the environment; it is not ours to stop`;
  const refuse = () => Promise.reject(new ServerIsNotOurs(message));
  return { pid: undefined, logFile: undefined, kill9: refuse, restart: refuse, stop: () => Promise.resolve() };
}
