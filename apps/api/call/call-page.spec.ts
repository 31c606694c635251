import { isOpen } from '../../../libs/case/advance.ts';
import type { Utility } from '../../../libs/store/index.ts';
import type { StoredAccount, StoredCase } from '../../../libs/store/read/index.ts';
import { localDate } from '../../../libs/kernel/time.ts';
import { ohioDays, owing } from '../../../test/support/roll-bills.ts';
import { SeasonStory } from '../../../test/support/season-story.ts';
import { Story } from '../../../test/support/story.ts';
import { callPage } from './call-page.ts';

/** The page of a story's account, without a server. */
function pageOf(story: Story): ReturnType<typeof callPage> {
  const { law, simulation, account: state, case: last } = story;
  const utility: Utility = { utilityId: 'district', law, clockMode: 'stepped', now: simulation.now, targetAt: null, sweptThroughOn: null, feeds: [], breakers: [], moratoriums: [] };
  const openCaseId = isOpen(last) ? last.caseId : null;
  const account: StoredAccount = { accountId: 'A1', version: 1, state, openCaseId, lastCaseId: last?.caseId ?? null, lastCase: last, leftAlone: null };
  const line = { caseId: last?.caseId ?? '', accountId: 'A1', episode: 1, status: last?.status ?? 'closed', openedAt: simulation.now, closedAt: null, nextDeadlineAt: null, plannedOn: null, heldBy: [], pack: '', balanceCents: 0, oldestDueOn: null, customerClass: '', language: null, isStuck: false, seen: null } as const;
  const lastCase: StoredCase | null = last === null ? null : { ...line, state: last, failure: null, obligations: [] };
  return callPage({ utility, account, lastCase, person: { name: 'Given Name', mailingAddress: '1 Far Ave', premiseAddress: '7 Near St', phone: null }, names: new Map(), contacts: [], mayLookFirst: false });
}

const tenancy = { dwelling: 'individual-meters' as const, units: ['unit-1'] };
const delinquent = (under: string) => new Story({ under, account: { tenancy } }).bill('2027-02-01', '2027-02-22', 9_640).at('2027-03-30 10:00');
const medicalOf = (story: Story) => pageOf(story).protections.find(({ kind }) => kind === 'medical');

describe.each(['CA-998@1', 'CA-998@2', 'CA-998-MUTUAL@1', 'CA-998-CITY@1'])('the page for a call under %s', (under) => {
  it('tells which of the three conditions of protection is missing, and when none is (CA-998-PROTECT)', () => {
    const story = delinquent(under).given('2027-03-29 09:00', 'MedicalCertificateReceived', { certificateId: 'MC-1', validThroughOn: localDate('2027-12-31') });
    expect(medicalOf(story)).toMatchObject({ stands: false, because: { sentence: expect.stringContaining('Nothing shows that the household cannot pay.') } });
    story.given('2027-03-30 09:00', 'InabilityToPayShown', { inabilityId: 'IN-1', basis: { programme: 'WIC' }, evidence: 'card', validThroughOn: localDate('2027-12-31') });
    expect(medicalOf(story)).toMatchObject({ stands: true });
  });

  it('tells occupants what concerns them, and that they owe nothing (CA-998-TENANT)', () => {
    expect(pageOf(delinquent(under)).people).toMatchObject([{ role: 'customer' }, { role: 'occupant', id: 'unit-1', mayBeTold: { sentence: expect.stringContaining('owes nothing of it') } }]);
  });

  it('names amounts, an offer within the pack, and words to say', () => {
    const { amounts, offers, script } = pageOf(delinquent(under));
    expect(amounts.keepsWaterOn?.cents).toBe(pageOf(delinquent(under)).amounts.total.cents);
    expect(amounts.restoresWater?.cents).toBeGreaterThan(amounts.keepsWaterOn?.cents ?? 0);
    expect(offers?.arrangement.offer?.instalments.length).toBeGreaterThan(0);
    expect(script?.[0]?.sections.map(({ block }) => block)).toContain('health-protection');
  });
});

describe('who may be told what', () => {
  const hears = (story: Story, caller: string) => pageOf(story).callers.find((known) => known.caller === caller)?.hears;
  const owing = () => new Story().bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-10 12:00');

  it('nobody but the customer, while nobody else stands on the account', () => {
    expect(pageOf(owing()).callers.map(({ caller, hears: what }) => `${caller}: ${what}`)).toEqual([
      'customer: everything',
      'payer: nothing',
      'third-party: nothing',
      'occupant: nothing',
      'owner: nothing',
      'attorney: everything-with-authority',
      'executor: everything-with-authority',
      'somebody-else: nothing',
    ]);
  });

  it.each([
    ['owner', 'what-is-due'],
    ['bill-to', 'what-is-due'],
    ['occupant', 'that-it-may-be-shut-off'],
    ['attorney', 'everything'],
    ['executor', 'everything'],
  ] as const)('somebody who was named as %s hears %s, until they stand there no more', (role, what) => {
    const caller = role === 'bill-to' ? 'payer' : role;
    const named = owing().given('2027-03-10 13:00', 'PersonNamed', { personId: 'PN-1', role, contact: { name: 'Kim Example' } });
    expect(hears(named, caller)).toBe(what);
    expect(pageOf(named).people).toMatchObject([{ role: 'customer' }, { role, id: 'PN-1' }]);
    const withdrawn = named.given('2027-03-10 14:00', 'PersonWithdrawn', { personId: 'PN-1' });
    expect(hears(withdrawn, caller)).toBe(role === 'attorney' || role === 'executor' ? 'everything-with-authority' : 'nothing');
    expect(pageOf(withdrawn).people).toMatchObject([{ role: 'customer' }]);
  });

  it('named anew under the same id, somebody stands there once, in the new role', () => {
    const story = owing().given('2027-03-10 13:00', 'PersonNamed', { personId: 'PN-1', role: 'attorney', contact: { name: 'Kim Example' } }).given('2027-03-10 14:00', 'PersonNamed', { personId: 'PN-1', role: 'executor', contact: { name: 'Kim Example' } });
    expect([hears(story, 'attorney'), hears(story, 'executor'), pageOf(story).people.length]).toEqual(['everything-with-authority', 'everything', 2]);
  });
});

describe('the page for a call elsewhere', () => {
  it('under OH-COUNTY@2 offers what OH-COUNTY@1 does', () => {
    const story = new Story({ under: 'OH-COUNTY@2' }).bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-10 12:00');
    expect(pageOf(story)).toMatchObject({ amounts: { keepsWaterOn: { cents: 22_000, leastCents: 14_001 } }, offers: { arrangement: { offer: { kind: 'equal-instalments' } } }, state: { words: 'Past due; no notice was sent yet.' } });
  });

  it('for an estate says that nobody is asked to pay', () => {
    const story = new Story({ under: 'CA-998@2' }).bill('2027-02-01', '2027-02-22', 9_640).at('2027-03-30 10:00').given('2027-03-30 11:00', 'CustomerDied', { reportId: 'R-1' });
    expect(pageOf(story).mayNotSay).toMatchObject([{ sentence: expect.stringContaining('Do not ask for payment.') }]);
  });

  it('for an estate has no script that presses and no total to ask for; beside it both are there', () => {
    const story = () => new Story({ under: 'CA-998@2' }).bill('2027-02-01', '2027-02-22', 9_640).at('2027-03-30 10:00');
    expect(pageOf(story().given('2027-03-30 11:00', 'CustomerDied', { reportId: 'R-1' }))).toMatchObject({ amounts: { total: { mayBeAskedFor: false } }, script: null });
    expect(pageOf(story())).toMatchObject({ amounts: { total: { mayBeAskedFor: true } }, script: expect.any(Array), mayNotSay: [] });
  });

  it('keeps debt of before a petition out of what is asked for when counsel has let the stay go (BK-STAY)', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-10 12:00').given('2027-03-11 10:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(pageOf(story).amounts.total.mayBeAskedFor).toBe(false);
    const released = pageOf(story.entered('2027-04-12 10:00', 'StayReleased', { docket: '27-1', reason: 'the estate let it go', releasedBy: 'counsel-1' }));
    expect(released.holds.filter(({ kind }) => kind === 'bankruptcy')).toEqual([]);
    expect(released.amounts.total).toMatchObject({ cents: story.balanceCents, mayBeAskedFor: false });
    expect(released.mayNotSay).toMatchObject([{ rule: 'BK-STAY', sentence: expect.stringMatching(/^\$2\d\d\.00 was charged before a petition/) }]);
  });

  it('says of what lies on a tax roll that it is not paid here (OH-CERT-RECON)', () => {
    const season = new SeasonStory(owing('2027', [{ service: 'sewer', amountCents: 20_000 }])).toTheList({ ...ohioDays('2027'), accepted: '2027-09-20' });
    expect(pageOf(season.story)).toMatchObject({ amounts: { total: { cents: 22_000, mayBeAskedFor: false } }, mayNotSay: [{ rule: 'OH-CERT-RECON', sentence: expect.stringContaining('$220.00 lies on a tax roll') }] });
  });
});
