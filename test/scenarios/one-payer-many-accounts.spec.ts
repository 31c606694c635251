import fc from 'fast-check';
import type { AccountEvent, AccountEventData, FactType } from '../../libs/account/account.events.ts';
import { feeCauses } from '../../libs/account/fee-causes.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import { sharesOf, spread, type Taken } from '../../libs/account/payer-plan.ts';
import { isCaseEvent } from '../../libs/case/advance.ts';
import { Simulation } from '../../libs/case/simulation.ts';
import { splitByWeight, sumCents } from '../../libs/kernel/money.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { household } from '../support/household.ts';
import { local } from '../support/story.ts';

const law = loadLaw('OH-COUNTY@1');
const accounts = ['A1', 'A2', 'A3'];
/** With their penalties $110.00, $220.00 and $33.00 are past due: $363.00. */
const billed: Record<string, number> = { A1: 10_000, A2: 20_000, A3: 3_000 };
const days = ['2027-04-23', '2027-05-21'].map(localDate);

/** Three accounts of payer PY-1, and one plan of $90.75 down and two instalments of $136.13 and $136.12. */
class Payer {
  readonly told: string[] = [];
  readonly simulation = new Simulation({
    law,
    feeds: [],
    onDecided: ({ accountId, on, decision }) => void (isCaseEvent(decision) && this.told.push(`${accountId} ${on} ${decision.type}`)),
  });
  readonly shares = sharesOf([{ accountId: 'A1', cents: 11_000 }, { accountId: 'A2', cents: 22_000 }, { accountId: 'A3', cents: 3_300 }], 9_075, [13_613, 13_612]);

  constructor() {
    for (const accountId of accounts) {
      this.tell('2026-01-05 09:00', 'AccountOpened', household({}), [accountId]);
      this.tell('2027-02-12 08:00', 'BillIssued', { billId: `B-${accountId}`, billedOn: localDate('2027-02-12'), dueOn: localDate('2027-03-05'), lines: [{ service: 'water', amountCents: billed[accountId] as number }] }, [accountId]);
    }
    this.tell('2027-03-08 09:00', 'PayerNamed', { payerId: 'PY-1', accounts });
    for (const { accountId, downPaymentCents, instalmentCents } of this.shares) {
      const instalments = days.map((dueOn, index) => ({ dueOn, amountCents: instalmentCents[index] as number }));
      const payerPlan = { planId: 'PL1', payerId: 'PY-1', shares: this.shares.map((share) => ({ ...share, instalmentCents: [...share.instalmentCents] })) };
      this.tell('2027-03-08 10:00', 'ArrangementAgreed', { arrangementId: `PL1/${accountId}`, downPaymentCents, instalments, agreedBy: 'specialist-1', payerPlan }, [accountId]);
    }
  }

  tell<T extends FactType | 'ArrangementRefused'>(when: string, type: T, data: AccountEventData<T>, concerned = accounts): this {
    const at = local(when);
    for (const accountId of concerned) this.simulation.take({ kind: 'fact', accountId, event: { type, id: `payer#${type}/${when}`, effectiveAt: at, recordedAt: at, data } as AccountEvent });
    return this;
  }

  pays(when: string, amountCents: number): this {
    return this.tell(when, 'PlanPaymentReceived', { paymentId: `P${when}`, planId: 'PL1', amountCents, tender: 'check', channel: 'lockbox', accounts });
  }

  until(on: string): this {
    this.simulation.runThrough(localDate(on));
    return this;
  }

  get balances(): number[] {
    return accounts.map((accountId) => ledgerOf(this.stateOf(accountId), law).balanceCents);
  }

  stateOf(accountId: string) {
    return (this.simulation.accounts.get(accountId) as NonNullable<ReturnType<Simulation['accounts']['get']>>).folded.state;
  }

  of(type: string): string[] {
    return this.told.filter((line) => line.includes(type));
  }
}

describe('One payer, many accounts', () => {
  it('every part of the plan is split to the cent by what each account owes', () => {
    const { shares } = new Payer();
    expect(shares).toEqual([
      { accountId: 'A1', downPaymentCents: 2_750, instalmentCents: [4_125, 4_125] },
      { accountId: 'A2', downPaymentCents: 5_500, instalmentCents: [8_250, 8_250] },
      { accountId: 'A3', downPaymentCents: 825, instalmentCents: [1_238, 1_237] },
    ]);
  });

  it('one payment pays the share of each, one return takes all of it back, and calls for one fee', () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075);
    expect(payer.balances).toEqual([8_250, 16_500, 2_475]);
    payer.tell('2027-03-12 10:00', 'PlanPaymentReturned', { paymentId: 'P2027-03-08 11:00', reason: 'nsf', accounts });
    expect(payer.balances).toEqual([11_000, 22_000, 3_300]);
    expect(accounts.map((accountId) => feeCauses(payer.stateOf(accountId), law).map(({ fee }) => fee))).toEqual([['returnedPayment'], [], []]);
  });

  it('paid in the end, each account is fulfilled for itself and its case ends', () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075).pays('2027-04-23 10:00', 13_613).pays('2027-05-21 10:00', 13_612);
    expect(payer.balances).toEqual([0, 0, 0]);
    expect(payer.of('ArrangementFulfilled')).toHaveLength(3);
  });

  it('too little misses the instalment of each by its own share', () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075).pays('2027-04-23 10:00', 13_612).until('2027-04-26');
    // One cent is missing; by the largest remainder it is the second account's.
    expect(payer.of('ArrangementMissed')).toEqual(['A2 2027-04-24 ArrangementMissed']);
  });

  describe('a share that was moved, of a payment that comes back', () => {
    const moved = (payer: Payer, accountId: string, to: string, amountCents: number) => {
      const data = { paymentId: 'P2027-03-10 10:00', fromAccountId: accountId, toAccountId: to, amountCents, tender: 'check', originalEffectiveAt: local('2027-03-10 10:00') } as const;
      return payer.tell('2027-03-12 10:00', 'PaymentMoved', data, [accountId]).tell('2027-03-12 10:00', 'PaymentMoved', data, [to]);
    };
    const bystander = () => new Payer().tell('2026-01-05 09:00', 'AccountOpened', household({}), ['A9']).pays('2027-03-10 10:00', 9_075);
    const back = (payer: Payer) => payer.tell('2027-03-15 10:00', 'PlanPaymentReturned', { paymentId: 'P2027-03-10 10:00', accounts, reason: 'R01' });
    const owed = (payer: Payer) => [...payer.balances, ledgerOf(payer.stateOf('A9'), law).balanceCents];

    it('is taken off where it went, and the fee stays the first account\'s', () => {
      const before = owed(moved(bystander(), 'A2', 'A9', 5_500));
      expect(before[3]).toBe(-5_500);
      expect(owed(back(moved(bystander(), 'A2', 'A9', 5_500)))).toEqual([11_000, 22_000, 3_300, 0]);
    });

    it('calls for no fee there', () => {
      const payer = back(moved(bystander(), 'A2', 'A9', 5_500));
      expect(['A1', 'A2', 'A9'].map((accountId) => feeCauses(payer.stateOf(accountId), law).map(({ fee }) => fee))).toEqual([['returnedPayment'], [], []]);
    });

    it('told before the move is known: the same', () => {
      expect(owed(moved(back(bystander()), 'A2', 'A9', 5_500))).toEqual([11_000, 22_000, 3_300, 0]);
    });

    it('moved within the plan, is gone from there as well, and once', () => {
      expect(owed(back(moved(bystander(), 'A2', 'A3', 5_500)))).toEqual([11_000, 22_000, 3_300, 0]);
    });

    it('the first account\'s, moved whole, is a return where it went, with its fee', () => {
      expect(owed(back(moved(bystander(), 'A1', 'A9', 2_750)))).toEqual([11_000, 22_000, 3_300, 3_000]);
    });
  });

  it("one account's petition leaves the others' plan as it is, and payments go on by the shares", () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075).tell('2027-03-20 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] }, ['A1']).pays('2027-04-23 10:00', 13_613).until('2027-05-01');
    expect(payer.of('ArrangementMissed')).toEqual([]);
    expect(payer.balances.slice(1)).toEqual([8_250, 1_237]);
  });

  it("one account's own payment keeps its share while the others break theirs", () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075).tell('2027-04-20 10:00', 'PaymentReceived', { paymentId: 'own', amountCents: 4_125, tender: 'cash', channel: 'counter' }, ['A1']).until('2027-05-02');
    expect(payer.of('ArrangementBroken')).toEqual(['A2 2027-05-01 ArrangementBroken', 'A3 2027-05-01 ArrangementBroken']);
  });

  it('one call about several accounts is a contact of each, and of no other', () => {
    const payer = new Payer().tell('2027-03-09 10:00', 'ContactRecorded', { contactId: 'C1', channel: 'phone', outcome: 'spoke', accounts: ['A1', 'A2'], spokeWith: 'customer', covered: ['policy-offer'] }, ['A1', 'A2']);
    expect(accounts.map((accountId) => payer.stateOf(accountId).contacts.map(({ contactId, covered }) => `${contactId} ${covered.join()}`))).toEqual([['C1 policy-offer'], ['C1 policy-offer'], []]);
    expect(payer.stateOf('A3').payerId).toBe('PY-1');
  });

  it('a payment to a plan that nobody knows is spread evenly, and no cent is lost', () => {
    const payer = new Payer().tell('2027-03-08 11:00', 'PlanPaymentReceived', { paymentId: 'P1', planId: 'other', amountCents: 1_000, tender: 'cash', channel: 'counter', accounts });
    expect(payer.balances).toEqual([11_000 - 334, 22_000 - 333, 3_300 - 333]);
  });

  it('a cent that was one account\'s alone and came back leaves every account the same shares of what is paid next', () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_074).pays('2027-03-08 12:00', 1);
    payer.tell('2027-03-08 13:00', 'PlanPaymentReturned', { paymentId: 'P2027-03-08 12:00', reason: 'nsf', accounts }).pays('2027-03-09 10:00', 50);
    expect(sumCents(payer.balances)).toBe(36_300 - 9_074 - 50);
  });

  it('a share that a supervisor refused leaves the others theirs, and no cent of a payment is lost', () => {
    const payer = new Payer().pays('2027-03-08 11:00', 9_075).tell('2027-03-09 10:00', 'ArrangementRefused', { arrangementId: 'PL1/A3', reason: 'looked at', refusedBy: 'supervisor-1' }, ['A3']).pays('2027-04-23 10:00', 13_613);
    expect(payer.balances).toEqual([4_125, 8_250, 1_237]);
  });

  it('a payment to the plan that names other accounts than the plan is spread evenly over those, and no cent is lost', () => {
    const payer = new Payer().tell('2027-03-08 11:00', 'PlanPaymentReceived', { paymentId: 'P1', planId: 'PL1', amountCents: 1_001, tender: 'cash', channel: 'counter', accounts: ['A2', 'A3'] }, ['A2', 'A3']);
    expect(payer.balances).toEqual([11_000, 22_000 - 501, 3_300 - 500]);
    payer.pays('2027-03-08 12:00', 9_075);
    expect(sumCents(payer.balances)).toBe(36_300 - 1_001 - 9_075);
  });

  const cents = fc.integer({ min: 1, max: 5_000_000 });

  it('whatever the debts and parts: the shares of a part sum to it, and those of an account to its debt', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }), (debts, weights) => {
        const parts = splitByWeight(sumCents(debts), weights.some((weight) => weight > 0) ? weights : weights.map(() => 1));
        const shares = sharesOf(debts.map((debt, index) => ({ accountId: `A${index}`, cents: debt })), parts[0] as number, parts.slice(1));
        expect(shares.map((share) => share.downPaymentCents + sumCents(share.instalmentCents))).toEqual(debts);
        expect(sumCents(shares.map(({ downPaymentCents }) => downPaymentCents))).toBe(parts[0]);
        expect(shares.every((share) => [share.downPaymentCents, ...share.instalmentCents].every((part) => part >= 0))).toBe(true);
      }),
    );
  });

  it('however a plan is paid: every payment is spread whole, and nobody pays more than the plan before the plan is paid', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 4_000_000 }), { minLength: 1, maxLength: 8 }), (debts, payments) => {
        const total = sumCents(debts);
        const [down = 0, ...rest] = splitByWeight(total, [1, 2, 2]);
        const shares = sharesOf(debts.map((debt, index) => ({ accountId: `A${index}`, cents: debt })), down, rest);
        const before: Taken[] = [];
        for (const payment of payments) {
          const taken = spread(shares, before, payment);
          expect(sumCents(taken.flat())).toBe(payment);
          before.push(taken);
          const each = debts.map((_, index) => sumCents(before.map((past) => sumCents(past.slice(0, -1).map((stage) => stage[index] as number)))));
          expect(each.every((paid, index) => paid <= (debts[index] as number))).toBe(true);
        }
      }),
    );
  });
});
