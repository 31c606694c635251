import type { AccountEventData } from '../../../libs/account/account.events.ts';
import { daysBetween, plusDays } from '../../../libs/calendar/days.ts';
import { localDate, type LocalDate } from '../../../libs/kernel/time.ts';
import type { RollRecord } from '../../../libs/tax-roll/index.ts';
import type { AccountPlan } from './account-plan.ts';
import type { County } from './county.ts';
import { Random } from './random.ts';
import type { State } from './states.ts';

type Contract = NonNullable<AccountEventData<'AccountOpened'>['contract']>;

/** Of 100 accounts: with whom the contract was made. */
const contractWeights: Record<Contract | 'unknown', number> = { 'owner-occupant': 76, owner: 8, tenant: 13, unknown: 3 };
const shares = { withoutParcel: 0.03, unknownToCounty: 0.02, onNeighboursParcel: 0.02, transferred: 0.04, bonaFide: 0.5, leavesToTheRoll: 0.7 } as const;
const landlords = 12;
const firstConveyance = localDate('1988-03-01');

/** How the county numbers a parcel. */
const parcelNumber: Record<State, (index: number) => string> = {
  OH: (index) => `33-${20_000 + index}.000`,
  CA: (index) => `0${41 + Math.floor(index / 900)}-${100 + (index % 900)}-000`,
};

interface Deed {
  /** As the utility has it on file; null where nobody wrote it down. */
  readonly parcelId: string | null;
  readonly contract: Contract | null;
  readonly isKnownToCounty: boolean;
  readonly ownerKey: string;
  readonly sinceOn: LocalDate;
  /** Who buys it while the season's notices are out. */
  readonly buyer: { readonly ownerKey: string; readonly afterShare: number; readonly bonaFide: boolean } | null;
}

/** Drawn from numbers of its own, so that everything else about the county stays as it is. */
function deedOf({ seed, state, startOn }: Pick<County, 'seed' | 'state' | 'startOn'>, index: number): Deed {
  const random = new Random(`${seed}/parcel/${index}`);
  const contract = random.weighted(contractWeights);
  const isOnNeighbours = index > 0 && random.chance(shares.onNeighboursParcel);
  const parcelId = random.chance(shares.withoutParcel) ? null : parcelNumber[state](isOnNeighbours ? index - 1 : index);
  const isKnownToCounty = !random.chance(shares.unknownToCounty);
  const ownerKey = contract === 'owner' || contract === 'tenant' ? `L${random.between(1, landlords) + 100}` : `${500_000 + index}`;
  const sinceOn = plusDays(firstConveyance, random.between(0, daysBetween(firstConveyance, startOn) - 400));
  const isSold = random.chance(shares.transferred);
  const buyer = { ownerKey: `${800_000 + index}`, afterShare: random.share(), bonaFide: random.chance(shares.bonaFide) };
  return { parcelId, contract: contract === 'unknown' ? null : contract, isKnownToCounty, ownerKey, sinceOn, buyer: isSold ? buyer : null };
}

/** What the utility knows of an account's parcel and contract. */
export function parcelFactsOf(county: County, index: number): Pick<AccountEventData<'AccountOpened'>, 'parcelId' | 'contract'> {
  const { parcelId, contract } = deedOf(county, index);
  return { ...(contract === null ? {} : { contract }), ...(parcelId === null ? {} : { parcelId }) };
}

/** The county's file of owners of that day: a record a parcel. Some change hands between the notice to the owner and the extraction. */
export function ownersOn(county: County, on: LocalDate): RollRecord[] {
  const records = new Map<string, RollRecord>();
  for (let index = 0; index < county.accounts; index += 1) {
    const { parcelId, isKnownToCounty, ownerKey, sinceOn, buyer } = deedOf(county, index);
    if (parcelId === null || !isKnownToCounty || records.has(parcelId)) continue;
    const soldOn = buyer === null ? null : soldOnOf(county, buyer.afterShare);
    const isSold = soldOn !== null && soldOn <= on;
    records.set(parcelId, { parcelId, ownerKey: isSold && buyer ? buyer.ownerKey : ownerKey, sinceOn: isSold && soldOn ? soldOn : sinceOn, bonaFide: isSold && buyer?.bonaFide ? 'yes' : 'no' });
  }
  return [...records.values()];
}

function soldOnOf({ season }: County, afterShare: number): LocalDate | null {
  if (season === null) return null;
  const { candidatesOn, frozenOn } = season.days;
  return plusDays(candidatesOn, 2 + Math.floor(afterShare * (daysBetween(candidatesOn, frozenOn) - 2)));
}

/** How long before the candidates are drawn up who leaves a bill to the roll stops paying; it covers what an authority wants unpaid. */
const stopsBeforeDays = 110;

/** Where no valve can be closed, or it is closed already, most owners let the last bills go to the tax bill. */
export function leavesToTheRoll(county: County, { accountId, facts }: AccountPlan, dueOn: LocalDate): boolean {
  if (county.season === null || facts.valve === 'on' || dueOn < plusDays(county.season.days.candidatesOn, -stopsBeforeDays)) return false;
  return new Random(`${county.seed}/leaves/${accountId}`).chance(shares.leavesToTheRoll);
}
