import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose';
import { epochMilliseconds } from '../../../libs/calendar/days.ts';
import type { Instant } from '../../../libs/kernel/time.ts';

/** What a clearance says: this person may close this valve for this order, for some minutes. */
export interface Clearance {
  readonly clearanceId: string;
  readonly utilityId: string;
  readonly workOrderId: string;
  readonly meterSerial: string;
  readonly grantedTo: string;
  /** By the utility's clock, as everything about the case. */
  readonly grantedAt: Instant;
  readonly expiresAt: Instant;
}

export const clearanceIssuer = 'arrears';
export const clearanceAudience = 'arrears-field';

const algorithm = 'ES256';

/**
 * Signs clearances. Whoever has the published key can check one without asking, even where a crew has no network, and nobody
 * who can check one can make one.
 */
export class ClearanceSigner {
  readonly #key: KeyObject;
  /** What to check tokens with, to be published. */
  readonly publicKey: JWK & { readonly kid: string };

  private constructor(key: KeyObject, publicKey: JWK & { readonly kid: string }) {
    this.#key = key;
    this.publicKey = publicKey;
  }

  /** @param key a private key on P-256 */
  static async with(key: KeyObject): Promise<ClearanceSigner> {
    const publicKey = await exportJWK(createPublicKey(key));
    return new ClearanceSigner(key, { ...publicKey, kid: await calculateJwkThumbprint(publicKey), alg: algorithm, use: 'sig' });
  }

  /** The same clearance always has the same claims, and the same id: asked again, it is not a second one. */
  sign(clearance: Clearance): Promise<string> {
    const { clearanceId, utilityId, workOrderId, meterSerial, grantedTo, grantedAt, expiresAt } = clearance;
    return new SignJWT({ wo: workOrderId, meter: meterSerial, utility: utilityId })
      .setProtectedHeader({ alg: algorithm, typ: 'clearance+jwt', kid: this.publicKey.kid })
      .setIssuer(clearanceIssuer)
      .setAudience(clearanceAudience)
      .setSubject(grantedTo)
      .setJti(clearanceId)
      .setIssuedAt(seconds(grantedAt))
      .setExpirationTime(seconds(expiresAt))
      .sign(this.#key);
  }
}

function seconds(at: Instant): number {
  return Math.floor(epochMilliseconds(at) / 1_000);
}
