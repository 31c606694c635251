import type { OutgoingRecord } from './messaging.ts';

/** kafkajs makes one record batch of all records for a partition, and topics limit the bytes of a batch. */
const maxChunkBytes = 1_000_000;
const maxChunkRecords = 5_000;

/** What the broker adds to each record, generously. */
const overheadBytes = 100;

export function bytesOf({ key, value, headers }: OutgoingRecord): number {
  const ofHeaders = headers ? Object.entries(headers).reduce((sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(text) + 10, 0) : 0;
  return overheadBytes + sizeOf(key) + sizeOf(value) + ofHeaders;
}

function sizeOf(part: string | Buffer | null): number {
  return part === null ? 0 : Buffer.byteLength(part);
}

/** Cuts records into requests that a broker takes, in their order. A larger record stands alone. */
export function* requestChunks(records: readonly OutgoingRecord[]): Generator<readonly OutgoingRecord[]> {
  let chunk: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = bytesOf(record);
    if (chunk.length > 0 && (bytes + size > maxChunkBytes || chunk.length === maxChunkRecords)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
