import type { SeasonSummary } from '../../../libs/store/index.ts';
import { openAmendments, openCentsOf, type RollLine } from '../../../libs/tax-roll/index.ts';

export function seasonView({ seasonId, authority, season, status, waitsFor, ownershipCheckedOn, hearingHeldOn, approvals, files, settlements, lines }: SeasonSummary) {
  const told = settlements.map(({ fileHash: _hash, ...settlement }) => settlement);
  return { seasonId, authority, season, status, waitsFor, ownershipCheckedOn, hearingHeldOn, approvals, files, settlements: told, lines };
}

export function lineView(line: RollLine) {
  const { lineId, parcelId, status, services, amountCents, suspendedCents, exclusions, notice, withdrawal } = line;
  const unanswered = openAmendments(line).map(({ amendmentId }) => amendmentId);
  const waitsForAnswer = withdrawal === null || withdrawal.acknowledgedOn !== null ? unanswered : [withdrawal.withdrawalId, ...unanswered];
  return { lineId, parcelId, status, services, amountCents, openCents: openCentsOf(line), suspendedCents, noticeMailedOn: notice?.mailedOn ?? null, exclusions, waitsForAnswer };
}
