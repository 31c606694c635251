/** What worker, relay and replays share of Temporal. Workflow code imports nothing from here. */
export { connectWorker, lazyClient, TemporalNotReachable } from './connect.ts';
export { encryptingDataConverter } from './data-converter.ts';
export { EncryptingCodec, payloadKeyId, UnknownPayloadKey } from './payload-codec.ts';
