import type { AccountEvent } from '../../libs/account/account.events.ts';
import { isCaseEvent } from '../../libs/case/advance.ts';
import { Simulation } from '../../libs/case/simulation.ts';
import { localDate, type LocalDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import type { Area } from '../../libs/policy/moratorium.ts';
import type { Pack } from '../../libs/policy/pack.ts';
import { household } from './household.ts';
import { local } from './story.ts';

/**
 * Accounts of one district under OH-COUNTY@1, whose notices were mailed on 2027-03-22 and which a moratorium held from 2027-03-24 until
 * Monday 2027-04-12; as many moratoriums as areas are named. Letters are mailed and tags posted as they are ordered. @returns on which days their shut-offs are ordered, and why
 */
export function shutOffOf(accountIds: readonly string[], release: Pack['release'], areas: readonly Area[] = [{ districts: ['north'] }]): { accountId: string; on: LocalDate; because: string[] }[] {
  const law = loadLaw('OH-COUNTY@1');
  const ordered: { accountId: string; on: LocalDate; because: string[] }[] = [];
  const tags: { accountId: string; workOrderId: string }[] = [];
  const { release: _own, ...pack } = law.pack;
  const simulation = new Simulation({
    law: { ...law, pack: release ? { ...pack, release } : { ...pack, steps: withoutTurns(pack.steps) } },
    feeds: [],
    onDecided: ({ accountId, on, decision }) => {
      if (!isCaseEvent(decision)) return;
      if (decision.type === 'DoorTagOrdered') tags.push({ accountId, workOrderId: decision.data.workOrderId });
      if (decision.type === 'ShutOffOrdered') ordered.push({ accountId, on, because: decision.because.map(({ rule, sentence }) => `${rule}: ${sentence}`) });
    },
  });
  const tell = (when: string, accountId: string, type: AccountEvent['type'], data: unknown) => {
    const at = local(when);
    simulation.take({ kind: 'fact', accountId, event: { type, id: `n#${accountId}/${type}/${when}`, effectiveAt: at, recordedAt: at, data } as AccountEvent });
  };
  const each = (when: string, type: AccountEvent['type'], data: (accountId: string) => unknown) => accountIds.forEach((accountId) => tell(when, accountId, type, data(accountId)));
  each('2026-01-05 09:00', 'AccountOpened', () => household({ district: 'north' }));
  each('2027-02-12 08:00', 'BillIssued', () => ({ billId: 'B1', billedOn: localDate('2027-02-12'), dueOn: localDate('2027-03-05'), lines: [{ service: 'water', amountCents: 20_000 }] }));
  simulation.runTo(local('2027-03-21 12:00'));
  each('2027-03-22 10:00', 'NoticeMailed', (accountId) => ({ noticeId: `${accountId}.1.n1`, mailedOn: localDate('2027-03-22'), proof: 'p' }));
  const fromAt = local('2027-03-24 10:00');
  areas.forEach((area, index) => simulation.take({ kind: 'moratorium', at: fromAt, moratorium: { moratoriumId: `MO${index + 1}`, reason: 'disaster', area, fromAt, endsAt: local('2027-04-12 00:00'), evidence: 'proclamation-7' } }));
  for (let day = 12; day <= 25; day += 1) {
    simulation.runTo(local(`2027-04-${day} 13:00`));
    for (const { accountId, workOrderId } of tags.splice(0)) {
      tell(`2027-04-${day} 13:00`, accountId, 'NoticePosted', { workOrderId, photo: 'photo', postedBy: 'crew-7' });
      tell(`2027-04-${day} 13:00`, accountId, 'WorkOrderCompleted', { workOrderId, result: 'posted', crewId: 'crew-7' });
    }
  }
  return ordered;
}

function withoutTurns(steps: Pack['steps']): Pack['steps'] {
  const guards = <S extends { readonly guards: Pack['steps']['shut-off']['guards'] }>(step: S): S => ({ ...step, guards: step.guards.filter((guard) => !('release-turn-has-come' in guard)) });
  return { ...steps, 'shut-off': guards(steps['shut-off']), clearance: guards(steps.clearance) };
}
