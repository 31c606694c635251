import { openPoints } from '../../../libs/case/shut-off-day/closing.ts';
import { isOut } from '../../../libs/case/shut-off-day/day-line.ts';
import { isStale } from '../../../libs/policy/predicates/feeds-are-complete.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { contentHash, listToSign, type CrewOrder, type DayRecord, type ListedLine, type OffAccount, type Signed, type SignedLine, type Utility } from '../../../libs/store/index.ts';
import { hindrancesOf, windowOf } from './hindrances.ts';

const most = 200;

export interface DayKnown {
  readonly day: LocalDate;
  readonly today: LocalDate;
  readonly utility: Utility;
  readonly lines: readonly ListedLine[];
  readonly off: readonly OffAccount[];
  readonly signatures: readonly Signed[];
  readonly closing: DayRecord | null;
  readonly seesPremise: boolean;
}

/** A day as a supervisor sees it. */
export function dayView({ day, today, utility, lines, off, signatures, closing, seesPremise }: DayKnown) {
  const { now, feeds } = utility;
  const list = listToSign(day, lines);
  const window = windowOf(utility, day);
  const points = closing === null ? openPoints({ lines, off, now, windowClosesAt: window.closesAt }) : [];
  const stale = feeds.map((feed) => ({ ...feed, isStale: isStale(feed, now) }));
  const planned = lines.filter(({ stage }) => stage === 'planned');
  const last = signatures.at(-1);
  return {
    day,
    today,
    now,
    window,
    hindrances: hindrancesOf(utility, day),
    feeds: stale,
    heldBackByFeeds: stale.some((feed) => feed.isStale) ? planned.length : 0,
    stages: counted(lines.map(({ stage }) => stage)),
    awaitingApproval: lines.filter(({ awaitsApproval }) => awaitsApproval).map(({ caseId }) => caseId),
    crews: crewsOf(lines),
    contentHash: contentHash(list),
    listed: list.lines.filter(({ isOn }) => isOn).length,
    signatures: signatures.map(recordView),
    changedSince: last === undefined ? [] : changesBetween(last.content.lines, list.lines).slice(0, most),
    off: off.slice(0, most).map(({ caseId, accountId, premiseAddress, standing, restoration, because }) => ({
      caseId,
      accountId,
      premiseAddress: seesPremise ? premiseAddress : null,
      standing,
      restoration: restoration && { workOrderId: restoration.workOrderId, onDay: restoration.order.onDay, windowFromAt: restoration.order.windowFromAt, windowToAt: restoration.order.windowToAt },
      because,
    })),
    openPoints: points.slice(0, most),
    openCount: points.length,
    closing: closing && recordView(closing),
  };
}

export function recordView({ number, at, by, note, contentHash: hashed, hash }: DayRecord) {
  return { number, at, by, note, contentHash: hashed, hash };
}

function counted<T extends string>(names: readonly T[]): Partial<Record<T, number>> {
  return names.reduce<Partial<Record<T, number>>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
}

function crewsOf(lines: readonly ListedLine[]) {
  const ordered = lines.filter(({ workOrderId }) => workOrderId !== null);
  return [...new Set(ordered.map(({ crewId }) => crewId))].map((crewId) => {
    const own = ordered.filter((line) => line.crewId === crewId);
    return { crewId, orders: own.length, out: own.filter(isOut).length };
  });
}

function changesBetween(then: readonly SignedLine[], now: readonly SignedLine[]) {
  const before = new Map(then.map((line) => [line.caseId, line]));
  return now.flatMap((line) => {
    const was = before.get(line.caseId);
    if (was && was.isOn === line.isOn && was.balanceCents === line.balanceCents) return [];
    return [{ caseId: line.caseId, accountId: line.accountId, wasOn: was?.isOn ?? null, isOn: line.isOn, thenCents: was?.balanceCents ?? null, nowCents: line.balanceCents }];
  });
}

/** What a crew may see of an order. */
export function crewOrderView({ order, crewId, place, isDispatched, clearedUntilAt, premiseAddress, route, atTheDoor }: CrewOrder) {
  const { workOrderId, work, status } = order;
  const { meterSerial, district, windowFromAt, windowToAt } = order.order;
  const told = { open: clearedUntilAt !== null ? 'cleared' : isDispatched ? 'on-the-way' : 'waits', recalled: 'called-back', ended: 'ended' } as const;
  return { workOrderId, work, status: told[status], crewId, place, premiseAddress, meterSerial, district, route, windowFromAt, windowToAt, clearedUntilAt, atTheDoor };
}
