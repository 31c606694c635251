import type { AccountEventData } from '../../libs/account/account.events.ts';

/** An ordinary household, as billing tells of it when its account opens. */
export function household(other: Partial<AccountEventData<'AccountOpened'>> = {}): AccountEventData<'AccountOpened'> {
  const customer = { name: 'A. Customer', mailingAddress: '1 Elm St', premiseAddress: '1 Elm St' };
  return { services: ['water', 'sewer'], customerClass: 'residential', valve: 'on', meterSerial: 'M-1', district: 'north', customer, ...other };
}
