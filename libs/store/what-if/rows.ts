import type { Instant } from '../../kernel/time.ts';
import type { ActivationThreshold } from '../../policy/activation.ts';
import type { Law } from '../../policy/facts.ts';
import { packReference } from '../../policy/pack.ts';
import type { WhatIfReport } from '../../whatif/report.ts';
import { instantOfEpoch } from '../../calendar/days.ts';
import { keepWhatIfReport } from '../activations.ts';
import type { Sql } from '../database.ts';

export interface PackNamed {
  readonly reference: string;
  readonly packHash: string;
  readonly calendarHash: string;
}

/** A run of a what-if as everybody may see how far it is. */
export interface WhatIfRow {
  readonly whatIfId: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly draft: PackNamed;
  readonly current: PackNamed;
  readonly accounts: number;
  readonly ofAccounts: number | null;
  /** Those of the pack in force when it was started. */
  readonly thresholds: readonly ActivationThreshold[];
  readonly report: WhatIfReport | null;
  readonly failure: string | null;
}

export function packNamed({ pack, packHash, calendarHash }: Law): PackNamed {
  return { reference: packReference(pack), packHash, calendarHash };
}

/** A server that runs one says so every few seconds; after so many of silence it is taken for gone. */
const silentSeconds = 60;

const gone = `status = 'running' and alive_at < clock_timestamp() - interval '${silentSeconds} seconds'`;

/** Notes that a run begins. @returns false when another of the utility is under way */
export async function beginWhatIf(em: Sql, utilityId: string, run: { readonly whatIfId: string; readonly startedBy: string; readonly draft: Law; readonly current: Law }): Promise<boolean> {
  await em.execute(`update what_if set status = 'failed', failure = 'The server that ran it stopped.' where utility_id = ? and ${gone}`, [utilityId]);
  const begun = await em.execute(
    `insert into what_if (utility_id, what_if_id, status, started_by, draft, current, thresholds) values (?, ?, 'running', ?, ?, ?, ?)
     on conflict (utility_id) where status = 'running' do nothing returning what_if_id`,
    [utilityId, run.whatIfId, run.startedBy, JSON.stringify(packNamed(run.draft)), JSON.stringify(packNamed(run.current)), JSON.stringify(run.current.pack.activation?.thresholds ?? [])],
  );
  return (begun as unknown[]).length > 0;
}

/** How far it is, or that it is alive at all. */
export async function noteProgress(em: Sql, utilityId: string, whatIfId: string, accounts: number, ofAccounts: number | null): Promise<void> {
  await em.execute(`update what_if set accounts = ?, of_accounts = ?, alive_at = clock_timestamp() where utility_id = ? and what_if_id = ? and status = 'running'`, [accounts, ofAccounts, utilityId, whatIfId]);
}

export async function endWhatIf(em: Sql, utilityId: string, whatIfId: string, outcome: { readonly report: WhatIfReport } | { readonly failure: string }): Promise<void> {
  if ('report' in outcome) await keepWhatIfReport(em, utilityId, whatIfId, outcome.report);
  const [status, failure] = 'report' in outcome ? ['done', null] : ['failed', outcome.failure];
  await em.execute(`update what_if set status = ?, failure = ?, alive_at = clock_timestamp() where utility_id = ? and what_if_id = ? and status = 'running'`, [status, failure, utilityId, whatIfId]);
}

interface WhatIfRecord {
  what_if_id: string;
  status: WhatIfRow['status'];
  started_by: string;
  started_ms: string;
  draft: PackNamed;
  current: PackNamed;
  accounts: number;
  of_accounts: number | null;
  thresholds: ActivationThreshold[];
  report: WhatIfReport | null;
  failure: string | null;
}

const columns = `what_if_id, case when ${gone} then 'failed' else status end as status, started_by, (extract(epoch from started_at) * 1000)::bigint::text as started_ms,
  draft, current, accounts, of_accounts, thresholds, case when ${gone} then 'The server that ran it stopped.' else failure end as failure`;

/** A run with its report, if it is done; null where the utility has none of that id. */
export async function readWhatIf(em: Sql, utilityId: string, whatIfId: string): Promise<WhatIfRow | null> {
  const [row] = await em.execute<WhatIfRecord[]>(`select ${columns}, report from what_if left join what_if_report using (utility_id, what_if_id) where utility_id = ? and what_if_id = ?`, [utilityId, whatIfId]);
  return row ? rowOf(row) : null;
}

/** The latest runs first, without their reports. */
export async function listWhatIfs(em: Sql, utilityId: string, limit: number): Promise<Omit<WhatIfRow, 'report'>[]> {
  const rows = await em.execute<WhatIfRecord[]>(`select ${columns}, null as report from what_if where utility_id = ? order by started_at desc, what_if_id limit ?`, [utilityId, limit]);
  return rows.map((row) => {
    const { report: _report, ...run } = rowOf(row);
    return run;
  });
}

function rowOf({ what_if_id: whatIfId, started_by: startedBy, started_ms: startedMs, of_accounts: ofAccounts, ...row }: WhatIfRecord): WhatIfRow {
  return { ...row, whatIfId, startedBy, startedAt: instantOfEpoch(Number(startedMs)), ofAccounts };
}
