import type { AccountEvent, AccountEventData, FactType } from '../../libs/account/account.events.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import { Simulation } from '../../libs/case/simulation.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { local } from '../support/story.ts';
import { household } from '../support/household.ts';

const law = loadLaw('OH-COUNTY@1');
const billedCents = 20_000;

/** Three accounts with a bill of $200.00 each, due 2027-04-30; A1 is paid $300.00 by check. */
class Three {
  readonly simulation = new Simulation({ law, feeds: [] });
  #count = 0;

  constructor() {
    for (const account of ['A1', 'A2', 'A3']) {
      this.#tell(account, '2027-01-05 09:00', 'AccountOpened', household({ services: ['water'], meterSerial: account }));
      this.#tell(account, '2027-04-01 08:00', 'BillIssued', { billId: account, billedOn: localDate('2027-04-01'), dueOn: localDate('2027-04-30'), lines: [{ service: 'water', amountCents: billedCents }] });
    }
    this.#tell('A1', '2027-04-02 10:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 30_000, tender: 'check', channel: 'lockbox' });
  }

  #tell<T extends FactType>(accountId: string, when: string, type: T, data: AccountEventData<T>): this {
    const event = { type, id: `test#${(this.#count += 1)}`, effectiveAt: local(when), recordedAt: local(when), data } as AccountEvent;
    this.simulation.take({ kind: 'fact', accountId, event });
    return this;
  }

  moves(when: string, fromAccountId: string, toAccountId: string, amountCents: number): this {
    const data = { paymentId: 'P1', fromAccountId, toAccountId, amountCents, tender: 'check', originalEffectiveAt: local('2027-04-02 10:00') } as const;
    return this.#tell(fromAccountId, when, 'PaymentMoved', data).#tell(toAccountId, '2027-04-02 10:00', 'PaymentMoved', data);
  }

  returns(when: string, account = 'A1'): this {
    return this.#tell(account, when, 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
  }

  /** What each account owes beyond its bill: below zero for credit, above for fees. */
  get beyondBills(): number[] {
    return ['A1', 'A2', 'A3'].map((account) => ledgerOf(this.simulation.accounts.get(account)?.folded.state as never, law).balanceCents - billedCents);
  }
}

describe('The return of a payment that was moved, told on the account that it left', () => {
  it('is a return where it went: the credit is gone there, and the fee is owed there', () => {
    const three = new Three().moves('2027-04-06 10:00', 'A1', 'A2', 30_000);
    expect(three.beyondBills).toEqual([0, -30_000, 0]);
    expect(three.returns('2027-04-08 10:00').beyondBills).toEqual([0, 3_000, 0]);
  });

  it('told before the move is known: the same', () => {
    const three = new Three().returns('2027-04-08 10:00');
    expect(three.beyondBills).toEqual([3_000, 0, 0]);
    expect(three.moves('2027-04-06 10:00', 'A1', 'A2', 30_000).beyondBills).toEqual([0, 3_000, 0]);
  });

  it.each([
    ['after', (three: Three) => three.moves('2027-04-06 10:00', 'A1', 'A2', 10_000).returns('2027-04-08 10:00')],
    ['before', (three: Three) => three.returns('2027-04-08 10:00').moves('2027-04-06 10:00', 'A1', 'A2', 10_000)],
  ])('of which a part was moved, told %s the move: the part is gone too, and there is one fee', (_when, tell) => {
    expect(tell(new Three()).beyondBills).toEqual([3_000, 0, 0]);
  });

  it('that was moved on and on follows it to the end', () => {
    const three = new Three().moves('2027-04-06 10:00', 'A1', 'A2', 30_000).moves('2027-04-07 10:00', 'A2', 'A3', 30_000);
    expect(three.beyondBills).toEqual([0, 0, -30_000]);
    expect(three.returns('2027-04-08 10:00').beyondBills).toEqual([0, 0, 3_000]);
  });

  it('told twice, or on both accounts, is one return', () => {
    const three = new Three().moves('2027-04-06 10:00', 'A1', 'A2', 30_000).returns('2027-04-08 10:00').returns('2027-04-08 11:00').returns('2027-04-08 12:00', 'A2');
    expect(three.beyondBills).toEqual([0, 3_000, 0]);
  });
});
