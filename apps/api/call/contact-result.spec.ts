import { isRefusal } from '../../../libs/kernel/because.ts';
import { shutOff } from '../../../test/support/stages.ts';
import type { Caller } from '../http/route.ts';
import { decideContact } from './contact-result.ts';
import type { ContactWish } from './contact.routes.ts';

const by: Caller = { subject: 'ann', utilityId: 'county', roles: ['specialist'] };

/** Thursday 2027-04-01, 09:00: the water was turned off, and $265.00 bring it back. */
function asksForWater(caller: ContactWish['caller'], identifiedBy: ContactWish['identifiedBy']) {
  const story = shutOff();
  story.given('2027-04-01 10:00', 'PersonNamed', { personId: 'p-1', role: 'owner', contact: { name: 'Olive Owner' } }).given('2027-04-01 10:00', 'PersonNamed', { personId: 'p-2', role: 'occupant', contact: { name: 'Tam Tenant' } });
  const wish: ContactWish = { channel: 'phone', caller, identifiedBy, covered: [], isNamed: false, said: 'asks for the water', result: { kind: 'restoration' } };
  const decided = decideContact(story.simulation.contextFor('A1'), story.case, wish, '1', by);
  if (isRefusal(decided)) throw new Error(decided.because.sentence);
  return decided;
}

describe('Who asks for the water back', () => {
  it.each([
    ['customer', ['last-payment']],
    ['owner', ['photo-id']],
    ['executor', ['letter-of-authority']],
  ] as const)('is told the amount as the %s, once it is clear who calls', (caller, identifiedBy) => {
    expect(asksForWater(caller, [...identifiedBy]).confirmed).toEqual({ amount: 26_500 });
  });

  it.each([
    ['customer', []],
    ['owner', []],
    ['executor', ['photo-id']],
    ['occupant', ['photo-id']],
    ['somebody-else', ['photo-id']],
  ] as const)('is told none as the %s by %j: it is taken down, and what is owed is the customer’s', (caller, identifiedBy) => {
    const { drafts, words, confirmed } = asksForWater(caller, [...identifiedBy]);
    expect([drafts.map(({ type }) => type), words, confirmed]).toEqual([['ContactLogged', 'RestorationRequested'], 'nothing', {}]);
  });
});
