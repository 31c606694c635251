import { accountEventSchemas, type AccountEventData } from '../../libs/account/account.events.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import { localDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { household } from '../support/household.ts';
import { Story, local } from '../support/story.ts';

const units = ['unit-1', 'unit-2', 'unit-3', 'unit-4'];
type Dwelling = NonNullable<AccountEventData<'AccountOpened'>['tenancy']>['dwelling'];
const zone = 'America/Los_Angeles';

/** A landlord owes $1,240.00 since 2027-05-05, 90 days on 2027-08-03; four units, which cannot be shut off separately. */
function landlord(dwelling: Dwelling = 'master-meter', under = 'CA-998@2', pack?: (pack: Law['pack']) => Law['pack']): Story {
  const story = new Story({ under, account: { tenancy: { dwelling, units } }, ...(pack ? { pack } : {}) });
  return story.bill('2027-04-14', '2027-05-05', 124_000, 'B1').until('2027-06-09').mailed('2027-06-10 10:00', 'A1.1.n1');
}

function noticed(story: Story, to: readonly string[] = units, postedOnDoor = false): Story {
  for (const unitId of to) story.given('2027-08-03 11:00', 'OccupantNoticeDelivered', { unitId, deliveredOn: localDate('2027-08-03'), proof: `photo-${unitId}`, postedOnDoor });
  return story;
}

const offers = (story: Story) => story.given('2027-08-09 10:00', 'OccupantOffered', { offerId: 'OO1', unitId: 'unit-2', proof: 'rent-record', evidence: 'scan-1' });

/** Accepted: the new account is opened by billing, from the changeover read. */
function accepted(): Story {
  const story = offers(noticed(landlord())).given('2027-08-09 15:00', 'OccupantOfferAccepted', { offerId: 'OO1', newAccountId: 'A2', changeoverReading: 1_204 });
  const opened = household({ takenOverFrom: { accountId: 'A1', changeoverReading: 1_204 } });
  story.simulation.take({ kind: 'fact', accountId: 'A2', event: { type: 'AccountOpened', id: 'a2#1', effectiveAt: local('2027-08-09 15:00', zone), recordedAt: local('2027-08-09 15:00', zone), data: opened } });
  return story;
}

const tenants = (story: Story) => story.simulation.accounts.get('A2')?.folded.state as Story['account'];

/** Posted in time for the first day on which the shut-off may be. */
function plannedDay(story: Story): string | undefined {
  story.at('2027-08-06 09:00');
  for (let day = 6; day <= 20 && story.all('DoorTagOrdered').length === 0; day += 1) story.at(`2027-08-${String(day).padStart(2, '0')} 12:00`);
  const order = story.last('DoorTagOrdered');
  if (order) story.tagged(`${order.data.onDay} 13:00`, order.data.workOrderId);
  return story.last('ShutOffPlanned')?.data.onDay;
}

describe("7. Landlord's account, four-unit master meter", () => {
  it('nothing is posted or shut off while the occupants have no notice', () => {
    expect(landlord().until('2027-08-20').since('2027-06-11')).toEqual([]);
    expect(landlord().at('2027-08-03 10:00').whatHolds('shut-off')).toContain('CA-998-TENANT: No notice with proof was delivered to the occupants of unit-1, unit-2, unit-3, unit-4.');
  });

  it('delivered 2027-08-03: no shut-off before 2027-08-13', () => {
    expect(plannedDay(noticed(landlord()))).toBe('2027-08-13');
  });

  it('one unit without its notice is enough to bar it', () => {
    expect(plannedDay(noticed(landlord(), units.slice(1)))).toBeUndefined();
  });

  it('on 2027-08-09 a tenant offers to answer for later charges, with a record of rent paid: the shut-off waits for the answer', () => {
    const story = offers(noticed(landlord())).until('2027-08-20');
    expect(story.last('CollectionHeld')?.data.holds).toEqual([{ kind: 'tenant', evidence: 'OO1' }]);
    expect(story.rulesOf('CollectionHeld')).toEqual(['CA-998-TENANT']);
    expect(story.all('ShutOffOrdered')).toEqual([]);
  });

  it('accepted: the service continues, under a new account at zero from the changeover read', () => {
    const story = accepted().until('2027-12-31');
    expect(story.all('ShutOffOrdered')).toEqual([]);
    expect(story.account.valve).toBe('on');
    expect(tenants(story).takenOverFrom).toEqual({ accountId: 'A1', changeoverReading: 1_204 });
    expect(ledgerOf(tenants(story), story.law).balanceCents).toBe(0);
  });

  it('the $1,240.00 stay on the landlord and are never moved, by whatever name', () => {
    const story = accepted();
    const moved = { transferId: 'T1', fromAccountId: 'A2', toAccountId: 'A1', amountCents: 124_000 };
    const event = { type: 'CreditTransferred', id: 'a2#2', effectiveAt: local('2027-08-20 10:00', zone), recordedAt: local('2027-08-20 10:00', zone), data: moved } as const;
    story.simulation.take({ kind: 'fact', accountId: 'A2', event });
    expect(ledgerOf(tenants(story), story.law).balanceCents).toBe(0);
    expect(story.balanceCents).toBe(124_000);
  });

  it('a transfer to another account than the one taken over is one', () => {
    const story = accepted();
    const data = { transferId: 'T1', fromAccountId: 'A2', toAccountId: 'A3', amountCents: 500 };
    story.simulation.take({ kind: 'fact', accountId: 'A2', event: { type: 'CreditTransferred', id: 'a2#2', effectiveAt: local('2027-08-20 10:00', zone), recordedAt: local('2027-08-20 10:00', zone), data } });
    expect(ledgerOf(tenants(story), story.law).balanceCents).toBe(500);
  });

  it('refused, the reason must be stored, and collection goes on with a fresh notice', () => {
    const story = offers(noticed(landlord())).given('2027-08-10 09:00', 'OccupantOfferRefused', { offerId: 'OO1', reason: 'nobody of that name lives there' });
    expect(story.since('2027-08-10')).toEqual(['2027-08-10 CollectionResumed', '2027-08-10 NoticeOrdered']);
    expect(story.account.occupantOffers[0]?.refusedBecause).toBe('nobody of that name lives there');
    expect(accountEventSchemas.OccupantOfferRefused.safeParse({ offerId: 'OO1' }).success).toBe(false);
    expect(accountEventSchemas.OccupantOfferRefused.safeParse({ offerId: 'OO1', reason: '' }).success).toBe(false);
  });

  describe('By other rules of notice', () => {
    const city = 'CA-998-CITY@1';
    const with7Days = (pack: Law['pack']) => JSON.parse(JSON.stringify(pack).replaceAll('{"days":10,"rule":"CA-998-TENANT"}', '{"days":10,"singleFamilyDays":7,"rule":"CA-998-TENANT"}')) as Law['pack'];

    it('a city master meter wants 15 days and a posting on each door (PUC 10009.1)', () => {
      expect(plannedDay(noticed(landlord('master-meter', city), units, true))).toBe('2027-08-18');
      expect(plannedDay(noticed(landlord('master-meter', city)))).toBeUndefined();
    });

    it('a single-family home 7 days, where the pack says so', () => {
      expect(plannedDay(noticed(landlord('single-family', 'CA-998@2', with7Days)))).toBe('2027-08-10');
      expect(plannedDay(noticed(landlord('single-family')))).toBe('2027-08-13');
    });

    it('meters of their own 10 days', () => {
      expect(plannedDay(noticed(landlord('individual-meters', city)))).toBe('2027-08-13');
    });
  });

  it('a notice that was delivered for a debt that is paid says nothing of the next one', () => {
    const story = noticed(landlord()).pays('2027-08-04 10:00', 124_000).bill('2027-08-05', '2027-08-26', 20_000, 'B2').until('2027-12-01');
    expect(story.whatHolds('shut-off').some((line) => line.startsWith('CA-998-TENANT'))).toBe(true);
  });
});
