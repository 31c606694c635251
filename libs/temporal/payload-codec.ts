import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const encrypted = 'binary/encrypted';

/** A payload that was encrypted with a key which this process does not have. */
export class UnknownPayloadKey extends Error {
  constructor(keyId: string) {
    super(`A payload was encrypted with key ${keyId}, which is not among the keys of this process`);
    this.name = 'UnknownPayloadKey';
  }
}

/** Names a key without saying anything about it. */
export function payloadKeyId(key: Uint8Array): string {
  return createHash('sha256').update('arrears payload key').update(key).digest('hex').slice(0, 16);
}

/** Encrypts whatever Temporal stores: ids, answers, failures. The key's id stands beside it, so that keys can be changed. */
export class EncryptingCodec implements PayloadCodec {
  readonly #current: Uint8Array;
  readonly #currentId: string;
  readonly #keys: ReadonlyMap<string, Uint8Array>;

  /** @param keys 32 bytes each; the first encrypts, all of them decrypt */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    this.#current = keys[0];
    this.#currentId = payloadKeyId(keys[0]);
    this.#keys = new Map(keys.map((key) => [payloadKeyId(key), key]));
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#encrypt(payload));
  }

  /** What is not encrypted passes: other clients may have put it there. @throws UnknownPayloadKey */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => (textOf(payload.metadata?.['encoding']) === encrypted ? this.#decrypt(payload) : payload));
  }

  #encrypt(payload: Payload): Payload {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#current, nonce).setAAD(Buffer.from(this.#currentId));
    const body = Buffer.concat([cipher.update(serialized(payload)), cipher.final()]);
    return {
      metadata: { encoding: Buffer.from(encrypted), 'encryption-key-id': Buffer.from(this.#currentId) },
      data: Buffer.concat([nonce, cipher.getAuthTag(), body]),
    };
  }

  #decrypt({ metadata, data }: Payload): Payload {
    const keyId = textOf(metadata?.['encryption-key-id']);
    const key = this.#keys.get(keyId);
    if (!key) throw new UnknownPayloadKey(keyId);
    const bytes = Buffer.from(data ?? []);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(keyId));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return parsed(Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]));
  }
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

interface Serialized {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: string | null;
}

function serialized({ metadata, data }: Payload): Buffer {
  const text: Serialized = {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')])),
    data: data ? Buffer.from(data).toString('base64') : null,
  };
  return Buffer.from(JSON.stringify(text));
}

function parsed(bytes: Buffer): Payload {
  const { metadata, data } = JSON.parse(bytes.toString('utf8')) as Serialized;
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    ...(data !== null && { data: Buffer.from(data, 'base64') }),
  };
}
