import { standingHolds } from '../account/holds.ts';
import type { AccountState } from '../account/account.state.ts';
import { ledgerOf } from '../account/ledger.ts';
import type { Cents } from '../kernel/money.ts';
import type { SeasonContext } from './season-context.ts';
import type { RollLine } from './season.state.ts';

/** A charge for the unsecured roll: by the county's key of who owned the parcel when the notice went out. */
export interface UnsecuredCharge {
  readonly ownerKey: string;
  readonly parcelId: string;
  readonly amountCents: Cents;
  readonly lineId: string;
}

/**
 * What a bona fide buyer's parcel shed, before the list or after it (CA-TAXROLL-BFP): never more than is still owed, and nothing while a hold
 * stands on the account, since the roll is another way to collect (BK-STAY, GEN-HOLDS).
 */
export function unsecuredCharge({ authority, law, now }: SeasonContext, line: RollLine, account: AccountState): UnsecuredCharge | null {
  if (authority.bonaFide?.to !== 'unsecured-roll' || standingHolds(account, law, now).length > 0) return null;
  const left = line.status === 'excluded' ? line.exclusions.find(({ service, reason }) => service === null && reason === 'bona-fide-buyer') : null;
  const shedCents = left?.amountCents ?? (line.withdrawal?.to === undefined ? 0 : line.withdrawal.amountCents);
  const owedCents = ledgerOf(account, law).charges.reduce((sum, { openCents }) => sum + openCents, 0);
  const amountCents = Math.min(shedCents, owedCents);
  if (amountCents <= 0 || line.noticedOwner === null) return null;
  return { ownerKey: line.noticedOwner.ownerKey, parcelId: line.parcelId ?? '', amountCents, lineId: line.lineId };
}
