import { ledgerOf } from '../../libs/account/ledger.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

type Tell = (story: Story) => Story;
const docket = '27-20410';

/** What happened, as the bill, the payer, the bank and the court tell it; each may come at any time, more than once. */
const petition: Tell = (story) => story.given('2027-02-22 11:00', 'PetitionFiled', { docket, chapter: '7', accountIds: ['A1'] }, 'petition');
const discharge: Tell = (story) => story.given('2027-06-01 09:00', 'BankruptcyDischarged', { docket, accountIds: ['A1'] }, 'discharge');
const dischargeByMail: Tell = (story) => story.given('2027-06-01 09:00', 'BankruptcyDischarged', { docket, accountIds: ['A1'] }, 'discharge-by-mail');
const oldBill: Tell = (story) => story.bill('2027-01-15', '2027-02-05', 10_000, 'B1');
/** The quarter of 90 days from January to March: 53 of them through the petition's day. */
const quarter: Tell = (story) =>
  story.given('2027-04-01 08:00', 'BillIssued', { billId: 'B2', billedOn: localDate('2027-04-01'), dueOn: localDate('2027-04-22'), periodFrom: localDate('2027-01-01'), periodTo: localDate('2027-03-31'), lines: [{ service: 'water', amountCents: 9_000 }] }, 'B2');
const check: Tell = (story) => story.given('2027-04-10 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 3_000, tender: 'check', channel: 'lockbox' }, 'P1');
const returnedCheck: Tell = (story) => story.given('2027-04-16 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }, 'P1-returned');
const cash: Tell = (story) => story.given('2027-05-03 10:00', 'PaymentReceived', { paymentId: 'P2', amountCents: 2_500, tender: 'cash', channel: 'counter' }, 'P2');

const all = [petition, discharge, dischargeByMail, oldBill, quarter, check, returnedCheck, cash];
/** The end of it: nobody had looked by then, or everybody had on every day. */
const through = (story: Story) => story.until('2027-07-31');
const ledger = (story: Story) => {
  const { charges, suspenseCents, balanceCents } = ledgerOf(story.account, story.law);
  const open = charges.filter(({ openCents }) => openCents !== 0).map(({ billId, kind, openCents, usedThroughOn }) => `${billId ?? ''} ${kind} ${usedThroughOn ?? ''} ${openCents}`);
  return { open: open.sort(), suspenseCents, balanceCents, buckets: story.buckets, holds: story.simulation.contextFor('A1').holds.map(({ kind }) => kind) };
};
const writtenOffCents = (story: Story) => story.account.credits.filter(({ kind }) => kind === 'discharge').reduce((sum, { amountCents }) => sum + amountCents, 0);

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) return void (yield items);
  for (const [index, first] of items.entries()) for (const rest of permutations(items.filter((_item, other) => other !== index))) yield [first, ...rest];
}

describe('Scenario 25: duplicate and out-of-order court notices', () => {
  /** The discharge comes on 2027-06-03, again by mail on 2027-06-07, and the petition only on 2027-06-08; all else in its time. */
  const asTold = () => {
    const story = [oldBill, quarter, check, returnedCheck, cash].reduce((told, tell) => tell(told), new Story());
    return petition(dischargeByMail(discharge(story.at('2027-06-03 09:00')).at('2027-06-07 09:00')).at('2027-06-08 09:00'));
  };

  it('the discharge comes first: what was owed before cannot be known, a review asks for the date of filing, and all collection stops', () => {
    const story = discharge(quarter(oldBill(new Story())).at('2027-06-03 09:00')).until('2027-06-06');
    expect(story.entry('BankruptcyReviewOpened')?.data).toEqual({ docket, review: 'petition-unknown' });
    expect(story.rulesOf('BankruptcyReviewOpened')).toEqual(['BK-EVENTS']);
    expect(writtenOffCents(story)).toBe(0);
    expect(story.simulation.contextFor('A1').holds.map(({ evidence }) => evidence)).toEqual([docket]);
  });

  it('the same by mail is kept, and brings no second review and no write-off', () => {
    const story = discharge(quarter(oldBill(new Story())).at('2027-06-03 09:00')).at('2027-06-07 09:00');
    const before = story.told.length;
    expect(dischargeByMail(story).told).toHaveLength(before);
  });

  it('on 2027-06-08 the account is split as of 2027-02-22: only what was charged through that day is written off', () => {
    const story = asTold();
    expect(story.entry('BillSplit')?.data.parts.map(({ part, throughOn, amountCents }) => [part, throughOn, amountCents])).toEqual([
      ['pre-petition', '2027-02-22', 5_300],
      ['post-petition', '2027-03-31', 3_700],
    ]);
    // The bill of January with its penalty, and the quarter's first 53 days.
    expect(writtenOffCents(story)).toBe(10_000 + 1_000 + 5_300);
  });

  it('later charges are live debt, paid by what came since; fees charged between are reversed', () => {
    const story = asTold();
    expect(story.told.filter((line) => line.endsWith('FeeReversed') || line.endsWith('PenaltyReversed'))).toEqual(['2027-06-08 PenaltyReversed', '2027-06-08 FeeReversed']);
    expect(ledger(story)).toMatchObject({ open: ['B2 water 2027-03-31 1200'], suspenseCents: 0, balanceCents: 1_200 });
  });

  it('the final ledger equals that of processing in order', () => {
    const inOrder = [oldBill, petition, quarter, check, returnedCheck, cash, discharge].reduce((told, tell) => tell(told), new Story());
    expect(ledger(through(asTold()))).toEqual(ledger(through(inOrder)));
  });

  it('every order of the court messages and the bills, known by the end of July: the same ledger', () => {
    const five = [petition, discharge, dischargeByMail, quarter, cash];
    const rest = (story: Story) => returnedCheck(check(oldBill(story)));
    const ends = [...permutations(five)].map((order) => JSON.stringify(ledger(through(order.reduce((told, tell) => tell(told), rest(new Story().at('2027-07-30 09:00')))))));
    expect(ends).toHaveLength(120);
    expect(new Set(ends).size).toBe(1);
    expect(JSON.parse(ends[0] as string)).toMatchObject({ balanceCents: 1_200 });
  });

  it('every order of the three messages of the court, each told twice, while all else comes in its time: the same ledger', () => {
    const three = [petition, discharge, dischargeByMail];
    const days = ['2027-06-03 09:00', '2027-06-07 09:00', '2027-06-08 09:00', '2027-06-09 09:00', '2027-06-10 09:00', '2027-06-11 09:00'];
    const orders = [...permutations(three)].flatMap((order) => [...permutations(three)].map((again) => [...order, ...again]));
    const ends = orders.map((order) => {
      const before = [oldBill, quarter, check, returnedCheck, cash].reduce((told, tell) => tell(told), new Story());
      return JSON.stringify(ledger(through(order.reduce((told, tell, index) => tell(told.at(days[index] as string)), before))));
    });
    expect(ends).toHaveLength(36);
    expect(new Set(ends).size).toBe(1);
  });

  it('just beside: one message lost of the three that matter is another ledger', () => {
    const without = all.filter((tell) => tell !== petition).reduce((told, tell) => tell(told), new Story());
    expect(ledger(through(without)).balanceCents).not.toBe(1_200);
  });
});
