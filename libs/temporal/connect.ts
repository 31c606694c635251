import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';

/** Nobody answered at that address within the time that was given. */
export class TemporalNotReachable extends Error {
  constructor(address: string, seconds: number, cause: unknown) {
    super(`Temporal does not answer at ${address} (tried for ${seconds} s)`, { cause });
    this.name = 'TemporalNotReachable';
  }
}

const pauseMs = 500;

/** A worker's connection. Waits for a server that is still starting. @throws TemporalNotReachable */
export async function connectWorker(address: string, deadlineSeconds: number): Promise<NativeConnection> {
  const deadlineMs = performance.now() + deadlineSeconds * 1_000;
  for (;;) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      if (performance.now() + pauseMs > deadlineMs) throw new TemporalNotReachable(address, deadlineSeconds, error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** Left to itself, a lost connection is tried again after up to two minutes. */
const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 };

/** A client that connects when it is used, and again whenever the server is back. */
export function lazyClient(options: { address: string; namespace: string; dataConverter: DataConverter; identity?: string }): Client {
  const { address, namespace, dataConverter, identity } = options;
  return new Client({ connection: Connection.lazy({ address, channelArgs }), namespace, dataConverter, ...(identity && { identity }) });
}
