import { unreachable, type Refusal } from '../kernel/because.ts';
import { dollars, sumCents } from '../kernel/money.ts';
import { packReference } from '../policy/pack.ts';
import type { LineChange, RollEntry } from './line-change.ts';
import { broughtReleased, isPaidAndNotReleased, reduced, released } from './look-at-line.ts';
import type { RollCommand } from './roll.commands.ts';
import type { RollDraft } from './roll.events.ts';
import { draft, no, objectionsEndOn, why, type SeasonContext } from './season-context.ts';
import { broughtOpenCents, isOnRoll, openAmendments, openCentsOf, seasonIdOf, type RollLine } from './season.state.ts';

type LineCommand = Extract<RollCommand, { lineId: string }>;
type WholeCommand = Exclude<RollCommand, LineCommand>;

const change = (events: readonly RollDraft[], ...entries: RollEntry[]): LineChange => ({ events, entries });

/**
 * What follows from what a person does or the authority answers. For a command about a line, the season's state needs that line
 * alone. @param by the person, by their id @returns a refusal with its rule
 */
export function decide(command: RollCommand, context: SeasonContext, by: string): LineChange | Refusal {
  if (!('lineId' in command)) return ofSeason(command, context, by);
  const { lines } = context.state;
  const line = Object.hasOwn(lines, command.lineId) ? lines[command.lineId] : undefined;
  return line ? ofLine(command, line, context, by) : no(context, context.authority.rule, `There is no line ${command.lineId} in ${context.state.seasonId}.`);
}

function ofSeason(command: WholeCommand, context: SeasonContext, by: string): LineChange | Refusal {
  const { state, authority, today, days } = context;
  switch (command.type) {
    case 'PublishReport':
      if (command.on > today) return no(context, authority.windowRule, `${command.on} is yet to come.`);
      return change([draft('ReportPublished', { on: command.on, proof: command.proof })]);
    case 'HoldHearing':
      if (command.on > today) return no(context, authority.windowRule, `${command.on} is yet to come.`);
      return change([draft('HearingHeld', { on: command.on, minutes: command.minutes, by })]);
    case 'ApproveRoll': {
      const { people, rule } = authority.approval;
      if (state.status !== 'frozen') return no(context, rule, `The list of ${state.seasonId} is ${state.status}; it is approved once it is extracted.`);
      if (state.approvals.includes(by)) return no(context, rule, `${by} approved it already; it needs ${people} different people.`);
      if (state.approvals.length >= people) return no(context, rule, `${people} people approved it already.`);
      return change([draft('RollApproved', { by, reason: command.reason }, why(context, rule, `${by} approved the list: ${command.reason}`))]);
    }
    case 'TakeForms': {
      const pack = packReference(context.law.pack);
      if (state.forms === pack) return no(context, authority.rule, `The files of ${state.seasonId} have the forms of ${pack} already.`);
      return change([draft('FormsTaken', { pack, reason: command.reason, by }, why(context, authority.rule, `The files of ${state.seasonId} have the forms of ${pack} from now on: ${command.reason}`))]);
    }
    case 'CloseSeason': {
      const last = days.settlementsBy.at(-1) as string;
      if (state.status !== 'filed') return no(context, authority.windowRule, `The list of ${state.seasonId} is ${state.status}; it is closed once it is filed and settled.`);
      if (today < last) return no(context, authority.windowRule, `The last settlement of ${authority.says} should be in by ${last}.`, last);
      const unanswered = Object.values(state.lines).find((line) => isUnanswered(line));
      if (unanswered) return no(context, context.rules.ledgerRule, `Line ${unanswered.lineId} waits for an answer: see to it first.`);
      const carried = Object.values(state.lines).map((line) => ({ lineId: line.lineId, openCents: carriedCents(line) })).filter(({ openCents }) => openCents > 0);
      const next = Object.keys(authority.seasons).sort().find((season) => season > state.season);
      if (carried.length > 0 && next === undefined) return no(context, authority.windowRule, `${carried.length} lines are still to be collected, and the law knows no season after ${state.seasonId} that follows them: enter its days first.`);
      const to = seasonIdOf(state.authority, next ?? '');
      const reason = (openCents: number) => why(context, context.rules.ledgerRule, `${dollars(openCents)} is still to be collected by the county, and is followed in ${to}.`);
      return change([...carried.map((line) => draft('LineCarriedOver', { ...line, to }, reason(line.openCents))), draft('SeasonClosed', { on: today, by })]);
    }
    default:
      return unreachable(command);
  }
}

/** What the county may still collect on a line, whichever season certified it. */
function carriedCents(line: RollLine): number {
  return (line.status === 'accepted' ? openCentsOf(line) : 0) + broughtOpenCents(line);
}

function isUnanswered(line: RollLine): boolean {
  const waits = line.withdrawal !== null && line.withdrawal.acknowledgedOn === null;
  return waits || line.suspendedCents + line.broughtSuspendedCents > 0 || line.status === 'rejected' || line.status === 'certified' || openAmendments(line).length > 0;
}

function ofLine(command: LineCommand, line: RollLine, context: SeasonContext, by: string): LineChange | Refusal {
  switch (command.type) {
    case 'RecordNotice':
    case 'RecordReturnedNotice':
    case 'ReceiveObjection':
    case 'HearObjection':
      return ofNotice(command, line, context, by);
    case 'AcceptLine':
    case 'RejectLine':
    case 'MendLine':
    case 'GiveUpLine':
      return ofFiling(command, line, context, by);
    case 'AcknowledgeAmendment':
    case 'KeepLine':
    case 'AcknowledgeWithdrawal':
    case 'AnswerSuspense':
    case 'SettleLine':
    case 'RecordRelease':
      return ofRoll(command, line, context, by);
    default:
      return unreachable(command);
  }
}

function ofNotice(command: Extract<LineCommand, { type: 'RecordNotice' | 'RecordReturnedNotice' | 'ReceiveObjection' | 'HearObjection' }>, line: RollLine, context: SeasonContext, by: string): LineChange | Refusal {
  const { lineId } = line;
  const { ownerNoticeRule: rule, ownerNoticeDays } = context.rules;
  if (line.notice === null) return no(context, rule, `No notice was ordered for line ${lineId}.`);
  switch (command.type) {
    case 'RecordNotice':
      if (command.mailedOn > context.today) return no(context, rule, `${command.mailedOn} is yet to come.`);
      if (command.mailedOn < context.days.candidatesOn) return no(context, rule, `The notices of ${context.state.seasonId} go out from ${context.days.candidatesOn} on; what was mailed on ${command.mailedOn} is none of them.`);
      // Proof of the one that came back, once more: only one that was mailed after it is another.
      if (line.notice.returned && command.mailedOn <= (line.notice.mailedOn ?? command.mailedOn)) return change([]);
      return change([draft('OwnerNoticeMailed', { lineId, mailedOn: command.mailedOn, proof: command.proof }, why(context, rule, `The owner's notice was mailed on ${command.mailedOn}; objections are heard that come before ${objectionsEndOn(context, command.mailedOn)}.`))]);
    case 'RecordReturnedNotice':
      if (line.notice.mailedOn === null) return no(context, rule, `The mailing of the notice for line ${lineId} is not proven yet: record first when it was mailed, so that its proof is not taken for one of another.`);
      return change([draft('OwnerNoticeReturned', { lineId, reason: command.reason })]);
    case 'ReceiveObjection': {
      const endsOn = line.notice.mailedOn === null ? null : objectionsEndOn(context, line.notice.mailedOn);
      if (endsOn !== null && command.receivedOn > endsOn) return no(context, rule, `The owner had ${ownerNoticeDays} days to object, until ${endsOn}.`);
      if (line.objections.some(({ objectionId }) => objectionId === command.objectionId)) return no(context, rule, `Objection ${command.objectionId} was received already.`);
      return change([draft('ObjectionReceived', { lineId, objectionId: command.objectionId, receivedOn: command.receivedOn, words: command.words })]);
    }
    case 'HearObjection': {
      const objection = line.objections.find(({ objectionId }) => objectionId === command.objectionId);
      if (!objection || objection.outcome !== null) return no(context, rule, `No objection ${command.objectionId} waits to be heard.`);
      const isReduced = command.outcome === 'reduced';
      if (isReduced !== (command.toCents !== undefined)) return no(context, rule, 'An objection that reduces the line says to which sum, and no other does.');
      if (isReduced && isOnRoll(line)) return no(context, rule, `Line ${lineId} is certified, and no objection lowers it any more: uphold the objection, which takes the line off, and certify the rest in the next season.`);
      if (command.toCents !== undefined && command.toCents >= line.amountCents) return no(context, rule, `The line is over ${dollars(line.amountCents)}; it can only be lowered.`);
      return change([draft('ObjectionHeard', { lineId, objectionId: command.objectionId, outcome: command.outcome, toCents: command.toCents ?? null, reason: command.reason, by }, why(context, rule, `Objection ${command.objectionId} was ${command.outcome}: ${command.reason}`))]);
    }
    default:
      return unreachable(command);
  }
}

function ofFiling(command: Extract<LineCommand, { type: 'AcceptLine' | 'RejectLine' | 'MendLine' | 'GiveUpLine' }>, line: RollLine, context: SeasonContext, by: string): LineChange | Refusal {
  const { lineId } = line;
  const { authority, days, today } = context;
  switch (command.type) {
    case 'AcceptLine':
      if (line.status !== 'certified') return no(context, authority.rule, `Line ${lineId} is ${line.status}: there is nothing to accept.`);
      return change([draft('LineAccepted', { lineId, on: command.on }, why(context, authority.lien.rule, `${authority.says} listed ${dollars(openCentsOf(line))} on parcel ${line.parcelId ?? ''} on ${command.on}.`))]);
    case 'RejectLine':
      if (line.status !== 'certified') return no(context, authority.rule, `Line ${lineId} is ${line.status}: there is nothing to reject.`);
      return change([draft('LineRejected', { lineId, on: command.on, code: command.code, words: command.words }, why(context, authority.rule, `${authority.says} rejected the line (${command.code}): ${command.words}`))]);
    case 'MendLine':
      if (line.status !== 'rejected') return no(context, authority.rule, `Line ${lineId} is ${line.status}: only a rejected one is mended.`);
      if (today > days.amendBy) return no(context, authority.windowRule, `${authority.says} took corrections until ${days.amendBy}.`);
      return change([draft('LineMended', { lineId, parcelId: command.parcelId, by })]);
    case 'GiveUpLine': {
      if (line.status !== 'rejected') return no(context, authority.rule, `Line ${lineId} is ${line.status}: only a rejected one is given up.`);
      const reason = why(context, authority.rule, `The line was rejected and cannot be mended: ${command.reason}`);
      const withdrawalId = `${context.state.seasonId}/${lineId}/given-up`;
      const amountCents = openCentsOf(line);
      const events = [draft('WithdrawalSent', { lineId, withdrawalId, amountCents, postPetition: false, on: today }, reason), draft('WithdrawalAcknowledged', { lineId, withdrawalId, on: today }, reason)];
      return change(events, reduced(context, line, withdrawalId, amountCents, 'rejected', reason));
    }
    default:
      return unreachable(command);
  }
}

function ofRoll(command: Extract<LineCommand, { type: 'AcknowledgeAmendment' | 'KeepLine' | 'AcknowledgeWithdrawal' | 'AnswerSuspense' | 'SettleLine' | 'RecordRelease' }>, line: RollLine, context: SeasonContext, by: string): LineChange | Refusal {
  const { lineId } = line;
  const { authority, days, rules, state } = context;
  const key = `${state.seasonId}/${lineId}`;
  switch (command.type) {
    case 'AcknowledgeAmendment': {
      const { amendmentId, on } = command;
      const amendment = line.amendments.find((known) => known.amendmentId === amendmentId);
      // It crossed with a withdrawal, which takes off all that is left: written down, and nothing more.
      if (amendment?.acknowledgedOn === null && line.withdrawal !== null) return change([draft('AmendmentAcknowledged', { lineId, amendmentId, on })]);
      if (!amendment || !openAmendments(line).includes(amendment)) return no(context, rules.ledgerRule, `No amendment ${amendmentId} waits for an answer.`);
      if (on > days.amendBy) return no(context, authority.windowRule, `${authority.says} took amendments until ${days.amendBy}; an acknowledgement of ${on} is for counsel.`);
      const amountCents = amendment.fromCents - amendment.toCents;
      if (amountCents > openCentsOf(line)) return no(context, rules.ledgerRule, `${dollars(amountCents)} cannot be taken off line ${lineId}, which has ${dollars(openCentsOf(line))} open: ${authority.says} collected the rest. Ask which is so.`);
      const follows = amendment.recalledOn === undefined ? `${dollars(amountCents)} in suspense is posted` : `what was paid for it has come back, and the account owes ${dollars(amountCents)} again`;
      const reason = why(context, rules.ledgerRule, `${authority.says} amended ${dollars(amendment.fromCents)} to ${dollars(amendment.toCents)} on ${on}; ${follows}.`);
      return change([draft('AmendmentAcknowledged', { lineId, amendmentId, on }, reason)], reduced(context, line, amendmentId, amountCents, 'amended', reason));
    }
    case 'KeepLine': {
      const { amendmentId, on } = command;
      const amendment = openAmendments(line).find((known) => known.amendmentId === amendmentId);
      if (amendment?.recalledOn === undefined) return no(context, rules.ledgerRule, `${authority.says} was not asked to leave line ${lineId} as it is: no amendment ${amendmentId} was recalled.`);
      return change([draft('AmendmentKept', { lineId, amendmentId, on }, why(context, rules.ledgerRule, `${authority.says} left ${dollars(amendment.fromCents)} on the roll on ${on}.`))]);
    }
    case 'AcknowledgeWithdrawal': {
      const { withdrawal } = line;
      if (withdrawal === null || withdrawal.acknowledgedOn !== null) return no(context, rules.stayRule, `No withdrawal of line ${lineId} waits for an answer.`);
      return change([draft('WithdrawalAcknowledged', { lineId, withdrawalId: withdrawal.withdrawalId, on: command.on }, why(context, rules.stayRule, `${authority.says} took the line off on ${command.on}.`))]);
    }
    case 'AnswerSuspense': {
      const { amountCents, to } = command;
      // What was paid for an earlier season's debt comes first: no amendment of this one concerns it.
      const ofBrought = line.broughtSuspendedCents > 0 ? ({ ofBrought: true } as const) : {};
      const suspendedCents = line.broughtSuspendedCents || line.suspendedCents;
      if (line.broughtSuspendedCents === 0 && openAmendments(line).length > 0) return no(context, rules.ledgerRule, 'An amendment waits for its answer: until then the payment stays in suspense.');
      if (amountCents > suspendedCents) return no(context, rules.ledgerRule, `${dollars(suspendedCents)} is in suspense.`);
      const reason = why(context, rules.ledgerRule, `${dollars(amountCents)} in suspense goes ${to === 'payer' ? 'back to the payer' : 'on to the treasurer'}; what is certified stays as it is.`);
      const requestId = `${key}/suspense/${state.version}-${amountCents}`;
      return change([draft('SuspenseAnswered', { lineId, amountCents, to, by, ...ofBrought }, reason)], { type: 'SuspensePaidOut', id: `arrears#${requestId}`, data: { requestId, amountCents, to, by }, because: [reason] });
    }
    case 'SettleLine': {
      const { settlementId, collectedCents, remittedCents, on } = command;
      const openCents = (isOnRoll(line) ? openCentsOf(line) : 0) + broughtOpenCents(line);
      if (!isOnRoll(line) && broughtOpenCents(line) === 0) return no(context, rules.ledgerRule, `Line ${lineId} is ${line.status}: the county cannot have collected on it.`);
      if (line.settled.some((known) => known.settlementId === settlementId)) return no(context, rules.ledgerRule, `Settlement ${settlementId} was posted on line ${lineId} already.`);
      if (collectedCents > openCents) return no(context, rules.ledgerRule, `${dollars(collectedCents)} is more than the ${dollars(openCents)} that line ${lineId} has open.`);
      if (remittedCents > collectedCents) return no(context, rules.ledgerRule, `${dollars(remittedCents)} was remitted of ${dollars(collectedCents)} collected on line ${lineId}.`);
      const reason = why(context, rules.ledgerRule, `${authority.says} collected ${dollars(collectedCents)} on parcel ${line.parcelId ?? ''} and remitted ${dollars(remittedCents)}.`);
      const shares = sharesOf(line, key, collectedCents);
      const ofBroughtCents = sumCents(shares.filter(({ of }) => of !== key).map(({ amountCents }) => amountCents));
      const entries = shares.map(({ of, amountCents }): RollEntry => ({ type: 'CertifiedDebtRemitted', id: `arrears#${key}/${settlementId}${of === key ? '' : `/${of}`}`, data: { settlementId, lineId: of, amountCents }, because: [reason] }));
      return change([draft('SettlementPosted', { lineId, settlementId, collectedCents, remittedCents, on, ...(ofBroughtCents > 0 && { ofBroughtCents }) }, reason)], ...entries);
    }
    case 'RecordRelease': {
      const paid = line.brought.find(isPaidAndNotReleased);
      if (paid) return change([broughtReleased(context, line, paid)]);
      if (openCentsOf(line) !== 0 || line.status !== 'accepted') return no(context, authority.lien.releaseRule, `Line ${lineId} is ${line.status} and has ${dollars(openCentsOf(line))} open: its lien stands.`);
      return change([released(context, line)]);
    }
    default:
      return unreachable(command);
  }
}

/** What was collected, by the line of whichever season certified it: the oldest debt first. */
function sharesOf(line: RollLine, key: string, collectedCents: number): { readonly of: string; readonly amountCents: number }[] {
  let left = collectedCents;
  const older = line.brought.map(({ of, cents, collectedCents: before }) => {
    const amountCents = Math.min(left, cents - before);
    left -= amountCents;
    return { of, amountCents };
  });
  return [...older, { of: key, amountCents: left }].filter(({ amountCents }) => amountCents > 0);
}
