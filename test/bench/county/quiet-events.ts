import { localDateOf, plusDays } from '../../../libs/calendar/days.ts';
import type { CloudEvent } from '../../../libs/contracts/index.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { eventOf } from './cast.ts';
import { law } from './county-world.ts';
import type { NextFact } from './courses.ts';

const { zone } = law.calendar;

/** What a county says most of the time: bills and payments of accounts that nobody pursues. */
export function quietEvents(utilityId: string, accountIds: readonly string[], count: number, nowAt: Instant): CloudEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const accountId = accountIds[index % accountIds.length] as string;
    const turn = Math.floor(index / accountIds.length);
    return eventOf(utilityId, accountId, quietFact(accountId, turn, index, nowAt), turn, nowAt);
  });
}

/** Forty-five bills, fifty payments and five of other kinds in a hundred, as in a county. */
function quietFact(accountId: string, turn: number, index: number, nowAt: Instant): NextFact {
  const lot = (index * 37) % 100;
  const today = localDateOf(nowAt, zone);
  if (lot < 45) {
    const lines = [{ service: 'water', amountCents: 4_000 + lot }, { service: 'sewer', amountCents: 6_000 + lot }] as const;
    return { type: 'BillIssued', data: { billId: `${accountId}-next-${turn}`, billedOn: today, dueOn: plusDays(today, 21), lines: [...lines] } };
  }
  if (lot < 95) return { type: 'PaymentReceived', data: { paymentId: `${accountId}-paid-${turn}`, amountCents: 9_000 + lot, tender: 'ach', channel: 'online' } };
  return { type: 'ContactLogged', data: { contactId: `${accountId}-contact-${turn}`, channel: 'phone', outcome: 'spoke' } };
}
