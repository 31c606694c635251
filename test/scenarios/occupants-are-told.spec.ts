import type { AccountEventData } from '../../libs/account/account.events.ts';
import { lettersToVoid, openObligations } from '../../libs/case/obligations.ts';
import type { CaseState } from '../../libs/case/case.state.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const units = ['unit-1', 'unit-2', 'unit-3', 'unit-4'];
type Tenancy = NonNullable<AccountEventData<'AccountOpened'>['tenancy']>;

/** A landlord whose notice is mailed on 2027-06-10, as in scenario 7. */
function landlord(under = 'CA-998@2', tenancy: Partial<Tenancy> = {}, mailed = true): Story {
  const story = new Story({ under, account: { tenancy: { dwelling: 'master-meter', units, ...tenancy } } }).bill('2027-04-14', '2027-05-05', 124_000, 'B1').until('2027-06-09');
  return mailed ? story.mailed('2027-06-10 10:00', 'A1.1.n1') : story;
}

const city = (tenancy: Partial<Tenancy> = {}) => landlord('CA-998-CITY@1', { monthlyCostCents: 18_450, ...tenancy });

function delivered(story: Story, on: string, more: { readonly to?: readonly string[]; readonly first?: number; readonly postedOnDoor?: boolean } = {}): Story {
  const { to = units, first = 1, postedOnDoor = false } = more;
  for (const [index, unitId] of to.entries()) story.given(`${on} 11:00`, 'OccupantNoticeDelivered', { unitId, deliveredOn: localDate(on), proof: `photo-${unitId}`, postedOnDoor, noticeId: `A1.1.o${first + index}` });
  return story;
}

const letters = (story: Story) => openObligations(story.case as CaseState, story.law).filter(({ kind }) => kind === 'letter').map(({ key }) => key);
const toVoid = (story: Story) => lettersToVoid(story.case as CaseState, story.account, story.law).map(({ key }) => key);

/** Tagged in time for the first day on which the shut-off may be. */
function shutOffOrderedOn(story: Story, through: string): string | undefined {
  for (const day of story.days(story.simulation.now.slice(0, 10), through)) {
    story.at(`${day} 12:00`);
    const order = story.case?.status === 'door-tag-ordered' ? story.last('DoorTagOrdered') : undefined;
    if (order) story.tagged(`${day} 13:00`, order.data.workOrderId);
  }
  return story.last('ShutOffOrdered')?.data.onDay;
}

describe('The occupants behind an owner\'s account are told by Arrears itself (CA-998-TENANT)', () => {
  it('when the notice to the owner is mailed: one letter a unit, in the six languages, naming a lawful day', () => {
    const story = landlord();
    expect(story.since('2027-06-10')).toEqual(['2027-06-10 NoticeConfirmed', '2027-06-10 OccupantNoticesOrdered']);
    expect(story.last('OccupantNoticesOrdered')?.data).toMatchObject({
      notices: units.map((unitId, index) => ({ noticeId: `A1.1.o${index + 1}`, unitId })),
      deliverBy: 'letter',
      // Due 2027-05-05 and 61 days: a Monday that observes Independence Day; the office is open on the next.
      shutOffOn: '2027-07-06',
      document: 'occupant-notice',
      languages: ['en', 'es', 'zh-Hant', 'tl', 'vi', 'ko'],
      contains: expect.arrayContaining(['occupant-rights', 'shut-off-date', 'phone']),
    });
    expect(story.rulesOf('OccupantNoticesOrdered')).toContain('CA-998-TENANT');
    expect(letters(story)).toEqual(['A1.1.o1', 'A1.1.o2', 'A1.1.o3', 'A1.1.o4']);
  });

  it('not before the owner\'s notice is mailed, and not where the customer lives there', () => {
    expect(landlord('CA-998@2', {}, false).all('OccupantNoticesOrdered')).toEqual([]);
    const athome = new Story({ under: 'CA-998@2' }).bill('2027-04-14', '2027-05-05', 124_000, 'B1').until('2027-06-09').mailed('2027-06-10 10:00', 'A1.1.n1');
    expect(athome.all('OccupantNoticesOrdered')).toEqual([]);
  });

  it('nor in a county whose law asks for nothing of the kind', () => {
    const story = new Story({ account: { tenancy: { dwelling: 'master-meter', units } } }).bill('2027-04-14', '2027-05-05', 124_000, 'B1').until('2027-05-30').mailed('2027-05-30 10:00', 'A1.1.n1').until('2027-06-20');
    expect(story.all('OccupantNoticesOrdered')).toEqual([]);
    expect(story.all('DoorTagOrdered')).toHaveLength(1);
  });

  it('delivered to the last unit on 2027-08-03, the water is shut off on 2027-08-13 and not before', () => {
    const story = delivered(landlord(), '2027-08-03');
    expect(story.all('OccupantNoticeConfirmed').map(({ data }) => data)).toEqual(units.map((unitId, index) => ({ noticeId: `A1.1.o${index + 1}`, unitId, deliveredOn: '2027-08-03' })));
    expect(letters(story)).toEqual([]);
    expect(shutOffOrderedOn(story, '2027-08-20')).toBe('2027-08-13');
  });

  it('nor ever while one unit has none, whose letter stays open', () => {
    const story = delivered(landlord(), '2027-08-03', { to: units.slice(0, 3) });
    expect(letters(story)).toEqual(['A1.1.o4']);
    expect(shutOffOrderedOn(story, '2027-08-20')).toBeUndefined();
  });

  it('a delivery that is told without an id counts for its unit', () => {
    const story = landlord().given('2027-06-14 11:00', 'OccupantNoticeDelivered', { unitId: 'unit-2', deliveredOn: localDate('2027-06-14'), proof: 'signature' });
    expect(letters(story)).toEqual(['A1.1.o1', 'A1.1.o3', 'A1.1.o4']);
  });

  it('one of before the notice was ordered is none: the days begin with the letter', () => {
    const story = landlord();
    story.given('2027-06-14 11:00', 'OccupantNoticeDelivered', { unitId: 'unit-1', deliveredOn: localDate('2027-06-09'), proof: 'p', noticeId: 'A1.1.o1' });
    expect(story.whatHolds('shut-off')).toContainEqual(expect.stringContaining('No notice with proof was delivered to the occupants of unit-1, unit-2, unit-3, unit-4.'));
    expect(letters(story)).toContain('A1.1.o1');
  });

  it('a unit that is named later is told then, and the shut-off waits for it', () => {
    const story = delivered(landlord(), '2027-06-14').given('2027-06-21 09:00', 'AccountChanged', { tenancy: { dwelling: 'master-meter', units: [...units, 'unit-5'] } });
    expect(story.last('OccupantNoticesOrdered')?.data.notices).toEqual([{ noticeId: 'A1.1.o5', unitId: 'unit-5' }]);
    expect(shutOffOrderedOn(delivered(story, '2027-07-02', { to: ['unit-5'], first: 5 }), '2027-07-20')).toBe('2027-07-12');
  });

  it('what they were told with a notice to the owner that has lapsed is spent with it: the next one is told of anew', () => {
    const story = delivered(landlord(), '2027-06-14').pays('2027-06-15 10:00', 123_000).bill('2027-10-04', '2027-10-25', 60_000, 'B2').until('2027-12-06');
    expect(story.all('NoticeWithdrawn')).toHaveLength(1);
    story.mailed('2027-12-07 10:00', 'A1.1.n2');
    expect(story.since('2027-12-07')).toEqual(['2027-12-07 NoticeConfirmed', '2027-12-07 OccupantNoticesOrdered']);
    expect(story.last('OccupantNoticesOrdered')?.data.notices.map(({ noticeId }) => noticeId)).toEqual(['A1.1.o5', 'A1.1.o6', 'A1.1.o7', 'A1.1.o8']);
    expect(story.until('2027-12-30').whatHolds('shut-off').join(' ')).toContain('No notice with proof was delivered to the occupants of unit-1, unit-2, unit-3, unit-4.');
  });

  describe('in a city, behind a master meter (PUC 10009.1)', () => {
    it('a notice is posted on each door, with the monthly cost and the address of legal aid, and 15 days pass', () => {
      const story = city();
      expect(story.last('OccupantNoticesOrdered')?.data).toMatchObject({ deliverBy: 'posting', monthlyCostCents: 18_450, contains: expect.arrayContaining(['monthly-cost', 'legal-aid']) });
      expect(shutOffOrderedOn(delivered(story, '2027-08-03', { postedOnDoor: true }), '2027-08-20')).toBe('2027-08-18');
    });

    it('handed over and not posted, it stays open', () => {
      const story = delivered(city(), '2027-08-03');
      expect(letters(story)).toHaveLength(4);
      expect(shutOffOrderedOn(story, '2027-08-20')).toBeUndefined();
    });

    it('while billing has not said what the service costs nothing is sent, since the notice would lack it', () => {
      const story = landlord('CA-998-CITY@1');
      expect(story.all('OccupantNoticesOrdered')).toEqual([]);
      expect(story.whatHolds('occupant-notice')).toEqual([expect.stringMatching(/^CA-998-TENANT: .* lacks monthly-cost\.$/)]);
      story.given('2027-06-14 09:00', 'AccountChanged', { tenancy: { dwelling: 'master-meter', units, monthlyCostCents: 20_000 } });
      expect(story.since('2027-06-14')).toEqual(['2027-06-14 OccupantNoticesOrdered']);
    });

    it('with meters of their own a letter is enough, without the cost', () => {
      expect(city({ dwelling: 'individual-meters', monthlyCostCents: undefined }).last('OccupantNoticesOrdered')?.data).toMatchObject({ deliverBy: 'letter' });
    });
  });

  describe('what protects the household takes them back', () => {
    const disputed = () => delivered(landlord(), '2027-06-11', { to: ['unit-1'] }).given('2027-06-14 09:00', 'DisputeOpened', { disputeId: 'D1' });

    it('those that are open alone, and their printer voids them', () => {
      const story = disputed();
      expect(story.since('2027-06-14')).toEqual(['2027-06-14 OccupantNoticesWithdrawn', '2027-06-14 CollectionHeld']);
      expect(story.last('OccupantNoticesWithdrawn')?.data.noticeIds).toEqual(['A1.1.o2', 'A1.1.o3', 'A1.1.o4']);
      expect(story.rulesOf('OccupantNoticesWithdrawn')).toEqual(['GEN-HOLDS']);
      expect([letters(story), toVoid(story)]).toEqual([[], ['A1.1.o2', 'A1.1.o3', 'A1.1.o4']]);
    });

    it('after it they are ordered anew, for the units that have none', () => {
      const story = disputed().given('2027-06-21 09:00', 'DisputeSettled', { disputeId: 'D1', outcome: 'the bill stands' });
      expect(story.last('OccupantNoticesOrdered')?.data.notices.map(({ noticeId, unitId }) => `${noticeId} ${unitId}`)).toEqual(['A1.1.o5 unit-2', 'A1.1.o6 unit-3', 'A1.1.o7 unit-4']);
    });

    it('one that is delivered all the same leaves nothing to void', () => {
      expect(toVoid(delivered(disputed(), '2027-06-15', { to: ['unit-2'], first: 2 }))).toEqual(['A1.1.o3', 'A1.1.o4']);
    });

    it('a payment in full takes them back with the case', () => {
      const story = landlord().pays('2027-06-14 10:00', 124_000);
      expect(story.since('2027-06-14')).toEqual(['2027-06-14 OccupantNoticesWithdrawn', '2027-06-14 CaseClosed']);
      expect(toVoid(story)).toHaveLength(4);
    });

    it('a notice to the owner that comes back takes them with it', () => {
      const story = landlord().given('2027-06-14 09:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'moved' });
      expect(story.since('2027-06-14')).toEqual(['2027-06-14 NoticeWithdrawn', '2027-06-14 ReviewNeeded']);
      expect([letters(story), toVoid(story)]).toEqual([[], ['A1.1.o1', 'A1.1.o2', 'A1.1.o3', 'A1.1.o4']]);
    });

    it('a breaker that tripped lets none out, and its reset does', () => {
      const story = landlord('CA-998@2', {}, false).breakers('2027-06-10 09:00', 'notices').mailed('2027-06-10 10:00', 'A1.1.n1').until('2027-06-12');
      expect(story.all('OccupantNoticesOrdered')).toEqual([]);
      expect(story.breakers('2027-06-14 09:00').all('OccupantNoticesOrdered')).toHaveLength(1);
    });
  });
});
