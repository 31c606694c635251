import { isRefusal } from '../../kernel/because.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { loadLaw } from '../../policy/load.ts';
import { packReference } from '../../policy/pack.ts';
import type { RollFileKind, RollLayout } from '../../policy/roll-layout.ts';
import { BadRollFile, draft, mayBeNoticed, openAmendments, openCentsOf, readRollFile, seasonContext, unopenedSeason, unsecuredCharge, why, writeRollFile, type ReadFile, type RollCommand, type RollLine, type RollRecord, type SeasonContext, type SeasonState, type WrittenFile } from '../../tax-roll/index.ts';
import type { Database, Sql } from '../database.ts';
import { lockAccounts } from '../load-accounts.ts';
import { readUtility } from '../utility.ts';
import type { WorkingAccount } from '../working-account.ts';
import { carryOut, lookAgain } from './carry-out.ts';
import { readLines, SeasonWork } from './season-work.ts';

/** An authority has no layout for a file of that kind. */
export class NoSuchLayout extends Error {
  constructor(name: string, kind: RollFileKind) {
    super(`libs/policy/rolls/${name} has no ${kind}.yaml: add the authority's layout for it`);
    this.name = 'NoSuchLayout';
  }
}

/** A season keeps the forms of the version under which it began, until a person takes those of the version in force. */
function layoutOf({ law, state, authority }: Pick<SeasonContext, 'law' | 'state' | 'authority'>, kind: RollFileKind): RollLayout {
  const began = state.forms === null || state.forms === packReference(law.pack) ? law : loadLaw(state.forms);
  const name = began.pack.certification?.authorities[state.authority]?.layouts ?? authority.layouts;
  const layout = began.layouts[name]?.[kind];
  if (!layout) throw new NoSuchLayout(name, kind);
  return layout;
}

/** Writes the lines that no file has yet into the authority's form, and records what was filed; a file of corrections comes about in the same way. */
export async function writeRoll(work: SeasonWork, by: string): Promise<void> {
  await work.loadAllLines();
  const { context } = work;
  const nth = work.state.files.length + 1;
  const runId = `${work.state.seasonId}/run/${nth}`;
  const lines = Object.values(work.state.lines).filter((line) => line.status === 'certified' && (line.filedIn === runId || line.filedIn === null));
  const written = writeRollFile(layoutOf(context, 'roll'), { season: work.state.season, on: context.today, nth }, lines.map(recordOf));
  const totalCents = lines.reduce((sum, line) => sum + openCentsOf(line), 0);
  const reason = why(context, context.authority.rule, `${lines.length} lines are filed with ${context.authority.says}.`);
  await work.append({ events: [draft('RollFiled', { on: context.today, fileName: written.fileName, sha256: written.sha256, lines: lines.length, totalCents, by }, reason)], entries: [] }, 'season');
  for (const { lineId } of lines) work.looked(lineId);
  await keepFile(work, 'roll', nth, written);
}

function recordOf(line: RollLine): RollRecord {
  return { parcelId: line.parcelId ?? '', lineId: line.lineId, amountCents: openCentsOf(line) };
}

async function keepFile(work: SeasonWork, kind: RollFileKind, nth: number, { fileName, sha256, text }: WrittenFile): Promise<void> {
  const { utilityId, now } = work.accounts.utility;
  await work.em.execute(`insert into roll_file (utility_id, season_id, kind, nth, file_name, sha256, text, written_at) values (?, ?, ?, ?, ?, ?, ?, ?)`, [utilityId, work.state.seasonId, kind, nth, fileName, sha256, text, now]);
}

function isToBeFiled({ status, filedIn }: RollLine): boolean {
  return status === 'certified' && filedIn === null;
}

/** The file with mended lines, once more before the authority's last day for corrections. @returns null when no line was mended */
export async function fileCorrections(db: Database, utilityId: string, seasonId: string, by: string): Promise<SeasonState | null> {
  return db.retrying(utilityId, async (em) => {
    const mended = await em.execute<{ line_id: string }[]>(`select line_id from roll_line where utility_id = ? and season_id = ? and status = 'certified' and state ->> 'filedIn' is null`, [utilityId, seasonId]);
    const lineIds = mended.map(({ line_id }) => line_id);
    const work = await SeasonWork.begin(em, utilityId, seasonId, lineIds);
    // A petition that came since, and that nobody has looked at yet, takes its line off before the file (I3).
    for (const lineId of lineIds) await lookAgain(work, lineId);
    if (!lineIds.some((lineId) => isToBeFiled(work.line(lineId)))) {
      await work.commit();
      return null;
    }
    await writeRoll(work, by);
    await work.commit();
    return work.state;
  });
}

/** The file of that kind as it was written. @returns null when there is none */
export async function readRollText(em: Sql, utilityId: string, seasonId: string, kind: RollFileKind, nth: number): Promise<WrittenFile | null> {
  const [row] = await em.execute<WrittenFile[]>(`select file_name as "fileName", sha256, text from roll_file where utility_id = ? and season_id = ? and kind = ? and nth = ?`, [utilityId, seasonId, kind, nth]);
  return row ?? null;
}

/** What is to be mailed to owners, to be changed by the authority, or billed by it on its unsecured roll, as of now; the same as long as nothing changes. @returns null when there is no such season */
export async function writeSeasonFile(db: Database, utilityId: string, seasonId: string, kind: 'notices' | 'changes' | 'unsecured'): Promise<WrittenFile | null> {
  return db.forUtility(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const [row] = await em.execute<{ state: SeasonState }[]>('select state from roll_season where utility_id = ? and season_id = ?', [utilityId, seasonId]);
    if (!row) return null;
    const context = seasonContext({ ...unopenedSeason(seasonId), ...row.state, lines: {} }, utility.law, utility.now);
    const lines = await readLines(em, utilityId, seasonId, null);
    const records = kind === 'notices' ? await notices(em, utilityId, context, lines) : kind === 'changes' ? lines.flatMap(changesOf) : await unsecured(em, utilityId, context, lines);
    return writeRollFile(layoutOf(context, kind), { season: row.state.season, on: context.today, nth: 1 }, records);
  });
}

async function unsecured(em: Sql, utilityId: string, context: SeasonContext, lines: readonly RollLine[]): Promise<RollRecord[]> {
  const shed = new Map(lines.filter(({ status, withdrawal }) => status === 'excluded' || withdrawal?.to !== undefined).map((line) => [line.lineId, line]));
  const { found } = await lockAccounts(em, utilityId, [...shed.keys()]);
  return [...found].flatMap(([lineId, account]) => unsecuredCharge(context, shed.get(lineId) as RollLine, account.folded.state) ?? []).map((charge) => ({ ...charge }));
}

async function notices(em: Sql, utilityId: string, context: SeasonContext, lines: readonly RollLine[]): Promise<RollRecord[]> {
  const ordered = lines.flatMap((line) => noticeOf(line, context));
  const { found } = await lockAccounts(em, utilityId, ordered.map(({ lineId }) => String(lineId)));
  return ordered.filter(({ lineId }) => mayBeNoticed(context, (found.get(String(lineId)) as WorkingAccount).folded.state));
}

function noticeOf(line: RollLine, { rules }: SeasonContext): RollRecord[] {
  if (line.notice === null || line.notice.mailedOn !== null || line.status !== 'candidate') return [];
  return [{ noticeId: line.notice.noticeId, parcelId: line.parcelId ?? '', ownerKey: line.noticedOwner?.ownerKey ?? '', lineId: line.lineId, amountCents: line.amountCents, objectDays: rules.ownerNoticeDays }];
}

/** Amendments and withdrawals that the authority has not acknowledged. */
function changesOf(line: RollLine): RollRecord[] {
  const about = { parcelId: line.parcelId ?? '', lineId: line.lineId };
  const amendments = openAmendments(line).map(({ amendmentId: reference, fromCents, toCents, recalledOn }) =>
    recalledOn === undefined ? { ...about, kind: 'amendment', fromCents, toCents, reference } : { ...about, kind: 'recall', fromCents: toCents, toCents: fromCents, reference },
  );
  const { withdrawal } = line;
  return withdrawal === null || withdrawal.acknowledgedOn !== null ? amendments : [...amendments, { ...about, kind: 'withdrawal', fromCents: withdrawal.amountCents, toCents: 0, reference: withdrawal.withdrawalId }];
}

export type ImportedKind = 'owners' | 'mailed' | 'answers' | 'settlement';

export interface Imported {
  readonly kind: ImportedKind;
  readonly records: number;
  readonly sha256: string;
}

/**
 * Takes in a file of the authority or the mail house: all of it in one transaction, or nothing.
 * @returns null when there is no such season
 * @throws BadRollFile with the lines and columns of what is malformed, or of what the rules refuse
 */
export async function importRollFile(db: Database, utilityId: string, seasonId: string, kind: ImportedKind, text: string, by: string): Promise<Imported | null> {
  return db.retrying(utilityId, async (em) => {
    const utility = await readUtility(em, utilityId);
    const [row] = await em.execute<{ state: SeasonState }[]>('select state from roll_season where utility_id = ? and season_id = ?', [utilityId, seasonId]);
    if (!row) return null;
    const context = seasonContext({ ...unopenedSeason(seasonId), ...row.state, lines: {} }, utility.law, utility.now);
    const layout = layoutOf(context, kind);
    const file = readRollFile(layout, text);
    if (kind === 'owners') await takeOwners(em, utilityId, seasonId, file, by);
    else await takeLines(em, utilityId, seasonId, kind, layout, file, by);
    return { kind, records: file.records.length, sha256: file.sha256 };
  });
}

/** Who owns the parcels of accounts that owe anything or are on the list. */
async function takeOwners(em: Sql, utilityId: string, seasonId: string, file: ReadFile, by: string): Promise<void> {
  const byParcel = new Map(file.records.map((record) => [String(record['parcelId']), record]));
  const rows = await em.execute<{ account_id: string; parcel_id: string }[]>(
    `select p.account_id, p.parcel_id from account_parcel p join account a on a.utility_id = p.utility_id and a.account_id = p.account_id
     where p.utility_id = ? and p.parcel_id = any(?::text[])
       and (a.balance_cents > 0 or exists (select from roll_line l where l.utility_id = p.utility_id and l.season_id = ? and l.line_id = p.account_id)) order by 1`,
    [utilityId, [...byParcel.keys()], seasonId],
  );
  const work = await SeasonWork.begin(em, utilityId, seasonId, rows.map(({ account_id }) => account_id));
  const told = rows.flatMap(({ account_id: lineId, parcel_id }) => {
    const record = byParcel.get(parcel_id) as RollRecord;
    const owner = { ownerKey: String(record['ownerKey']), sinceOn: record['sinceOn'] as LocalDate, bonaFide: record['bonaFide'] === 'yes' };
    const known = work.line(lineId).owner;
    return known?.ownerKey === owner.ownerKey && known.sinceOn === owner.sinceOn && known.bonaFide === owner.bonaFide ? [] : [draft('OwnerTold', { lineId, ...owner })];
  });
  const checked = draft('OwnershipChecked', { on: work.context.today, fileHash: file.sha256, parcels: file.records.length, by });
  await work.append({ events: [checked, ...told], entries: [] }, `file/${file.sha256}`);
  await work.commit();
}

async function takeLines(em: Sql, utilityId: string, seasonId: string, kind: 'mailed' | 'answers' | 'settlement', layout: RollLayout, file: ReadFile, by: string): Promise<void> {
  const lineIds = file.records.map((record) => String(record['lineId']));
  const work = await SeasonWork.begin(em, utilityId, seasonId, lineIds);
  const refuse = (line: number, what: string) => new BadRollFile(layout.says, [{ line, column: 1, what }]);
  const settlementId = String(file.leader['settlementId'] ?? '');
  if (kind === 'settlement') {
    const taken = work.state.settlements.find((known) => known.fileHash === file.sha256 || known.settlementId === settlementId);
    if (taken) throw refuse(1, `Settlement ${taken.settlementId} was taken in on ${taken.on} already.`);
  }
  for (const record of file.records) {
    const lineId = String(record['lineId']);
    const line = work.state.lines[lineId];
    if (!line) throw refuse(record.line, `There is no line ${lineId} in ${seasonId}.`);
    if (record['parcelId'] !== undefined && record['parcelId'] !== line.parcelId) throw refuse(record.line, `Line ${lineId} lies on parcel ${line.parcelId ?? ''}, not on ${record['parcelId']}.`);
    const command = commandOf(kind, line, record, file.leader);
    if (typeof command === 'string') throw refuse(record.line, command);
    const refusal = await carryOut(work, command, by);
    if (refusal && isRefusal(refusal)) throw refuse(record.line, `${refusal.because.rule}: ${refusal.because.sentence}`);
  }
  if (kind === 'settlement') await noteSettlement(work, file, settlementId, by);
  await work.commit();
}

async function noteSettlement(work: SeasonWork, file: ReadFile, settlementId: string, by: string): Promise<void> {
  const sum = (name: string) => file.records.reduce((total, record) => total + Number(record[name]), 0);
  const data = { settlementId, fileHash: file.sha256, on: file.leader['on'] as LocalDate, lines: file.records.length, collectedCents: sum('collectedCents'), remittedCents: sum('remittedCents'), by };
  await work.append({ events: [draft('SettlementTaken', data)], entries: [] }, `file/${file.sha256}`);
}

/** What a record asks for, or why it cannot be understood. */
function commandOf(kind: 'mailed' | 'answers' | 'settlement', line: RollLine, record: RollRecord, leader: RollRecord): RollCommand | string {
  const { lineId } = line;
  const on = (record['on'] ?? leader['on']) as LocalDate;
  if (kind === 'mailed') return { type: 'RecordNotice', lineId, mailedOn: record['mailedOn'] as LocalDate, proof: String(record['proof']) };
  if (kind === 'settlement') return { type: 'SettleLine', lineId, settlementId: String(leader['settlementId']), collectedCents: Number(record['collectedCents']), remittedCents: Number(record['remittedCents']), on };
  switch (record['outcome']) {
    case 'accepted':
      return { type: 'AcceptLine', lineId, on };
    case 'rejected':
      return { type: 'RejectLine', lineId, on, code: String(record['code'] ?? 'unsaid'), words: String(record['words'] ?? '') };
    case 'amended': {
      // It may have crossed with a withdrawal.
      const crossed = line.withdrawal === null ? undefined : line.amendments.findLast(({ acknowledgedOn }) => acknowledgedOn === null);
      const amendmentId = referred(record) ?? (openAmendments(line).at(-1) ?? crossed)?.amendmentId;
      return amendmentId === undefined ? `No amendment of line ${lineId} waits for an answer.` : { type: 'AcknowledgeAmendment', lineId, amendmentId, on };
    }
    case 'kept': {
      const amendmentId = referred(record) ?? openAmendments(line).find(({ recalledOn }) => recalledOn !== undefined)?.amendmentId;
      return amendmentId === undefined ? `No amendment of line ${lineId} was recalled.` : { type: 'KeepLine', lineId, amendmentId, on };
    }
    case 'withdrawn':
      return { type: 'AcknowledgeWithdrawal', lineId, on };
    default:
      return `Nothing is known of the outcome "${record['outcome'] ?? ''}".`;
  }
}

function referred(record: RollRecord): string | undefined {
  return record['reference'] === undefined ? undefined : String(record['reference']);
}
