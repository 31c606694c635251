import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const told = ['policy-offer', 'arrangement-options', 'review-and-appeal', 'shut-off-warning'];

function called(under: string): Story {
  const story = new Story({ under }).bill('2027-02-08', '2027-03-01', 12_000).at('2027-04-02 09:00');
  return story.given('2027-04-02 10:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'customer', covered: told }).at('2027-04-20 12:00');
}

describe('A call that covered all that the Act asks for', () => {
  it('is the contact of a mutual water company, which needs no letter besides (CA-998-NOTICE-7BD)', () => {
    expect(called('CA-998-MUTUAL@1').told).toContain('2027-04-05 NoticeGivenByPhone');
  });

  it.each(['CA-998@1', 'CA-998@2', 'CA-998-CITY@1'])('does not stand in place of the notice that a district or a city has to mail (CA-15D): %s', (under) => {
    const story = called(under);
    expect(story.told).toContain('2027-04-05 NoticeOrdered');
    expect(story.told.join()).not.toMatch(/NoticeGivenByPhone|ShutOffPlanned/);
  });
});

describe('A call before the case began anew', () => {
  /** The letter is in the post, partly paid by check, and then the customer is told everything by telephone as well. */
  const toldBeside = () => {
    const story = new Story({ under: 'CA-998-MUTUAL@1' }).bill('2027-02-08', '2027-03-01', 12_000).at('2027-04-06 09:00').pays('2027-04-06 09:30', 2_000, 'P1', 'check');
    story.mailed('2027-04-06 15:00', 'A1.1.n1');
    return story.given('2027-04-08 10:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'customer', covered: told });
  };
  const anew: Record<string, (story: Story) => Story> = {
    'a payment was returned (OP-NSF)': (story) => story.given('2027-04-12 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }),
    'a petition was dismissed (BK-DISMISS)': (story) =>
      story.given('2027-04-12 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] }).given('2027-04-14 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] }),
    'a person took the case back to its notice': (story) => story.person('2027-04-12 10:00', { type: 'RewindCase', reason: 'asked for by counsel', to: 'notice' }),
  };

  it.each(Object.keys(anew))('is no notice of what comes after: %s', (what) => {
    const story = (anew[what] as (typeof anew)[string])(toldBeside()).at('2027-04-20 12:00');
    expect(story.all('NoticeGivenByPhone')).toEqual([]);
    expect(story.all('NoticeOrdered')).toHaveLength(2);
    expect(story.since('2027-04-12').filter((line) => line.includes('ShutOffPlanned'))).toEqual([]);
  });

  it('one made since is', () => {
    const story = (anew['a payment was returned (OP-NSF)'] as (typeof anew)[string])(toldBeside());
    story.given('2027-04-13 10:00', 'ContactLogged', { contactId: 'call-2', channel: 'phone', outcome: 'told', spokeWith: 'customer', covered: told });
    expect(story.last('NoticeGivenByPhone')?.data).toMatchObject({ contactId: 'call-2', onDay: localDate('2027-04-13') });
  });
});
