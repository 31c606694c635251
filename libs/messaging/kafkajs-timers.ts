import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

let isMended = false;

/**
 * kafkajs 2.2.4 looks for waiting requests on a timer that it sets again each time, with a negative delay while nothing
 * waits: a thousand wake-ups a second for every connection, and a warning from Node 24. Nothing waits, so nothing is
 * planned; a request that must wait plans its own look.
 */
export function keepTimersPositive(): void {
  if (isMended) return;
  isMended = true;
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const plan = RequestQueue.prototype.scheduleCheckPendingRequests;
  RequestQueue.prototype.scheduleCheckPendingRequests = function planIfNeeded(this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) plan.call(this);
  };
}
