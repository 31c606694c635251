import { dayOf } from '../calendar/business-calendar.ts';
import { epochMilliseconds, instantOfEpoch, startOfDay } from '../calendar/days.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import { loadLaw } from '../policy/load.ts';
import { packReference } from '../policy/pack.ts';
import { whatIfReportSchema, type WhatIfReport } from '../whatif/report.ts';
import { thresholdsExceeded } from '../whatif/thresholds.ts';
import type { Database, Sql } from './database.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility, type Utility } from './utility.ts';

/** Another version of a utility's law: who asked for it, who signed, and since when it is in force. */
export interface Activation {
  readonly activationId: string;
  readonly pack: string;
  /** The version whose place it takes, beside which the what-if was run. */
  readonly against: string;
  readonly packHash: string;
  readonly fromOn: LocalDate;
  readonly reason: string;
  readonly whatIfId: string;
  /** Differences beyond the thresholds: with any, two people have to sign. */
  readonly exceeded: readonly string[];
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly signatures: readonly { readonly by: string; readonly at: Instant }[];
  readonly signaturesNeeded: number;
  readonly status: 'asked' | 'stands' | 'withdrawn';
  readonly inForceAt: Instant | null;
}

export interface ActivationWish {
  readonly activationId: string;
  readonly pack: string;
  readonly fromOn: LocalDate;
  readonly reason: string;
  readonly whatIfId: string;
  /** The differences beyond the thresholds are known and wanted: two people will have to sign. */
  readonly despiteDifferences: boolean;
}

/** Why a version is not activated, in words that say how to mend it. */
export class NotActivated extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotActivated';
  }
}

/** Keeps a what-if's report, so that an activation can name it. One that is there stays as it is. */
export async function keepWhatIfReport(em: Sql, utilityId: string, whatIfId: string, report: WhatIfReport): Promise<void> {
  await em.execute('insert into what_if_report (utility_id, what_if_id, report) values (?, ?, ?) on conflict do nothing', [utilityId, whatIfId, JSON.stringify(report)]);
}

/** Asks for another version of the law; it stands once others have signed. @throws NotActivated @throws BrokenPack */
export async function askActivation(db: Database, utilityId: string, wish: ActivationWish, by: string): Promise<Activation> {
  return db.retrying(utilityId, async (em) => {
    await em.execute('select 1 from utility where utility_id = ? for update', [utilityId]);
    const utility = await readUtility(em, utilityId);
    const law = loadLaw(wish.pack);
    const fromAt = startOfDay(wish.fromOn, law.calendar.zone);
    const current = inForceAt(utility.law, fromAt);
    assertUsable(wish, law, current, utility);
    if ((await listActivations(em, utilityId)).some(({ status }) => status === 'asked')) throw new NotActivated('Another activation waits for signatures: let it be signed, or withdraw it.');
    const report = await reportOf(em, utilityId, wish, law, current);
    const exceeded = thresholdsExceeded(report, current.pack.activation?.thresholds ?? []).map(({ sentence }) => sentence);
    if (exceeded.length > 0 && !wish.despiteDifferences) throw new NotActivated(`Differences pass the thresholds of ${packReference(current.pack)}; say that they are wanted, and two people have to sign: ${exceeded.join(' ')}`);
    await em.execute(
      `insert into pack_activation (utility_id, activation_id, pack, pack_hash, calendar_hash, against, from_on, reason, what_if_id, exceeded, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [utilityId, wish.activationId, wish.pack, law.packHash, law.calendarHash, packReference(current.pack), wish.fromOn, wish.reason, wish.whatIfId, JSON.stringify(exceeded), by, utility.now],
    );
    return known(em, utilityId, wish.activationId);
  });
}

function assertUsable({ pack, fromOn }: ActivationWish, law: Law, current: Law, { now, clockMode }: Utility): void {
  if (packReference(current.pack) === pack) throw new NotActivated(`${pack} is in force on ${fromOn} already.`);
  if (law.calendar.zone !== current.calendar.zone) throw new NotActivated(`${pack} keeps time in ${law.calendar.zone}, the utility in ${current.calendar.zone}.`);
  if (fromOn < law.pack.effectiveFrom) throw new NotActivated(`${pack} is law from ${law.pack.effectiveFrom} on, not from ${fromOn}.`);
  const today = dayOf(current.calendar, now);
  if (clockMode === 'real' && fromOn <= today) throw new NotActivated(`A version comes into force on a day to come; ${fromOn} is not after ${today}.`);
}

/** The what-if of this very draft beside the version whose place it takes. */
async function reportOf(em: Sql, utilityId: string, { pack, whatIfId }: ActivationWish, law: Law, current: Law): Promise<WhatIfReport> {
  const [row] = await em.execute<{ report: unknown }[]>('select report from what_if_report where utility_id = ? and what_if_id = ?', [utilityId, whatIfId]);
  const report = row ? whatIfReportSchema.parse(row.report) : null;
  const isOf = (side: WhatIfReport['draft'], { packHash, calendarHash }: Law) => side.packHash === packHash && side.calendarHash === calendarHash;
  if (report === null || !isOf(report.draft, law) || !isOf(report.current, current)) {
    throw new NotActivated(`Run what-if first: ${report === null ? `there is no report ${whatIfId} of` : `report ${whatIfId} is not of`} ${pack} as it is now against ${packReference(current.pack)}.`);
  }
  return report;
}

/** Signs for a version; with the last signature that is needed it stands. @throws NotActivated */
export async function signActivation(db: Database, utilityId: string, activationId: string, by: string): Promise<Activation | null> {
  return db.retrying(utilityId, async (em) => {
    await em.execute('select 1 from utility where utility_id = ? for update', [utilityId]);
    const utility = await readUtility(em, utilityId);
    const activation = (await listActivations(em, utilityId)).find((one) => one.activationId === activationId);
    if (!activation) return null;
    const { askedBy, signatures, pack, against, fromOn, status } = activation;
    if (status !== 'asked') throw new NotActivated(`Activation ${activationId} ${status === 'stands' ? 'stands already' : 'was withdrawn'}.`);
    if (by === askedBy || signatures.some((signature) => signature.by === by)) throw new NotActivated(`${by} has signed for ${pack} already; it needs somebody else.`);
    const law = loadLaw(pack);
    const fromAt = startOfDay(fromOn, law.calendar.zone);
    if (utility.clockMode === 'real' && fromAt <= utility.now) throw new NotActivated(`${fromOn} has come without enough signatures: withdraw the activation and ask for a later day.`);
    if (law.packHash !== activation.packHash || packReference(inForceAt(utility.law, fromAt).pack) !== against) throw new NotActivated(`What ${pack} was compared with is not so any more: withdraw the activation, run what-if and ask anew.`);
    const signed = [...signatures, { by, at: utility.now }];
    const isEnough = signed.length >= activation.signaturesNeeded;
    // What was decided at this very moment was decided by the version before.
    const since = isEnough ? laterOf(fromAt, instantOfEpoch(epochMilliseconds(utility.now) + 1)) : null;
    await em.execute('update pack_activation set signatures = ?, status = ?, in_force_at = ? where utility_id = ? and activation_id = ?', [JSON.stringify(signed), isEnough ? 'stands' : 'asked', since, utilityId, activationId]);
    return known(em, utilityId, activationId);
  });
}

/** How many open cases are under which version. */
export async function pinnedCases(em: Sql, utilityId: string): Promise<{ pack: string; openCases: number }[]> {
  return em.execute(`select pack, count(*)::int as "openCases" from case_record where utility_id = ? and status <> 'closed' group by 1 order by 1`, [utilityId]);
}

/** Takes back an activation that is not in force yet. @throws NotActivated */
export async function withdrawActivation(db: Database, utilityId: string, activationId: string, by: string): Promise<Activation | null> {
  return db.retrying(utilityId, async (em) => {
    await em.execute('select 1 from utility where utility_id = ? for update', [utilityId]);
    const { now } = await readUtility(em, utilityId);
    const activation = (await listActivations(em, utilityId)).find((one) => one.activationId === activationId);
    if (!activation) return null;
    if (activation.inForceAt !== null && activation.inForceAt <= now) throw new NotActivated(`${activation.pack} is in force since ${activation.inForceAt}; activate another version in its place.`);
    await assertUnused(em, utilityId, activation);
    await em.execute(`update pack_activation set status = 'withdrawn', in_force_at = null, withdrawn_by = ? where utility_id = ? and activation_id = ?`, [by, utilityId, activationId]);
    return known(em, utilityId, activationId);
  });
}

/** A case that is under a version, or is about to be, needs it to be decided at all. */
async function assertUnused(em: Sql, utilityId: string, { pack, status }: Activation): Promise<void> {
  if (status !== 'stands') return;
  const [used] = await em.execute<{ by: string }[]>(
    `select 'case ' || case_id as by from case_record where utility_id = ? and state ->> 'pack' = ?
     union all select 'migration ' || migration_id from pack_migration where utility_id = ? and to_pack = ? and status in ('asked', 'moving') limit 1`,
    [utilityId, pack, utilityId, pack],
  );
  if (used) throw new NotActivated(`${pack} cannot be taken back: ${used.by} is moved to it. Undo its migration first.`);
}

/** Every activation that was ever asked for, oldest first. */
export async function listActivations(em: Sql, utilityId: string): Promise<Activation[]> {
  const rows = await em.execute<Omit<Activation, 'signaturesNeeded'>[]>(
    `select activation_id as "activationId", pack, against, pack_hash as "packHash", from_on::text as "fromOn", reason, what_if_id as "whatIfId", exceeded, asked_by as "askedBy",
       ${instantText('asked_at')} as "askedAt", signatures, status, ${instantText('in_force_at')} as "inForceAt" from pack_activation where utility_id = ? order by asked_at, activation_id`,
    [utilityId],
  );
  return rows.map((row) => ({ ...row, signaturesNeeded: row.exceeded.length > 0 ? 2 : 1 }));
}

async function known(em: Sql, utilityId: string, activationId: string): Promise<Activation> {
  return (await listActivations(em, utilityId)).find((one) => one.activationId === activationId) as Activation;
}

const toldAtOnce = 2_000;

/**
 * Has every open case looked at on the first day of a version that stands: some more cases with each call, in order, so that it can
 * go on wherever it stopped. @returns true when there is more to do
 */
export async function tellCases(db: Database, utilityId: string): Promise<boolean> {
  return db.retrying(utilityId, async (em) => {
    const [next] = await em.execute<{ activation_id: string; in_force_at: Instant; told: string }[]>(
      `select activation_id, ${instantText('in_force_at')} as in_force_at, coalesce(cases_told_through, '') as told from pack_activation
       where utility_id = ? and status = 'stands' and cases_told_through is distinct from '~' order by in_force_at limit 1 for update`,
      [utilityId],
    );
    if (!next) return false;
    const cases = await em.execute<{ case_id: string }[]>(
      `select case_id from case_record where utility_id = ? and status <> 'closed' and case_id > ? order by case_id limit ?`,
      [utilityId, next.told, toldAtOnce],
    );
    await em.execute(`update case_record set next_deadline_at = least(next_deadline_at, ?) where utility_id = ? and case_id = any(?::text[]) and status <> 'closed'`, [
      next.in_force_at,
      utilityId,
      cases.map(({ case_id }) => case_id),
    ]);
    const through = cases.length < toldAtOnce ? '~' : cases.at(-1)?.case_id;
    await em.execute('update pack_activation set cases_told_through = ? where utility_id = ? and activation_id = ?', [through, utilityId, next.activation_id]);
    return true;
  });
}
