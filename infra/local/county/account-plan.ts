import type { AccountEventData } from '../../../libs/account/account.events.ts';
import { plusDays } from '../../../libs/calendar/days.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import type { County } from './county.ts';
import { districts, firstNames, lastNames, streets, trades } from './names.ts';
import { parcelFactsOf } from './parcels.ts';
import { payerWeights, payersOfCriticalCustomers, type PayerKind } from './payers.ts';
import { Random } from './random.ts';
import { states } from './states.ts';

type Facts = AccountEventData<'AccountOpened'>;
type CustomerClass = Facts['customerClass'];

/** An account of the sample county and how its payer behaves. */
export interface AccountPlan {
  readonly accountId: string;
  readonly payer: PayerKind;
  readonly openedOn: LocalDate;
  /** 0 to 3: which of the four billing cycles. */
  readonly cycle: number;
  readonly facts: Facts;
}

const cycles = 4;

const classWeights: Record<CustomerClass, number> = { residential: 930, commercial: 56, 'care-home': 8, hospital: 6 };

const premises = {
  'water and sewer': { weight: 820, services: ['water', 'sewer'], valve: 'on' },
  'water alone': { weight: 50, services: ['water'], valve: 'on' },
  'sewer alone': { weight: 110, services: ['sewer'], valve: 'none' },
  'already off': { weight: 20, services: ['water', 'sewer'], valve: 'off' },
} as const;
const premiseWeights = Object.fromEntries(
  Object.entries(premises).map(([name, { weight }]) => [name, weight]),
) as Record<keyof typeof premises, number>;

const movesInShare = 0.005;
const criticalTroubleShare = 0.35;

/** Opaque, of one length, and the same for an index however many accounts the county has. */
export function accountIdOf(index: number): string {
  return `A${100_001 + index}`;
}

/** One account, drawn from its own numbers: a larger county begins with the same accounts. */
export function planAccount(county: County, index: number): AccountPlan {
  const random = new Random(`${county.seed}/account/${index}`);
  const customerClass = random.weighted(classWeights);
  const isCritical = customerClass === 'hospital' || customerClass === 'care-home';
  const troubled = isCritical && random.chance(criticalTroubleShare);
  const movesIn = !isCritical && random.chance(movesInShare);
  return {
    accountId: accountIdOf(index),
    payer: random.weighted(troubled ? payersOfCriticalCustomers : payerWeights),
    openedOn: movesIn
      ? plusDays(county.startOn, random.between(10, 60))
      : plusDays(county.startOn, -random.between(20, 500)),
    cycle: index % cycles,
    facts: factsOf(county, index, customerClass, random),
  };
}

function factsOf(county: County, index: number, customerClass: CustomerClass, random: Random): Facts {
  const { services, valve } =
    premises[customerClass === 'residential' ? random.weighted(premiseWeights) : 'water and sewer'];
  const address = `${random.between(1, 2_400)} ${random.pick(streets)}, ${random.pick(states[county.state].towns)}, ${county.state}`;
  return {
    services: [...services],
    customerClass,
    valve,
    meterSerial: valve === 'none' ? null : `M${String(700_000 + index * 3)}`,
    district: random.pick(districts),
    ...languageOf(county, index),
    ...parcelFactsOf(county, index),
    customer: { name: nameOf(customerClass, random), mailingAddress: address, premiseAddress: address },
  };
}

/** Drawn from numbers of its own, so that a county where nobody was asked stays as it is. */
function languageOf(county: County, index: number): Pick<Facts, 'language'> {
  const { languages } = states[county.state];
  return languages === null ? {} : { language: new Random(`${county.seed}/language/${index}`).weighted(languages) };
}

function nameOf(customerClass: CustomerClass, random: Random): string {
  const lastName = random.pick(lastNames);
  switch (customerClass) {
    case 'residential':
      return `${random.pick(firstNames)} ${lastName}`;
    case 'commercial':
      return `${lastName} ${random.pick(trades)}`;
    case 'care-home':
      return `${lastName} House Care Home`;
    case 'hospital':
      return `${lastName} Memorial Hospital`;
  }
}
