import { readMessage } from '../../../libs/contracts/read-message.ts';
import { toMessage, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import { sha256 } from '../../../libs/kernel/chain.ts';
import { countyEvents, planCounty, type PlannedMessage } from './generator.ts';
import { duplicateShare, lateShare } from './mishaps.ts';
import { payerWeights, type PayerKind } from './payers.ts';

const options = { utilityId: 'county', seed: 7, accounts: 200 };
const hashOf = (seed: number) => sha256(JSON.stringify(countyEvents({ ...options, seed })));

const whole = planCounty({ utilityId: 'county', seed: 7 });
const events = whole.messages.map(({ event }) => event);
const ofType = (type: string) => events.filter((event) => event.type === `arrears.${type}.v1`);
const shareOf = (count: number, total: number) => count / total;

describe('the sample county', () => {
  it('is the same to the byte for the same seed, and another for another', () => {
    expect(hashOf(7)).toBe(hashOf(7));
    expect(hashOf(8)).not.toBe(hashOf(7));
  });

  it('begins with the same accounts however many there are', () => {
    const few = planCounty(options).accounts;
    for (const [accountId, account] of few) expect(whole.accounts.get(accountId)).toEqual(account);
  });

  it('says only what the contracts allow', () => {
    const bad = events.map((event) => readMessage(asRecord(event))).filter((intake) => intake.kind === 'bad');
    expect(bad).toEqual([]);
  });

  it('sends nothing before it took effect, and in order of sending', () => {
    expect(whole.messages.filter(({ sendAt, event }) => event.time > sendAt)).toEqual([]);
    const times = whole.messages.map(({ sendAt }) => sendAt);
    expect(times).toEqual([...times].sort());
  });

  it('says under one id always the same', () => {
    const said = new Map<string, string>();
    for (const event of events) {
      const key = `${event.source}#${event.id}`;
      const text = JSON.stringify(event);
      if ((said.get(key) ?? text) !== text) throw new Error(`${key} was said with two bodies`);
      said.set(key, text);
    }
  });

  it('has payers of every kind in their proportion', () => {
    const counts = new Map<PayerKind, number>();
    for (const { payer } of whole.accounts.values()) counts.set(payer, (counts.get(payer) ?? 0) + 1);
    for (const [kind, weight] of Object.entries(payerWeights) as [PayerKind, number][]) {
      const expected = (weight / 1_000) * whole.accounts.size;
      expect(counts.get(kind) ?? 0).toBeGreaterThan(expected - 4 * Math.sqrt(expected) - 1);
      expect(counts.get(kind) ?? 0).toBeLessThan(expected + 4 * Math.sqrt(expected) + 1);
    }
  });

  it('has premises and customers that the rules treat apart', () => {
    const facts = [...whole.accounts.values()].map((account) => account.facts);
    expect(facts.filter(({ valve, meterSerial }) => valve === 'none' && meterSerial === null).length).toBeGreaterThan(
      100,
    );
    expect(facts.filter(({ valve }) => valve === 'off').length).toBeGreaterThan(10);
    for (const customerClass of ['commercial', 'hospital', 'care-home'])
      expect(facts.some((known) => known.customerClass === customerClass)).toBe(true);
  });

  it('tells everything that a case may meet', () => {
    const types = [
      'account-changed',
      'bill-corrected',
      'payment-returned',
      'payment-moved',
      'payment-reported',
      'adjustment-posted',
      'credit-transferred',
      'petition-filed',
      'bankruptcy-dismissed',
      'bankruptcy-discharged',
      'medical-certificate-received',
      'medical-certificate-expired',
      'dispute-opened',
      'dispute-settled',
      'review-requested',
      'review-answered',
      'extension-granted',
      'contact-logged',
      'arrangement-agreed',
    ];
    expect(types.filter((type) => ofType(type).length === 0)).toEqual([]);
    expect(
      ofType('petition-filed').some((event) => (event.data as { accountIds: string[] }).accountIds.length === 2),
    ).toBe(true);
  });

  it('bills every quarter, water and sewer between $60 and $260 for a household', () => {
    const bills = ofType('bill-issued').filter(
      (event) => whole.accounts.get(event.account ?? '')?.facts.customerClass === 'residential',
    );
    const totals = bills.map((event) =>
      (event.data as { lines: { amountCents: number }[] }).lines.reduce((sum, line) => sum + line.amountCents, 0),
    );
    expect(Math.max(...totals)).toBeLessThanOrEqual(26_000);
    expect(totals.filter((total) => total >= 6_000).length / totals.length).toBeGreaterThan(0.8);
    expect(new Set(bills.map((event) => (event.data as { billedOn: string }).billedOn)).size).toBe(8 + 1);
  });

  describe('in California', () => {
    const california = planCounty({ ...options, state: 'CA' });

    it('bills every month under the pack of the state, to addresses there', () => {
      const first = [...california.accounts.values()][0];
      expect(first?.facts.customer.premiseAddress).toMatch(/, CA$/);
      const bills = california.messages.filter(({ event }) => event.type === 'arrears.bill-issued.v1' && event.account === first?.accountId);
      expect(bills.length).toBeGreaterThanOrEqual(5);
      expect(california.county.pack.id).toBe('CA-998');
    });

    it('says only what the contracts allow, where a month’s bill may be less than what is credited', () => {
      const said = planCounty({ utilityId: 'county', seed: 7, accounts: 300, state: 'CA', season: true }).messages;
      expect(said.map(({ event }) => readMessage(asRecord(event))).filter((intake) => intake.kind === 'bad')).toEqual([]);
    });

    it('has payers act at the pace of its notices and shut-offs: 35 and 61 days after the due date', () => {
      expect([-3, 15, 27, 30].map(california.county.paced)).toEqual([-3, 35, 61, 64]);
      expect([-3, 15, 27, 30].map(whole.county.paced)).toEqual([-3, 15, 27, 30]);
    });

    it('has households of six languages', () => {
      const languages = new Set([...planCounty({ ...options, accounts: 500, state: 'CA' }).accounts.values()].map(({ facts }) => facts.language));
      expect([...languages].sort()).toEqual(['en', 'es', 'ko', 'tl', 'vi', 'zh-Hant']);
    });
  });

  it('sends some messages late and some twice', () => {
    const firstSendings = new Map<string, PlannedMessage>();
    for (const message of whole.messages) {
      const key = `${message.event.source}#${message.event.id}`;
      if (!firstSendings.has(key)) firstSendings.set(key, message);
    }
    expect(shareOf(events.length - firstSendings.size, events.length)).toBeCloseTo(duplicateShare, 2);
    const first = [...firstSendings.values()].filter(({ event }) => event.type !== 'arrears.account-opened.v1');
    const late = first.filter(({ sendAt, event }) => sendAt.slice(0, 10) > event.time.slice(0, 10));
    expect(shareOf(late.length, first.length)).toBeGreaterThan(lateShare * 0.7);
    expect(shareOf(late.length, first.length)).toBeLessThan(lateShare * 1.8);
  });

  it('lets some events overtake the opening of their account', () => {
    const opened = new Set<string>();
    const overtaken = events.filter((event) => {
      if (event.type === 'arrears.account-opened.v1') opened.add(event.account ?? '');
      return event.type === 'arrears.bill-issued.v1' && !opened.has(event.account ?? '');
    });
    expect(overtaken.length).toBeGreaterThan(0);
  });
});

function asRecord(event: CloudEvent) {
  const { topic, key, value } = toMessage(event);
  return { topic, key: Buffer.from(key), value: Buffer.from(value) };
}
