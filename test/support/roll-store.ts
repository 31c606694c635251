import { readRollLayouts } from '../../libs/policy/load-rolls.ts';
import type { RollFileKind, RollLayout } from '../../libs/policy/roll-layout.ts';
import { actOnSeason, doPage, importRollFile, lookAtLines, openSeason, seasonOutlook, sweep, type ImportedKind } from '../../libs/store/index.ts';
import { isRefusal } from '../../libs/kernel/because.ts';
import { writeRollFile, type RollCommand, type RollRecord } from '../../libs/tax-roll/index.ts';
import type { TestStore } from './store.ts';

export const seasonId = 'county-auditor.2027';

/** A season of the auditor's roll in the real store; each account owes the sewer its bill and its penalty, on a parcel of its own. */
export class RollStore {
  readonly store: TestStore;

  constructor(store: TestStore) {
    this.store = store;
  }

  /** Opens accounts whose bill of 1 March was not paid, and lets its penalty be posted. */
  async owing(accounts: readonly string[], amountCents = 20_000): Promise<void> {
    const { store } = this;
    await store.setClock('2027-03-01 09:00');
    const customer = { name: 'Given Name', mailingAddress: '1 Elm St', premiseAddress: '1 Elm St' };
    const opening = (account: string) =>
      store.fact(account, '2027-01-05 09:00', 'AccountOpened', { services: ['water', 'sewer'], customerClass: 'residential', valve: 'on', meterSerial: `M-${account}`, district: 'north', contract: 'owner-occupant', parcelId: `P-${account}`, customer }, `open-${account}`);
    const bill = (account: string) => store.fact(account, '2027-03-01 08:00', 'BillIssued', { billId: `B-${account}`, billedOn: '2027-03-01' as never, dueOn: '2027-03-22' as never, lines: [{ service: 'sewer', amountCents }] }, `bill-${account}`);
    await store.take(...accounts.flatMap((account) => [opening(account), bill(account)]));
    await store.setClock('2027-03-24 06:00');

    for (let after: string | null = ''; after !== null; ) after = (await sweep(store.db, 'county', { limit: 500, after })).next;
  }

  file(kind: RollFileKind, records: readonly RollRecord[], about: Record<string, string> = {}): string {
    return writeRollFile(readRollLayouts('ohio-county-auditor').layouts[kind] as RollLayout, { season: '2027', on: '2027-09-01', nth: 1, ...about }, records).text;
  }

  async takes(kind: ImportedKind, records: readonly RollRecord[], about: Record<string, string> = {}): Promise<void> {
    await importRollFile(this.store.db, 'county', seasonId, kind, this.file(kind, records, about), 'clerk');
  }

  owners(accounts: readonly string[]): Promise<void> {
    return this.takes('owners', accounts.map((account) => ({ parcelId: `P-${account}`, ownerKey: `O-${account}`, sinceOn: '2015-06-01', bonaFide: 'no' })));
  }

  async open(): Promise<void> {
    await openSeason(this.store.db, 'county', 'county-auditor', '2027', 'clerk');
  }

  /** What the process does: pages and looks, until nothing is to be done. */
  async work(limit = 200): Promise<void> {
    for (;;) {
      const outlook = await seasonOutlook(this.store.db, 'county', seasonId);
      if (!outlook?.work) return;
      if (outlook.work === 'look') await lookAtLines(this.store.db, 'county', seasonId, limit);
      else while (await doPage(this.store.db, 'county', seasonId, outlook.work, limit));
      const after = await seasonOutlook(this.store.db, 'county', seasonId);
      if (after?.work === outlook.work && outlook.work !== 'look') return;
    }
  }

  async does(command: RollCommand, by = 'clerk'): Promise<void> {
    const outcome = await actOnSeason(this.store.db, 'county', seasonId, command, by);
    if (outcome === null || isRefusal(outcome)) throw new Error(outcome === null ? 'no such season' : `${outcome.because.rule}: ${outcome.because.sentence}`);
  }

  /** The mail house's proof for every notice that was ordered. */
  async mailed(mailedOn: string): Promise<void> {
    const noticed = await this.store.rows<{ line_id: string }>(`select line_id from roll_line where season_id = ? and status = 'candidate' order by 1`, [seasonId]);
    await this.takes('mailed', noticed.map(({ line_id: lineId }) => ({ lineId, mailedOn, proof: 'p' })));
  }

  /** Two people approve the list. */
  async approved(): Promise<void> {
    await this.does({ type: 'ApproveRoll', reason: 'looked at each line' }, 'clerk');
    await this.does({ type: 'ApproveRoll', reason: 'sampled' }, 'director');
  }

  /** Candidates in July, notices mailed, frozen and approved on 1 September; the owners are told once more on the 2nd, the day of the file. */
  async toTheFile(accounts: readonly string[]): Promise<void> {
    await this.open();
    await this.store.setClock('2027-07-15 09:00');
    await this.owners(accounts);
    await this.work();
    await this.store.setClock('2027-07-21 09:00');
    await this.mailed('2027-07-20');
    await this.store.setClock('2027-09-01 09:00');
    await this.owners(accounts);
    await this.work();
    await this.approved();
    await this.store.setClock('2027-09-02 09:00');
    await this.owners(accounts);
  }

  async statuses(): Promise<Record<string, number>> {
    const rows = await this.store.rows<{ status: string; n: number }>('select status, count(*)::int as n from roll_line where season_id = ? group by 1 order by 1', [seasonId]);
    return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
  }

  async types(): Promise<string[]> {
    return (await this.store.rows<{ type: string }>('select type from roll_event where season_id = ? order by version', [seasonId])).map(({ type }) => type);
  }
}
