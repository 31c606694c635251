import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { EncryptingCodec } from './payload-codec.ts';

const failureConverterPath = path.join(path.dirname(fileURLToPath(import.meta.url)), 'failure-converter.cjs');

/** How values become what Temporal stores. Worker, clients and replays must use the same. */
export function encryptingDataConverter(...keys: [Uint8Array, ...Uint8Array[]]): DataConverter {
  return { payloadCodecs: [new EncryptingCodec(keys)], failureConverterPath };
}
