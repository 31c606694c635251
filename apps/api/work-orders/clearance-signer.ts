import { SignJWT } from 'jose';
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

/** Signs clearances. Whoever holds the key can check one without asking, even where a crew has no network. */
export class ClearanceSigner {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** The same clearance always has the same token: asked again, it is not a second one. */
  sign(clearance: Clearance): Promise<string> {
    const { clearanceId, utilityId, workOrderId, meterSerial, grantedTo, grantedAt, expiresAt } = clearance;
    return new SignJWT({ wo: workOrderId, meter: meterSerial, utility: utilityId })
      .setProtectedHeader({ alg: 'HS256', typ: 'clearance+jwt' })
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
