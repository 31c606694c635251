import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPacksIn, loadLaw } from '../../libs/policy/load.ts';
import type { Law } from '../../libs/policy/facts.ts';
import type { Totals, WhatIfReport } from '../../libs/whatif/report.ts';

const published = join(import.meta.dirname, '../../libs/policy/packs');

/** A folder of packs of the spec's own, gone after it: those that are published, and further versions of them as a clerk would write them. */
export class PackShelf {
  readonly folder = mkdtempSync(join(tmpdir(), 'packs-'));

  constructor() {
    cpSync(published, this.folder, { recursive: true });
    keepPacksIn(this.folder);
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  fileOf(reference: string): string {
    const [id, version] = reference.split('@') as [string, string];
    return join(this.folder, id.toLowerCase(), version, 'pack.yaml');
  }

  /** Changes the text of a pack that nobody has read yet. */
  edit(reference: string, ...changes: readonly (readonly [string, string])[]): this {
    const text = changes.reduce((all, [from, to]) => {
      if (!all.includes(from)) throw new Error(`${reference} does not say "${from}"`);
      return all.replaceAll(from, to);
    }, readFileSync(this.fileOf(reference), 'utf8'));
    writeFileSync(this.fileOf(reference), text);
    return this;
  }

  /** The next version of OH-COUNTY, with these changes. */
  version(number: number, ...changes: readonly (readonly [string, string])[]): Law {
    const reference = `OH-COUNTY@${number}`;
    const folder = join(this.folder, 'oh-county', String(number));
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(this.folder, 'oh-county', '1'), folder, { recursive: true });
    return loadLaw((this.edit(reference, ['version: 1', `version: ${number}`], ...changes), reference));
  }
}

/** A what-if's report in which nothing but the number of shut-offs differs. */
export function reportOf(current: Law, draft: Law, shutOffs: { readonly current: number; readonly draft: number }): WhatIfReport {
  const totals = (count: number): Totals => ({
    accounts: 100, cases: 40, resolvedCases: 30, meanDaysToResolution: 50, notices: 40, shutOffs: count, meanDaysToShutOff: 40, restorations: 5, collectedCents: 100_000, penaltiesCents: 1_000, feesCents: 500,
  });
  const period = {
    fromAt: '2025-01-01T00:00:00.000Z', toAt: '2027-01-01T00:00:00.000Z', total: { current: totals(shutOffs.current), draft: totals(shutOffs.draft) }, segments: [], unchangedAccounts: 90,
  } as unknown as WhatIfReport['history'];
  const side = ({ pack, packHash, calendarHash }: Law) => ({ reference: `${pack.id}@${pack.version}`, title: pack.title, packHash, calendarHash });
  return {
    draft: side(draft), current: side(current), accounts: 100, facts: 1_000, openCases: 10, history: period, ahead: period, calibration: [], changedMost: [], failures: { count: 0, first: [] }, assumptions: [],
  };
}
