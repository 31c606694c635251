import { localDate } from '../../libs/kernel/time.ts';
import { shutOff } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const orderOf = (story: Story) => story.last('RestorationOrdered')?.data;

describe('The promise of the water’s return (OP-RECONNECT)', () => {
  it.each([
    ['paid in the morning: the same day, from then on', '2027-04-05 10:00', '2027-04-05', '2027-04-05T14:00:00.000Z'],
    ['paid a minute before 16:00: the same day', '2027-04-05 15:59', '2027-04-05', '2027-04-05T19:59:00.000Z'],
    ['paid at 16:00: the next day, when the office opens', '2027-04-05 16:00', '2027-04-06', '2027-04-06T12:00:00.000Z'],
    ['paid on Friday evening: Monday', '2027-04-09 18:00', '2027-04-12', '2027-04-12T12:00:00.000Z'],
    ['paid on Saturday: Monday', '2027-04-10 10:00', '2027-04-12', '2027-04-12T12:00:00.000Z'],
    ['paid before the office opens: the same day, when it does', '2027-04-05 05:00', '2027-04-05', '2027-04-05T12:00:00.000Z'],
  ])('%s', (_name, when, onDay, windowFromAt) => {
    const story = shutOff().pays(when, 26_500);
    expect(orderOf(story)).toMatchObject({ onDay, windowFromAt, emergency: false });
  });

  describe('What counts is when it was paid, not when that came to be known (OP-RECEIPT)', () => {
    const told = (knownAt: string, paidAt: string, story = shutOff()) => orderOf(story.at(knownAt).pays(paidAt, 26_500));

    it.each([
      ['in time, told ten minutes after the cut-off: still that day', '2027-04-09 16:10', '2027-04-09 15:50', { onDay: '2027-04-09', windowFromAt: '2027-04-09T20:10:00.000Z', emergency: false }],
      ['in time, told when the office has closed: at once', '2027-04-09 18:00', '2027-04-09 15:50', { onDay: '2027-04-09', windowFromAt: '2027-04-09T22:00:00.000Z', emergency: true }],
      ['in time, told the day after: at once', '2027-04-10 10:00', '2027-04-09 15:50', { onDay: '2027-04-10', windowFromAt: '2027-04-10T14:00:00.000Z', emergency: true }],
      ['just beside, paid at the cut-off: Monday', '2027-04-09 18:00', '2027-04-09 16:00', { onDay: '2027-04-12', windowFromAt: '2027-04-12T12:00:00.000Z', emergency: false }],
      ['on Saturday, told on Monday evening: at once', '2027-04-12 19:00', '2027-04-10 10:00', { onDay: '2027-04-12', windowFromAt: '2027-04-12T23:00:00.000Z', emergency: true }],
    ])('%s', (_name, knownAt, paidAt, order) => {
      expect(told(knownAt, paidAt)).toMatchObject(order);
    });

    it('paid in parts: the payment that cleared the debt, in whatever order they are told', () => {
      const story = shutOff().at('2027-04-09 16:30').pays('2027-04-09 16:20', 20_000, 'P2').pays('2027-04-09 10:00', 6_500, 'P1');
      expect(orderOf(story)).toMatchObject({ onDay: '2027-04-12', emergency: false });
    });

    it('a crew that met a closed door is sent again by the hour of its answer', () => {
      const story = shutOff().pays('2027-04-09 10:00', 26_500).crewCannot('2027-04-09 18:00', 'A1.1.w3', 'no-access');
      expect(orderOf(story)).toMatchObject({ workOrderId: 'A1.1.w4', onDay: '2027-04-12', emergency: false });
    });
  });

  describe('Under a hold that restores it', () => {
    const certified = (when: string) => shutOff().given(when, 'MedicalCertificateReceived', { certificateId: 'M1', validThroughOn: localDate('2027-05-30') });

    it('a certificate on Friday evening does not wait for Monday', () => {
      expect(orderOf(certified('2027-04-09 18:00'))).toMatchObject({ onDay: '2027-04-09', windowFromAt: '2027-04-09T22:00:00.000Z', emergency: true });
    });

    it('in office hours it is an order like any other', () => {
      expect(orderOf(certified('2027-04-09 10:00'))).toMatchObject({ onDay: '2027-04-09', emergency: false });
    });
  });

  it('paid in parts: when the last cent is there', () => {
    const story = shutOff().pays('2027-04-05 10:00', 20_000, 'P1').pays('2027-04-06 10:00', 6_499, 'P2');
    expect(orderOf(story)).toBeUndefined();
    expect(orderOf(story.pays('2027-04-06 11:00', 1, 'P3'))).toMatchObject({ onDay: '2027-04-06' });
  });

  it('a new bill that is not due yet does not hold it back', () => {
    expect(orderOf(shutOff().bill('2027-04-02', '2027-04-23', 9_000, 'B2').pays('2027-04-05 10:00', 26_500))).toMatchObject({ onDay: '2027-04-05' });
  });

  it('a bill that fell due meanwhile does', () => {
    expect(orderOf(shutOff().bill('2027-03-12', '2027-04-02', 9_000, 'B2').pays('2027-04-05 10:00', 26_500))).toBeUndefined();
  });

  describe('Funds after a returned payment within twelve months', () => {
    /** A check of 2027-04-02 came back on 2027-04-08: with its fee $295.00 are owed. */
    const returned = () => shutOff().pays('2027-04-02 10:00', 26_500, 'P1', 'check').crewReports('2027-04-02 15:00', 'A1.1.w3', 'on').given('2027-04-08 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
    const offAgain = () => returned().mailed('2027-04-09 12:00', 'A1.2.n1').tagged('2027-04-16 14:00', 'A1.2.w1').shutsOff('2027-04-19 09:00', 'A1.2.w2');

    it.each([
      ['cash', true],
      ['money-order', true],
      ['card', true],
      ['certified-check', true],
      ['check', false],
      ['ach', false],
    ] as const)('%s: %s', (tender, restores) => {
      const story = offAgain().pays('2027-04-20 10:00', 34_000, 'P2', tender).until('2027-04-22');
      expect(story.balanceCents).toBe(0);
      expect(story.since('2027-04-20')).toEqual(restores ? ['2027-04-20 RestorationOrdered'] : []);
    });

    it('enough in cash beside a small check that may come back: restored, in whatever order they were paid', () => {
      const paid = (checkAt: string, cashAt: string) => offAgain().pays(checkAt, 500, 'P2', 'check').pays(cashAt, 34_000, 'P3', 'cash').until('2027-04-22');
      expect(paid('2027-04-20 10:00', '2027-04-20 11:00').since('2027-04-20')).toEqual(['2027-04-20 RestorationOrdered']);
      expect(paid('2027-04-20 11:00', '2027-04-20 10:00').since('2027-04-20')).toEqual(['2027-04-20 RestorationOrdered']);
    });

    it('just beside: enough only with the check', () => {
      const story = offAgain().pays('2027-04-20 10:00', 500, 'P2', 'check').pays('2027-04-20 11:00', 33_500, 'P3', 'cash').until('2027-04-21');
      expect(story.balanceCents).toBe(0);
      expect(story.since('2027-04-20')).toEqual([]);
      expect(orderOf(story.pays('2027-04-22 10:00', 500, 'P4', 'money-order'))).toMatchObject({ onDay: '2027-04-22' });
    });

    it('a check before the first return is good', () => {
      expect(orderOf(shutOff().pays('2027-04-05 10:00', 26_500, 'P1', 'check'))).toBeDefined();
    });
  });

  it('a check that comes back while the crew is on its way: the water comes back all the same, and the debt is pursued anew', () => {
    const story = shutOff()
      .pays('2027-04-02 10:00', 26_500, 'P1', 'check')
      .given('2027-04-02 12:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' })
      .crewReports('2027-04-02 15:00', 'A1.1.w3', 'on');
    expect(story.since('2027-04-02')).toEqual(['2027-04-02 RestorationOrdered', '2027-04-02 FeeAssessed', '2027-04-02 NoticeWithdrawn', '2027-04-02 ServiceRestored', '2027-04-02 NoticeOrdered']);
  });
});
