import type { OrderedCopy } from '../account/third-parties.ts';
import type { DocumentStatement } from '../documents/index.ts';
import type { Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { HoldKind } from '../policy/pack.ts';
import type { AskedIntervention } from './asked-interventions.ts';
import type { CaseEventData, WorkKind } from './case.events.ts';

type Ro<T> = { readonly [K in keyof T]: T[K] };

export const caseStatuses = [
  'past-due',
  'notice-ordered',
  'notice-mailed',
  'door-tag-ordered',
  'door-tag-posted',
  'shut-off-planned',
  'shut-off-ordered',
  'review',
  'already-off',
  'shut-off',
  'restoring',
  'closed',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export type CaseWorkOrder = Ro<{
  workOrderId: string;
  work: WorkKind;
  status: 'open' | 'recalled' | 'ended';
  orderedAt: Instant;
  recalledAt: Instant | null;
  /** A paper goes with the crew. */
  hasPaper?: true;
  order: Pick<CaseEventData<'ShutOffOrdered'>, 'onDay' | 'windowFromAt' | 'windowToAt' | 'meterSerial' | 'district'>;
}>;

/** Asked for by one person, and not yet signed by another. */
export type AwaitedSignature = Ro<{ interventionId: string; intervention: AskedIntervention; by: string; as?: string; reason: string; at: Instant }>;

export type HeldBy = Ro<{ kind: HoldKind; evidence: string }>;

/** A delinquency case: the nth pursuit of one account's debt. */
export type CaseState = Ro<{
  caseId: string;
  accountId: string;
  episode: number;
  pack: string;
  status: CaseStatus;
  openedAt: Instant;
  closedAt: Instant | null;
  closedBy: CaseEventData<'CaseClosed'>['reason'] | null;
  version: number;
  /** `statement`: null for a notice that was ordered before notices said what they contain. */
  notice: Ro<{ noticeId: string; orderedAt: Instant; mailedOn: LocalDate | null; pastDueCents: Cents; oldestBillId: string | null; payByOn: LocalDate | null; statement: DocumentStatement | null; channel?: 'letter' | 'e-mail' }> | null;
  noticeCount: number;
  /** The last notice that never reached the customer; left out until there is one. */
  undelivered?: Ro<{ noticeId: string; how: 'returned' | 'bounced'; at: Instant }>;
  /** The order of the visit that leaves a notice, while a crew is out for it. */
  visitOrder?: Ro<{ workOrderId: string; noticeId: string; oldestBillId?: string; paper?: CaseEventData<'NoticeVisitOrdered'>['paper'] }> | null;
  /** Notices to occupants, each that was ever ordered; left out until there is one. */
  occupantNotices?: readonly Ro<{ noticeId: string; unitId: string; orderedAt: Instant; deliverBy: 'letter' | 'posting'; status: 'open' | 'delivered' | 'withdrawn' }>[];
  /** Copies of notices to whom the customer named, each that was ever ordered; left out until there is one. */
  thirdPartyNotices?: readonly OrderedCopy[];
  /** Calls that stood in place of a notice: none does twice. */
  calls: readonly string[];
  /** Notices that were taken back before any proof of mailing: their letters may lie printed. */
  withdrawn: readonly Ro<{ noticeId: string; orderedAt: Instant; at: Instant }>[];
  doorTag: Ro<{ workOrderId: string; postedAt: Instant }> | null;
  plannedOn: LocalDate | null;
  notBeforeOn: LocalDate | null;
  workOrders: readonly CaseWorkOrder[];
  /** Shut-off visits that ended at a closed door, since the last notice. */
  visits: number;
  approvalRequested: boolean;
  approvedBy: string | null;
  shutOff: Ro<{ workOrderId: string; closedAt: Instant }> | null;
  heldBy: readonly HeldBy[];
  /** Kinds that held since collection last went on: they decide where it resumes. */
  heldSince: readonly HeldBy[];
  /** When the last hold ended and collection went on. */
  resumedAt: Instant | null;
  /** When a notice was last spent, or the case taken back to an earlier step: what was said before supports nothing since. Left out until then. */
  anewSince?: Instant;
  arrangements: Readonly<Record<string, 'missed' | 'broken' | 'fulfilled' | 'cured'>>;
  clearances: readonly Ro<{ clearanceId: string; workOrderId: string; expiresAt: Instant; grantedAt: Instant }>[];
  incidents: readonly string[];
  reviewOf: string | null;
  /** Letters that a person chose not to wait for. */
  skipped: readonly string[];
  /** What waits for a second person's signature, oldest first; left out until somebody asked. */
  asked?: readonly AwaitedSignature[];
}>;

export function caseIdOf(accountId: string, episode: number): string {
  return `${accountId}.${episode}`;
}
