import type { Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { ExclusionReason } from './roll.events.ts';

type Ro<T> = { readonly [K in keyof T]: T[K] };

export type LineService = Ro<{ service: string; principalCents: Cents; penaltyCents: Cents }>;

export type Owner = Ro<{ ownerKey: string; sinceOn: LocalDate; bonaFide: boolean; toldAt: Instant }>;

export type Objection = Ro<{ objectionId: string; receivedOn: LocalDate; outcome: 'dismissed' | 'upheld' | 'reduced' | null }>;

export type Amendment = Ro<{ amendmentId: string; fromCents: Cents; toCents: Cents; sentAt: Instant; sentOn: LocalDate; acknowledgedOn: LocalDate | null; lapsed: boolean; recalledOn?: LocalDate; keptOn?: LocalDate }>;

export type Withdrawal = Ro<{ withdrawalId: string; amountCents: Cents; postPetition: boolean; sentAt: Instant; sentOn: LocalDate; acknowledgedOn: LocalDate | null; to?: 'unsecured-roll' }>;

export type Settled = Ro<{ settlementId: string; collectedCents: Cents; remittedCents: Cents; on: LocalDate; ofBroughtCents?: Cents }>;

/** What an earlier season left open; `of` is its line, as the account's stream knows it. */
export type Brought = Ro<{ of: string; cents: Cents; collectedCents: Cents; paidOn: LocalDate | null; releasedOn: LocalDate | null }>;

export const lineStatuses = ['candidate', 'excluded', 'frozen', 'certified', 'accepted', 'rejected', 'withdrawn', 'released'] as const;
export type LineStatus = (typeof lineStatuses)[number];

/** One account's place in a season. Its id is the account's. */
export type RollLine = Ro<{
  lineId: string;
  accountId: string;
  status: LineStatus;
  parcelId: string | null;
  /** As noticed to the owner, then as frozen, then as certified: it is lowered and never raised. */
  services: readonly LineService[];
  amountCents: Cents;
  /** The owner to whom the notice went, and the one that the county named last. */
  noticedOwner: Owner | null;
  owner: Owner | null;
  notice: Ro<{ noticeId: string; mailedOn: LocalDate | null; proof: string | null; returned: boolean }> | null;
  objections: readonly Objection[];
  exclusions: readonly Ro<{ service: string | null; reason: ExclusionReason; amountCents: Cents; sentence: string }>[];
  certifiedCents: Cents;
  certifiedAt: Instant | null;
  /** Which of its files a line is in; a mended one is in the next. */
  filedIn: string | null;
  acceptedAt: Instant | null;
  rejection: Ro<{ code: string; words: string }> | null;
  amendments: readonly Amendment[];
  withdrawal: Withdrawal | null;
  /** Paid to the utility and not answered yet. */
  suspendedCents: Cents;
  /** The oldest first. */
  brought: readonly Brought[];
  /** Paid to the utility for what was brought forward, and not answered yet. */
  broughtSuspendedCents: Cents;
  settled: readonly Settled[];
  /** By what is not answered: how often it was raised, and last when. */
  escalated: Readonly<Record<string, Ro<{ times: number; lastOn: LocalDate }>>>;
  releasedOn: LocalDate | null;
  carriedOverCents: Cents;
  /** The season in which it is followed. */
  carriedTo: string | null;
}>;

export const seasonStatuses = ['open', 'drawn-up', 'frozen', 'filed', 'closed'] as const;
export type SeasonStatus = (typeof seasonStatuses)[number];

/** A season, and those of its lines that are at hand: decisions about one line need no other. */
export type SeasonState = Ro<{
  seasonId: string;
  authority: string;
  season: string;
  status: SeasonStatus;
  version: number;
  openedAt: Instant | null;
  /** The version of the law whose forms its files have: the one under which it began, or one that a person took since. */
  forms: string | null;
  ownershipCheckedOn: LocalDate | null;
  ownershipHash: string | null;
  published: readonly LocalDate[];
  hearingHeldOn: LocalDate | null;
  approvals: readonly string[];
  files: readonly Ro<{ fileName: string; sha256: string; on: LocalDate; lines: number; totalCents: Cents }>[];
  settlements: readonly Ro<{ settlementId: string; fileHash: string; on: LocalDate; collectedCents: Cents; remittedCents: Cents }>[];
  lines: Readonly<Record<string, RollLine>>;
}>;

/** `county-auditor`, `2027` → `county-auditor.2027` */
export function seasonIdOf(authority: string, season: string): string {
  return `${authority}.${season}`;
}

export function unopenedSeason(seasonId: string): SeasonState {
  const [authority = '', season = ''] = seasonId.split('.');
  return { seasonId, authority, season, status: 'open', version: 0, openedAt: null, forms: null, ownershipCheckedOn: null, ownershipHash: null, published: [], hearingHeldOn: null, approvals: [], files: [], settlements: [], lines: {} };
}

export function unlisted(lineId: string): RollLine {
  return {
    lineId,
    accountId: lineId,
    status: 'candidate',
    parcelId: null,
    services: [],
    amountCents: 0,
    noticedOwner: null,
    owner: null,
    notice: null,
    objections: [],
    exclusions: [],
    certifiedCents: 0,
    certifiedAt: null,
    filedIn: null,
    acceptedAt: null,
    rejection: null,
    amendments: [],
    withdrawal: null,
    suspendedCents: 0,
    brought: [],
    broughtSuspendedCents: 0,
    settled: [],
    escalated: {},
    releasedOn: null,
    carriedOverCents: 0,
    carriedTo: null,
  };
}

/** What amendments took off that the authority acknowledged. */
export function amendedCents({ amendments }: RollLine): Cents {
  return amendments.reduce((sum, { fromCents, toCents, acknowledgedOn, lapsed }) => (acknowledgedOn === null || lapsed ? sum : sum + fromCents - toCents), 0);
}

export function collectedCents({ settled }: RollLine): Cents {
  return settled.reduce((sum, settlement) => sum + settlement.collectedCents, 0);
}

export function remittedCents({ settled }: RollLine): Cents {
  return settled.reduce((sum, settlement) => sum + settlement.remittedCents, 0);
}

export function broughtCents({ brought }: RollLine): Cents {
  return brought.reduce((sum, { cents }) => sum + cents, 0);
}

/** What the county has still to collect of what earlier seasons left. */
export function broughtOpenCents({ brought }: RollLine): Cents {
  return brought.reduce((sum, { cents, collectedCents }) => sum + cents - collectedCents, 0);
}

/** What the county has still to collect of this season's: certified, less what was amended, withdrawn or collected. */
export function openCentsOf(line: RollLine): Cents {
  const collectedOfBrought = line.settled.reduce((sum, { ofBroughtCents = 0 }) => sum + ofBroughtCents, 0);
  return line.certifiedCents - amendedCents(line) - (line.withdrawal?.amountCents ?? 0) - (collectedCents(line) - collectedOfBrought);
}

/** Amendments that wait for the authority: it takes them, or says that it left the line as it was. */
export function openAmendments({ amendments }: RollLine): readonly Amendment[] {
  return amendments.filter(({ acknowledgedOn, lapsed, keptOn }) => acknowledgedOn === null && !lapsed && keptOn === undefined);
}

/** It was certified, and the county may still collect on it. */
export function isOnRoll({ status }: RollLine): boolean {
  return status === 'certified' || status === 'accepted' || status === 'rejected';
}
