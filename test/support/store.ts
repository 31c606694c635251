import type { AccountEventData, FactType } from '../../libs/account/account.events.ts';
import { cloudEvent, readMessage, toMessage, type RawMessage } from '../../libs/contracts/index.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { createUtility, Database, takeIn, type IntakeItem, type NewUtility } from '../../libs/store/index.ts';
import { migratedDatabase, startTestServers, uniqueName } from './servers.ts';
import { local } from './story.ts';

/** A database of the spec's own, with one sandbox utility, and messages put into it as `apps/ingest` would. */
export class TestStore {
  readonly db: Database;
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Who a household is, where a spec wants to tell one from the other. */
  customerOf = (_account: string) => ({ name: 'Given Name', mailingAddress: '1 Elm St', premiseAddress: '1 Elm St' });
  #offset = 0;

  private constructor(db: Database, url: string, stop: () => Promise<void>) {
    this.db = db;
    this.url = url;
    this.stop = stop;
  }

  static async open(startAt = '2027-01-04 00:00', feeds: NewUtility['feeds'] = []): Promise<TestStore> {
    const servers = await startTestServers({ postgres: true });
    const url = await migratedDatabase(servers, uniqueName('store'));
    const db = await Database.connect({ url, poolSize: 6 });
    const store = new TestStore(db, url, async () => {
      await db.close();
      await servers.stop();
    });
    await store.utility('county', startAt, feeds);
    return store;
  }

  /** Over a database that somebody else keeps, as of a system that runs. */
  static over(db: Database, url: string): TestStore {
    return new TestStore(db, url, () => Promise.resolve());
  }

  async utility(utilityId: string, startAt: string, feeds: NewUtility['feeds'] = [], pack = 'OH-COUNTY@1'): Promise<void> {
    await this.db.shared((em) => createUtility(em, { utilityId, pack, clock: { mode: 'stepped', startAt: local(startAt) }, feeds }));
  }

  /** The next record of the topic, as a consumer reads it. */
  item(raw: RawMessage): IntakeItem {
    const placed = { ...raw, partition: 0, offset: String((this.#offset += 1)) };
    return { message: readMessage(raw), raw: placed };
  }

  fact<T extends FactType>(account: string | null, when: string, type: T, data: AccountEventData<T>, id = `e${this.#offset + 1}`, utility = 'county'): IntakeItem {
    const message = toMessage(cloudEvent({ type, id, utility, time: local(when), data, source: '/test', ...(account === null ? {} : { account }) } as never));
    return this.item({ topic: message.topic, key: Buffer.from(message.key), value: Buffer.from(message.value) });
  }

  opening(account: string, utility = 'county', meterSerial = `M-${account}`): IntakeItem {
    const customer = this.customerOf(account);
    return this.fact(account, '2027-01-02 09:00', 'AccountOpened', { services: ['water'], customerClass: 'residential', valve: 'on', meterSerial, district: 'north', customer }, `open-${utility}-${account}`, utility);
  }

  bill(account: string, billId: string, billedOn: string, dueOn: string, amountCents: number, utility = 'county'): IntakeItem {
    const data = { billId, billedOn, dueOn, lines: [{ service: 'water', amountCents }] } as AccountEventData<'BillIssued'>;
    return this.fact(account, `${billedOn} 08:00`, 'BillIssued', data, `bill-${billId}`, utility);
  }

  async take(...items: IntakeItem[]): Promise<void> {
    await takeIn(this.db, items);
  }

  async setClock(when: string, utility = 'county'): Promise<void> {
    await this.db.shared((em) => em.execute('update utility set clock_now_at = ? where utility_id = ?', [local(when) as Instant, utility]));
  }

  async rows<R = Record<string, unknown>>(statement: string, parameters: unknown[] = [], utility = 'county'): Promise<R[]> {
    return this.db.forUtility(utility, (em) => em.execute<R[]>(statement, parameters));
  }

  async types(account: string, utility = 'county'): Promise<string[]> {
    const rows = await this.rows<{ type: string }>('select type from account_event where account_id = ? order by version', [account], utility);
    return rows.map(({ type }) => type);
  }

  /** The same without what a docket brings beside: its letters and its reviews. */
  async typesBesideDockets(account: string): Promise<string[]> {
    return (await this.types(account)).filter((type) => type !== 'DocketLetterOrdered' && type !== 'BankruptcyReviewOpened');
  }

  async caseTypes(caseId: string): Promise<string[]> {
    const rows = await this.rows<{ type: string }>('select type from case_event where case_id = ? order by version', [caseId]);
    return rows.map(({ type }) => type);
  }
}
