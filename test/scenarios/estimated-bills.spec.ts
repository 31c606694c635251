import type { AccountEventData } from '../../libs/account/account.events.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const packs = ['OH-COUNTY@1', 'OH-COUNTY@2', 'CA-998@1', 'CA-998@2', 'CA-998-CITY@1', 'CA-998-MUTUAL@1'];
type HowRead = Pick<AccountEventData<'BillIssued'>, 'estimated' | 'accessRefused'>;

function billed(how: HowRead, under = 'OH-COUNTY@1'): Story {
  const data = { billId: 'B1', billedOn: localDate('2027-03-01'), dueOn: localDate('2027-03-22'), lines: [{ service: 'water' as const, amountCents: 20_000 }], ...how };
  return new Story({ under }).given('2027-03-01 08:00', 'BillIssued', data);
}

const read = (story: Story, when: string, how: HowRead = { estimated: false }) =>
  story.given(when, 'BillCorrected', { billId: 'B1', lines: [{ service: 'water', amountCents: 21_000 }], reason: 'read', ...how });
const isFree = (story: Story, step: 'door-tag' | 'shut-off' | 'clearance') => story.verdicts(step).find(({ guard }) => guard === 'no-bill-is-estimated')?.holds;

describe('An estimated bill (M43)', () => {
  describe.each(packs)('under %s', (under) => {
    it.each(['door-tag', 'shut-off', 'clearance'] as const)('allows no %s; with access refused, or a reading in its place, it does', (step) => {
      const free = (story: Story) => isFree(story.at('2027-04-12 12:00'), step);
      expect(free(billed({ estimated: true }, under))).toBe(false);
      expect(free(billed({ estimated: true, accessRefused: true }, under))).toBe(true);
      expect(free(read(billed({ estimated: true }, under), '2027-04-01 10:00'))).toBe(true);
      expect(free(billed({}, under))).toBe(true);
    });
  });

  it('has its penalty and its notice like any other; nobody goes to the door for it', () => {
    const story = billed({ estimated: true }).until('2027-04-05').mailed('2027-04-06 16:00', 'A1.1.n1').until('2027-05-31');
    expect(story.told).toEqual(['2027-03-23 PenaltyAssessed', '2027-03-23 CaseOpened', '2027-04-06 NoticeOrdered', '2027-04-06 NoticeConfirmed']);
  });

  it('read at last, goes the usual way', () => {
    const story = read(billed({ estimated: true }).until('2027-04-05').mailed('2027-04-06 16:00', 'A1.1.n1'), '2027-04-14 10:00').until('2027-04-22');
    expect(story.all('DoorTagOrdered')).toHaveLength(1);
  });

  it('that is corrected without a reading stays one; its crew is called back when billing says so late', () => {
    const corrected = read(billed({ estimated: true }), '2027-04-01 10:00', {});
    expect(isFree(corrected.at('2027-04-12 12:00'), 'shut-off')).toBe(false);
    const tagged = billed({}).until('2027-04-05').mailed('2027-04-06 16:00', 'A1.1.n1').until('2027-04-15').tagged('2027-04-16 10:00', 'A1.1.w1').at('2027-04-19 07:30');
    expect(tagged.last('ShutOffOrdered')?.data.onDay).toBe('2027-04-19');
    read(tagged, '2027-04-19 08:00', { estimated: true });
    expect(tagged.since('2027-04-19')).toEqual(expect.arrayContaining(['2027-04-19 WorkOrderRecalled', '2027-04-19 ShutOffWithdrawn']));
    expect(tagged.rulesOf('ShutOffWithdrawn')).toEqual(['ESTIMATED-BILL']);
  });

  it('that is not past due, or is paid, stands in nobody\'s way', () => {
    const later = (story: Story) => story.given('2027-04-01 08:00', 'BillIssued', { billId: 'B2', billedOn: localDate('2027-04-01'), dueOn: localDate('2027-04-22'), lines: [{ service: 'water', amountCents: 9_000 }], estimated: true });
    expect(isFree(later(billed({})).at('2027-04-20 12:00'), 'shut-off')).toBe(true);
    expect(isFree(later(billed({})).at('2027-04-24 12:00'), 'shut-off')).toBe(false);
    const paid = later(billed({})).given('2027-04-10 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 9_000, tender: 'cash', channel: 'counter', forBillId: 'B2' });
    expect(isFree(paid.at('2027-04-24 12:00'), 'shut-off')).toBe(true);
  });
});
