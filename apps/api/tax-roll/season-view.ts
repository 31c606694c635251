import type { Law } from '../../../libs/policy/facts.ts';
import type { SeasonSummary } from '../../../libs/store/index.ts';
import { openAmendments, openCentsOf, type RollLine } from '../../../libs/tax-roll/index.ts';

export function seasonView({ seasonId, authority, season, status, waitsFor, nextLookAt, ownershipCheckedOn, hearingHeldOn, approvals, files, settlements, lines }: SeasonSummary, { pack }: Law) {
  const told = settlements.map(({ fileHash: _hash, ...settlement }) => settlement);
  const days = pack.certification?.authorities[authority]?.seasons[season];
  return { seasonId, authority, season, status, waitsFor, nextLookAt, days: days === undefined ? null : daysView(days), ownershipCheckedOn, hearingHeldOn, approvals, files, settlements: told, lines };
}

type Days = NonNullable<Law['pack']['certification']>['authorities'][string]['seasons'][string];

function daysView({ candidatesOn, frozenOn, fileBy, amendBy, settlementsBy }: Days) {
  return { candidatesOn, frozenOn, fileBy, amendBy, settlementsBy: [...settlementsBy] };
}

export function lineView(line: RollLine) {
  const { lineId, parcelId, status, services, amountCents, suspendedCents, exclusions, notice, withdrawal } = line;
  const unanswered = openAmendments(line).map(({ amendmentId }) => amendmentId);
  const waitsForAnswer = withdrawal === null || withdrawal.acknowledgedOn !== null ? unanswered : [withdrawal.withdrawalId, ...unanswered];
  return { lineId, parcelId, status, services, amountCents, openCents: openCentsOf(line), suspendedCents, noticeMailedOn: notice?.mailedOn ?? null, exclusions, waitsForAnswer };
}
