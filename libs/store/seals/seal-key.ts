import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, compactVerify, errors, exportJWK, type JWK } from 'jose';
import { recordText, type SealRecord } from './seal.ts';

const algorithm = 'EdDSA';
const type = 'arrears-seal+json';

export type PublishedKey = JWK & { readonly kid: string };

/** As a JSON Web Key, named by its thumbprint (RFC 7638): for whoever checks seals. @param key Ed25519, public or private */
export async function publishedKey(key: KeyObject): Promise<PublishedKey> {
  const jwk = await exportJWK(key.type === 'private' ? createPublicKey(key) : key);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: algorithm, use: 'sig' };
}

/** Signs records. The same record under the same key is the same text. */
export class SealSigner {
  readonly #key: KeyObject;
  readonly #kid: string;

  private constructor(key: KeyObject, kid: string) {
    this.#key = key;
    this.#kid = kid;
  }

  /** @param key a private Ed25519 key */
  static async with(key: KeyObject): Promise<SealSigner> {
    return new SealSigner(key, (await publishedKey(key)).kid);
  }

  sign(record: SealRecord): Promise<string> {
    return new CompactSign(Buffer.from(recordText(record))).setProtectedHeader({ alg: algorithm, typ: type, kid: this.#kid }).sign(this.#key);
  }
}

/** The record in a seal, whoever signed it. @throws when it is no seal at all */
export function recordIn(seal: string): SealRecord {
  const record = JSON.parse(Buffer.from(seal.split('.')[1] ?? '', 'base64url').toString('utf8')) as SealRecord;
  if (record.schema !== 1) throw new TypeError(`A seal of schema ${String(record.schema)} cannot be read`);
  return record;
}

/** Why a seal was not signed by one of these keys; null when it was. */
export async function signatureFault(seal: string, keys: readonly KeyObject[]): Promise<string | null> {
  for (const key of keys) {
    try {
      await compactVerify(seal, key, { algorithms: [algorithm] });
      return null;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return 'none of the keys at hand signed it';
}
