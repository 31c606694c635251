import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import { sha256 } from '../../../libs/kernel/chain.ts';
import type { Instant, LocalDate } from '../../../libs/kernel/time.ts';
import { readRollLayouts } from '../../../libs/policy/load-rolls.ts';
import type { RollFileKind, RollLayout } from '../../../libs/policy/roll-layout.ts';
import { readRollFile, writeRollFile, type RollRecord } from '../../../libs/tax-roll/index.ts';
import { Declined, type OfficePort } from './arrears-client.ts';
import type { County } from './county.ts';
import { ownersOn } from './parcels.ts';
import { candidateCourse, filedLines, settledCents, type CandidateCourse, type LineCourse } from './roll-courses.ts';
import { RollDesk, type DeskLine } from './roll-desk.ts';
import { lateNews } from './roll-news.ts';
import type { Occasion, RollSeason } from './roll-season.ts';

export interface RollOfficeOptions {
  readonly county: County;
  readonly season: RollSeason;
  readonly port: OfficePort;
  /** Where its own book lies, and a copy of each file. */
  readonly folder: string;
  /** A rule or a form said no: the office goes on with its next work. */
  readonly onDeclined: (error: Declined) => void;
}

/** What the auditor answers to a change that it is asked for. */
const answerTo: Readonly<Record<string, string>> = { amendment: 'amended', withdrawal: 'withdrawn', recall: 'kept' };
const rejection = { code: '12', words: 'Parcel was split, use the new number' } as const;

/**
 * The auditor's office, the mail house and those who sign, in step with the utility's clock: on the days of the pack's windows each does
 * what is theirs, over HTTP and with files in the authority's forms. What is done already is asked of Arrears, so that whoever is killed
 * does nothing twice.
 */
export class RollOffice {
  readonly #options: RollOfficeOptions;
  readonly #bookFile: string;
  readonly #desk: RollDesk;
  /** How many of the season's occasions are over. */
  #done: number;

  constructor(options: RollOfficeOptions) {
    this.#options = options;
    this.#desk = new RollDesk(options.port, options.season.seasonId);
    mkdirSync(options.folder, { recursive: true });
    this.#bookFile = join(options.folder, 'done.json');
    this.#done = existsSync(this.#bookFile) ? (JSON.parse(readFileSync(this.#bookFile, 'utf8')) as { done: number }).done : 0;
  }

  /** When somebody there does something next; null when nothing is left. */
  nextAt(now: Instant): Instant | null {
    return this.#options.season.occasions.slice(this.#done).find(({ at }) => at > now)?.at ?? null;
  }

  /** Does what is due. @param tell says on the feeds what has to be told, each event once for ever @throws what the port throws */
  async work(now: Instant, tell: (events: readonly CloudEvent[]) => Promise<void>): Promise<void> {
    const { occasions } = this.#options.season;
    for (let next = occasions[this.#done]; next !== undefined && next.at <= now; next = occasions[this.#done]) {
      try {
        await tell(await this.#do(next));
      } catch (error) {
        if (!(error instanceof Declined)) throw error;
        this.#options.onDeclined(error);
      }
      this.#done += 1;
      writeFileSync(`${this.#bookFile}.unfinished`, JSON.stringify({ done: this.#done }));
      renameSync(`${this.#bookFile}.unfinished`, this.#bookFile);
    }
  }

  async #do({ act, on, nth }: Occasion): Promise<CloudEvent[]> {
    const { season, county } = this.#options;
    switch (act) {
      case 'open':
        await this.#desk.open(season.authorityId, season.season);
        await this.#tellOwners(on);
        break;
      case 'mail-notices':
        await this.#mailNotices(on);
        break;
      case 'return-notices':
        for (const { lineId } of await this.#candidates('returned')) await this.#desk.act({ type: 'RecordReturnedNotice', lineId, reason: 'no such address' }, `${lineId}/returned`);
        break;
      case 'object':
        for (const { lineId } of await this.#candidates('dismissed', 'reduced', 'upheld')) await this.#desk.act({ type: 'ReceiveObjection', lineId, objectionId: `${lineId}/objection`, receivedOn: on, words: 'This was paid by the tenant.' }, `${lineId}/objection`);
        break;
      case 'hear-objections':
        await this.#hearObjections();
        break;
      case 'publish':
        await this.#desk.act({ type: 'PublishReport', on, proof: `affidavit-${nth + 1}` }, `publish/${nth}`);
        break;
      case 'hold-hearing':
        await this.#desk.act({ type: 'HoldHearing', on, minutes: `minutes-${on}` }, 'hearing', 'counsel');
        break;
      case 'extract':
        await this.#tellOwners(on);
        break;
      case 'approve':
        await this.#desk.act({ type: 'ApproveRoll', reason: 'every line was looked at' }, 'approve/1', 'supervisor');
        await this.#desk.act({ type: 'ApproveRoll', reason: 'a sample was drawn and found right' }, 'approve/2', 'counsel');
        await this.#tellOwners(on);
        break;
      case 'answer':
        await this.#answer(on, await this.#readRoll(1), (course) => course === 'rejected');
        break;
      case 'mend':
        await this.#mend();
        break;
      case 'answer-mended':
        if ((await this.#desk.season()).files.length > 1) await this.#answer(on, await this.#readRoll(2), () => false);
        break;
      case 'tell-late':
        return lateNews(county, season.days.frozenOn, on, filedLines(await this.#desk.lines()));
      case 'answer-changes':
        await this.#answerChanges(on, nth);
        break;
      case 'settle':
        await this.#settle(on, nth);
        break;
      case 'release':
        await this.#release(nth);
        break;
      case 'close':
        await this.#close();
    }
    return [];
  }

  #tellOwners(on: LocalDate): Promise<void> {
    return this.#import('owners', ownersOn(this.#options.county, on), on);
  }

  async #mailNotices(on: LocalDate): Promise<void> {
    const notices = await this.#read('notices', (await this.#desk.file('notices')).text);
    await this.#import('mailed', notices.map(({ lineId, noticeId }) => ({ lineId, mailedOn: on, proof: `piece-${sha256(String(noticeId)).slice(0, 16)}` })), on);
  }

  /** Candidates whose owner does one of these things. */
  async #candidates(...courses: readonly CandidateCourse[]): Promise<(DeskLine & { course: CandidateCourse })[]> {
    const candidates = (await this.#desk.lines()).filter(({ status, noticeMailedOn }) => status === 'candidate' && noticeMailedOn !== null);
    return candidates.map((line, rank) => ({ ...line, course: candidateCourse(rank) })).filter(({ course }) => courses.includes(course));
  }

  async #hearObjections(): Promise<void> {
    for (const { lineId, course, amountCents } of await this.#candidates('dismissed', 'reduced', 'upheld')) {
      if (course === null || course === 'returned') continue;
      const outcome = { outcome: course, ...(course === 'reduced' ? { toCents: Math.ceil(amountCents / 2) } : {}) };
      await this.#desk.act({ type: 'HearObjection', lineId, objectionId: `${lineId}/objection`, ...outcome, reason: 'heard with the receipts that were brought' }, `${lineId}/heard`, 'counsel');
    }
  }

  async #readRoll(nth: number): Promise<readonly RollRecord[]> {
    return this.#read('roll', (await this.#desk.file('roll', nth)).text);
  }

  /** Line by line; what the utility has taken back meanwhile is answered with the changes. */
  async #answer(on: LocalDate, filed: readonly RollRecord[], isRejected: (course: LineCourse) => boolean): Promise<void> {
    const lines = new Map(filedLines(await this.#desk.lines()).map((line) => [line.lineId, line]));
    const records = filed.flatMap(({ lineId, parcelId }) => {
      const line = lines.get(String(lineId));
      if (line?.status !== 'certified') return [];
      return [isRejected(line.course) ? { outcome: 'rejected', parcelId, lineId, on, ...rejection } : { outcome: 'accepted', parcelId, lineId, on }];
    });
    await this.#import('answers', records, on);
  }

  async #mend(): Promise<void> {
    for (const { lineId, parcelId, status } of await this.#desk.lines()) {
      if (status === 'rejected' && parcelId !== null) await this.#desk.act({ type: 'MendLine', lineId, parcelId: afterSplit(parcelId) }, `${lineId}/mended`);
    }
    const season = await this.#desk.season();
    const isMended = (await this.#desk.lines()).some(({ status }) => status === 'certified');
    if (season.files.length === 1 && isMended) await this.#desk.fileCorrections('corrections');
  }

  async #answerChanges(on: LocalDate, nth: number): Promise<void> {
    const changes = await this.#read('changes', (await this.#desk.file('changes')).text);
    const records = changes.map(({ kind, parcelId, lineId, reference }) => ({ outcome: answerTo[String(kind)] ?? 'amended', parcelId, lineId, on, reference }));
    await this.#import('answers', records, on, `changes/${nth}`);
  }

  async #settle(on: LocalDate, nth: number): Promise<void> {
    const { season } = this.#options;
    const settlementId = `${season.season}-${nth + 1}`;
    if ((await this.#desk.season()).settlements.some((known) => known.settlementId === settlementId)) return;
    const isLast = nth === season.days.settlementsBy.length - 1;
    const records = filedLines(await this.#desk.lines()).flatMap(({ lineId, parcelId, status, course, openCents }) => {
      const settled = settledCents(course, openCents, isLast);
      return status === 'accepted' && settled.collectedCents > 0 ? [{ parcelId: parcelId ?? '', lineId, ...settled }] : [];
    });
    await this.#import('settlement', records, on, settlementId, { settlementId });
  }

  /** A recorded lien is released by the recorder; one on the tax list ends by itself. */
  async #release(nth: number): Promise<void> {
    if (this.#options.season.authority.lien.from !== 'recording') return;
    for (const { lineId, status, openCents } of await this.#desk.lines()) {
      if (status === 'accepted' && openCents === 0) await this.#desk.act({ type: 'RecordRelease', lineId }, `${lineId}/released/${nth}`);
    }
  }

  /** What still lies in suspense goes on to the treasurer; then the season is closed. */
  async #close(): Promise<void> {
    for (const { lineId, suspendedCents } of await this.#desk.lines()) {
      if (suspendedCents > 0) await this.#desk.act({ type: 'AnswerSuspense', lineId, amountCents: suspendedCents, to: 'treasurer' }, `${lineId}/suspense`);
    }
    await this.#desk.act({ type: 'CloseSeason' }, 'close');
  }

  #layout(kind: RollFileKind): RollLayout {
    return readRollLayouts(this.#options.season.authority.layouts).layouts[kind] as RollLayout;
  }

  async #read(kind: RollFileKind, text: string): Promise<readonly RollRecord[]> {
    return readRollFile(this.#layout(kind), text).records;
  }

  /** In the authority's form; a file without records is not sent. @param as tells files of one kind and day apart */
  async #import(kind: 'owners' | 'mailed' | 'answers' | 'settlement', records: readonly RollRecord[], on: LocalDate, as: string = on, more: RollRecord = {}): Promise<void> {
    if (records.length === 0) return;
    const { season, folder } = this.#options;
    const { text, fileName } = writeRollFile(this.#layout(kind), { season: season.season, on, nth: 1, ...more }, records);
    writeFileSync(join(folder, `${on}-${fileName}`), text);
    await this.#desk.import(kind, text, `${kind}/${as}`);
  }
}

/** `33-20001.000` → `33-20001.001`: the number of the part on which the house stands. */
function afterSplit(parcelId: string): string {
  return `${parcelId.slice(0, -1)}1`;
}
