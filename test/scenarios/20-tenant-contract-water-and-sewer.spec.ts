import type { AccountEventData } from '../../libs/account/account.events.ts';
import { certifiable, NoCertification, type Certifiable } from '../../libs/account/certification.ts';
import { localDate, type LocalDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { ohioDays } from '../support/roll-bills.ts';
import { SeasonStory } from '../support/season-story.ts';
import { Story, local } from '../support/story.ts';

const noticed = localDate('2027-07-20');

/** Water $300.00 and sewer $210.00 due 2027-03-22, with their penalties; $100.00 paid after that goes to sewer principal first. */
function tenants(account: Partial<AccountEventData<'AccountOpened'>> = { contract: 'tenant' }, law: Partial<Law['pack']> = {}): Story {
  const story = new Story({ account, pack: (pack) => ({ ...pack, ...law }) });
  story.given('2027-03-01 08:00', 'BillIssued', {
    billId: 'B1',
    billedOn: localDate('2027-03-01'),
    dueOn: localDate('2027-03-22'),
    lines: [{ service: 'water', amountCents: 30_000 }, { service: 'sewer', amountCents: 21_000 }],
  });
  return story.until('2027-03-24').pays('2027-03-25 10:00', 10_000);
}

/** The certification run of 2027-09-01. */
const run = (story: Story, on: LocalDate | null = noticed, when = '2027-09-01 09:00'): Certifiable => certifiable(story.at(when).account, story.law, local(when), on);
const line = (result: Certifiable, service: string) => result.services.find((known) => known.service === service);
const rulesAgainst = (result: Certifiable, service: string) => line(result, service)?.because.map(({ rule }) => rule);

const counselSetsWaterFalse = ({ certification }: Law['pack']): Partial<Law['pack']> => ({
  certification: { ...(certification as NonNullable<typeof certification>), services: { ...certification?.services, water: { requiresOwnerOccupant: false, rule: 'OH-CERT-WHO', approval: 'counsel, 2027-08-02' } } },
});

describe('20. Tenant contract, water and sewer on one parcel', () => {
  it('water $330.00 is excluded and stays collectible from the tenant; sewer $131.00 (110.00 + 21.00) is certified', () => {
    const result = run(tenants());
    expect(result).toMatchObject({ certifiedCents: 13_100, excludedCents: 33_000 });
    expect(line(result, 'sewer')).toMatchObject({ principalCents: 11_000, penaltyCents: 2_100, certified: true });
    expect(line(result, 'water')).toMatchObject({ principalCents: 30_000, penaltyCents: 3_000, certified: false });
    expect(tenants().balanceCents).toBe(46_100);
  });

  it('the exclusion report names the reason', () => {
    const result = run(tenants());
    expect(rulesAgainst(result, 'water')).toEqual(['OH-CERT-WHO']);
    expect(line(result, 'water')?.because[0]?.sentence).toBe(
      '$330.00 for water is left out: it did not arise under a contract made directly with an owner who occupies the property (tenant).',
    );
    expect(line(result, 'water')?.because[0]?.status).toBe('needs-counsel');
  });

  it('if counsel sets water to false, $461.00 is certified and the approval is printed', () => {
    const story = tenants();
    const result = run(tenants({ contract: 'tenant' }, counselSetsWaterFalse(story.law.pack)));
    expect(result).toMatchObject({ certifiedCents: 46_100, excludedCents: 0 });
    expect(line(result, 'water')?.because[0]?.sentence).toBe('$330.00 for water is certified ($300.00 and $30.00 penalty). Approved: counsel, 2027-08-02.');
  });

  it.each([
    ['an owner who occupies the property: water too', { contract: 'owner-occupant' } as const, 46_100],
    ['an owner who lets it', { contract: 'owner' } as const, 13_100],
    ['nobody said with whom the contract was made', {}, 13_100],
  ])('contract with %s', (_name, account, cents) => expect(run(tenants(account)).certifiedCents).toBe(cents));

  it('the owner\'s notice has to be 30 days old (OH-CERT-NOTICE)', () => {
    expect(run(tenants(), localDate('2027-08-02')).certifiedCents).toBe(13_100);
    expect(run(tenants(), localDate('2027-08-03'))).toMatchObject({ certifiedCents: 0, excludedCents: 46_100 });
    expect(rulesAgainst(run(tenants(), localDate('2027-08-03')), 'sewer')).toEqual(['OH-CERT-NOTICE']);
    expect(rulesAgainst(run(tenants(), null), 'sewer')).toEqual(['OH-CERT-NOTICE']);
  });

  it('what was charged before a parcel went to a land bank is left out (OH-CERT-EXCL); what was charged that day is not', () => {
    expect(rulesAgainst(run(tenants({ contract: 'tenant', landBankSinceOn: localDate('2027-03-02') })), 'sewer')).toEqual(['OH-CERT-EXCL']);
    expect(run(tenants({ contract: 'tenant', landBankSinceOn: localDate('2027-03-01') })).certifiedCents).toBe(13_100);
  });

  it('under a petition nothing is certified (BK-CERT), and under no other hold', () => {
    const filed = tenants().given('2027-08-30 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
    expect(run(filed)).toMatchObject({ certifiedCents: 0, excludedCents: 46_100 });
    expect(rulesAgainst(run(filed), 'sewer')).toEqual(['BK-CERT', 'BK-STAY']);
    expect(run(tenants().given('2027-08-30 10:00', 'ReviewRequested', { reviewId: 'R1' })).certifiedCents).toBe(0);
  });

  it('what is not yet due is not certified', () => {
    const story = tenants().given('2027-08-20 08:00', 'BillIssued', { billId: 'B2', billedOn: localDate('2027-08-20'), dueOn: localDate('2027-09-10'), lines: [{ service: 'sewer', amountCents: 5_000 }] });
    expect(run(story).certifiedCents).toBe(13_100);
  });

  it('what was paid of the penalty went to the sewer\'s part first', () => {
    const result = run(tenants().pays('2027-04-01 10:00', 41_000 + 2_200, 'P2'));
    expect(result.services.map(({ service, principalCents, penaltyCents }) => [service, principalCents, penaltyCents])).toEqual([['water', 0, 2_900]]);
  });

  it('the season certifies the sewer alone, and its exclusion report names the water with its reason', () => {
    const season = new SeasonStory(tenants({ contract: 'tenant', parcelId: 'P-1' })).toTheList(ohioDays('2027'));
    expect(season.last('LineCertified')?.data).toMatchObject({ amountCents: 13_100, services: [{ service: 'sewer', principalCents: 11_000, penaltyCents: 2_100 }] });
    expect(season.line.exclusions).toEqual([{ service: 'water', reason: 'tenant-contract', amountCents: 33_000, sentence: expect.stringMatching(/^\$330\.00 for water is left out/) }]);
    expect(season.story.buckets).toMatchObject({ certified: 13_100 });
    expect(season.story.balanceCents).toBe(46_100);
  });

  it('a pack without rules for it certifies nothing', () => {
    const story = new Story({ under: 'CA-998-MUTUAL@1' });
    expect(() => certifiable(story.account, story.law, local('2027-09-01 09:00'), noticed)).toThrow(NoCertification);
  });
});
