import { Context } from '@temporalio/activity';

const heartbeatEveryMs = 2_000;

/** A page may wait for the lock of an account; that its worker lives is said all the while, so that a dead one is missed soon. */
export async function whileAlive<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beating = setInterval(() => context.heartbeat(), heartbeatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
