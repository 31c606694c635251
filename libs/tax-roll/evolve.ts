import { unreachable } from '../kernel/because.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { RollEvent } from './roll.events.ts';
import { unlisted, unopenedSeason, type Brought, type LineService, type RollLine, type SeasonState } from './season.state.ts';

/** The next state of a season. Pure: the same events in order always give the same state. */
export function evolveSeason(state: SeasonState, event: RollEvent): SeasonState {
  const next = { ...state, version: state.version + 1 };
  if ('lineId' in event.data) {
    const line = evolveLine(next.lines[event.data.lineId] ?? unlisted(event.data.lineId), event as LineEvent);
    return { ...next, lines: { ...next.lines, [line.lineId]: line } };
  }
  return withSeason(next, event as SeasonEvent);
}

export function foldSeason(seasonId: string, events: readonly RollEvent[]): SeasonState {
  return events.reduce(evolveSeason, unopenedSeason(seasonId));
}

type LineEvent = Extract<RollEvent, { data: { lineId: string } }>;
type SeasonEvent = Exclude<RollEvent, LineEvent>;

function withSeason(state: SeasonState, event: SeasonEvent): SeasonState {
  switch (event.type) {
    case 'SeasonOpened':
      return { ...state, authority: event.data.authority, season: event.data.season, forms: event.data.pack, openedAt: event.at };
    case 'FormsTaken':
      return { ...state, forms: event.data.pack };
    case 'OwnershipChecked':
      return { ...state, ownershipCheckedOn: event.data.on, ownershipHash: event.data.fileHash };
    case 'CandidatesDrawnUp':
      return { ...state, status: 'drawn-up' };
    case 'ReportPublished':
      return { ...state, published: [...state.published, event.data.on] };
    case 'HearingHeld':
      return { ...state, hearingHeldOn: event.data.on };
    case 'SeasonFrozen':
      return { ...state, status: 'frozen', approvals: [] };
    case 'RollApproved':
      return { ...state, approvals: [...state.approvals, event.data.by] };
    case 'RollFiled': {
      const { fileName, sha256, on, lines, totalCents } = event.data;
      // Mended lines are in this file and in no later one.
      const mended = Object.values(state.lines).filter((line) => line.status === 'certified' && line.filedIn === null).map((line) => [line.lineId, { ...line, filedIn: fileName }]);
      return { ...state, status: 'filed', files: [...state.files, { fileName, sha256, on, lines, totalCents }], lines: { ...state.lines, ...Object.fromEntries(mended) } };
    }
    case 'SettlementTaken': {
      const { settlementId, fileHash, on, collectedCents, remittedCents } = event.data;
      return { ...state, settlements: [...state.settlements, { settlementId, fileHash, on, collectedCents, remittedCents }] };
    }
    case 'SeasonClosed':
      return { ...state, status: 'closed' };
    default:
      return unreachable(event);
  }
}

function evolveLine(line: RollLine, event: LineEvent): RollLine {
  switch (event.type) {
    case 'OwnerTold': {
      const { ownerKey, sinceOn, bonaFide } = event.data;
      return { ...line, owner: { ownerKey, sinceOn, bonaFide, toldAt: event.at } };
    }
    case 'CandidateListed': {
      const { accountId, parcelId, services, amountCents, noticeId } = event.data;
      return { ...line, accountId, parcelId, services, amountCents, status: 'candidate', noticedOwner: line.owner, notice: { noticeId, mailedOn: null, proof: null, returned: false } };
    }
    case 'LineExcluded': {
      const { accountId, parcelId, amountCents, service, reason } = event.data;
      const exclusions = [...line.exclusions, { service, reason, amountCents, sentence: event.because[0]?.sentence ?? '' }];
      return { ...line, accountId, parcelId: line.parcelId ?? parcelId, exclusions, ...(service === null ? { status: 'excluded' } : {}) };
    }
    case 'OwnerNoticeMailed':
      return { ...line, notice: line.notice && { ...line.notice, mailedOn: event.data.mailedOn, proof: event.data.proof, returned: false } };
    case 'OwnerNoticeReturned':
      return { ...line, notice: line.notice && { ...line.notice, returned: true } };
    case 'ObjectionReceived':
      return { ...line, objections: [...line.objections, { objectionId: event.data.objectionId, receivedOn: event.data.receivedOn, outcome: null }] };
    case 'ObjectionHeard': {
      const { objectionId, outcome, toCents } = event.data;
      const objections = line.objections.map((known) => (known.objectionId === objectionId ? { ...known, outcome } : known));
      return { ...line, objections, ...(toCents === null ? {} : lowered(line, toCents)) };
    }
    case 'LineFrozen':
      return { ...line, status: 'frozen', services: event.data.services, amountCents: event.data.amountCents };
    case 'LineCertified': {
      const { services, amountCents } = event.data;
      return { ...line, status: 'certified', services, amountCents, certifiedCents: amountCents, certifiedAt: event.at, filedIn: event.data.runId };
    }
    case 'LineAccepted':
      return { ...line, status: 'accepted', acceptedAt: event.at, rejection: null };
    case 'LineRejected':
      return { ...line, status: 'rejected', rejection: { code: event.data.code, words: event.data.words } };
    case 'LineMended':
      return { ...line, status: 'certified', parcelId: event.data.parcelId, rejection: null, filedIn: null };
    case 'PaymentSuspended':
      return suspended(line, event.data.amountCents, event.data.ofBrought);
    case 'AmendmentSent': {
      const { amendmentId, fromCents, toCents, on } = event.data;
      return { ...line, amendments: [...line.amendments, { amendmentId, fromCents, toCents, sentAt: event.at, sentOn: on, acknowledgedOn: null, lapsed: false }] };
    }
    case 'AmendmentAcknowledged': {
      const known = line.amendments.find(({ amendmentId }) => amendmentId === event.data.amendmentId);
      const posted = known === undefined || known.recalledOn !== undefined || known.lapsed ? 0 : known.fromCents - known.toCents;
      const suspendedCents = Math.max(0, line.suspendedCents - posted);
      return { ...line, suspendedCents, amendments: line.amendments.map((amendment) => (amendment === known ? { ...amendment, acknowledgedOn: event.data.on } : amendment)) };
    }
    case 'AmendmentRecalled': {
      const { amendmentId, on } = event.data;
      const recalled = line.amendments.find((known) => known.amendmentId === amendmentId);
      const suspendedCents = Math.max(0, line.suspendedCents - (recalled ? recalled.fromCents - recalled.toCents : 0));
      return { ...line, suspendedCents, amendments: line.amendments.map((amendment) => (amendment === recalled ? { ...amendment, recalledOn: on } : amendment)) };
    }
    case 'AmendmentKept':
      return { ...line, amendments: line.amendments.map((amendment) => (amendment.amendmentId === event.data.amendmentId ? { ...amendment, keptOn: event.data.on } : amendment)) };
    case 'AmendmentLapsed':
      return { ...line, amendments: line.amendments.map((amendment) => (amendment.amendmentId === event.data.amendmentId ? { ...amendment, lapsed: true } : amendment)) };
    case 'SuspenseGone':
    case 'SuspenseAnswered':
      return suspended(line, -event.data.amountCents, event.data.ofBrought);
    case 'WithdrawalSent': {
      const { withdrawalId, amountCents, postPetition, on, to } = event.data;
      // What was still to be amended goes off with the line, and what was paid for it is the account's again.
      const amendments = line.amendments.map((amendment) => (amendment.acknowledgedOn === null ? { ...amendment, lapsed: true } : amendment));
      return { ...line, status: 'withdrawn', suspendedCents: 0, amendments, withdrawal: { withdrawalId, amountCents, postPetition, sentAt: event.at, sentOn: on, acknowledgedOn: null, ...(to && { to }) } };
    }
    case 'WithdrawalAcknowledged':
      return { ...line, withdrawal: line.withdrawal && { ...line.withdrawal, acknowledgedOn: event.data.on } };
    case 'AnswerEscalated':
      return { ...line, escalated: { ...line.escalated, [event.data.about]: { times: event.data.nth, lastOn: event.data.on } } };
    case 'SettlementPosted': {
      const { lineId: _line, ...settled } = event.data;
      const brought = settled.ofBroughtCents === undefined ? line.brought : collected(line.brought, settled.ofBroughtCents, settled.on);
      return { ...line, brought, settled: [...line.settled, settled] };
    }
    case 'LineBroughtForward': {
      const { accountId, parcelId, of, openCents } = event.data;
      return { ...line, accountId, parcelId: line.parcelId ?? parcelId, brought: [...line.brought, { of, cents: openCents, collectedCents: 0, paidOn: null, releasedOn: null }] };
    }
    case 'BroughtForwardReleased':
      return { ...line, brought: line.brought.map((brought) => (brought.of === event.data.of ? { ...brought, releasedOn: event.data.on } : brought)) };
    case 'LienReleased':
      return { ...line, status: 'released', releasedOn: event.data.on };
    case 'LineCarriedOver':
      return { ...line, carriedOverCents: event.data.openCents, carriedTo: event.data.to };
    default:
      return unreachable(event);
  }
}

function suspended(line: RollLine, cents: number, ofBrought = false): RollLine {
  return ofBrought ? { ...line, broughtSuspendedCents: line.broughtSuspendedCents + cents } : { ...line, suspendedCents: line.suspendedCents + cents };
}

/** What was collected goes to the oldest first. */
function collected(brought: readonly Brought[], cents: number, on: LocalDate): Brought[] {
  let left = cents;
  return brought.map((known) => {
    const part = Math.min(left, known.cents - known.collectedCents);
    left -= part;
    const collectedCents = known.collectedCents + part;
    return part === 0 ? known : { ...known, collectedCents, paidOn: collectedCents === known.cents ? on : null };
  });
}

/** Lowered to a sum, service by service: the penalties go first, and of the services the last. */
export function lowered(line: Pick<RollLine, 'services' | 'amountCents'>, toCents: number): Pick<RollLine, 'services' | 'amountCents'> {
  let off = Math.max(0, line.amountCents - toCents);
  const take = (cents: number) => {
    const part = Math.min(off, cents);
    off -= part;
    return cents - part;
  };
  const withoutPenalty = line.services.toReversed().map((known): LineService => ({ ...known, penaltyCents: take(known.penaltyCents) }));
  const services = withoutPenalty.map((known): LineService => ({ ...known, principalCents: take(known.principalCents) })).toReversed();
  return { services: services.filter(({ principalCents, penaltyCents }) => principalCents + penaltyCents > 0), amountCents: Math.min(line.amountCents, toCents) };
}
