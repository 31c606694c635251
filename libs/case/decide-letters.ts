import type { NoticeProof } from '../account/account.state.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { Instant } from '../kernel/time.ts';
import type { CaseState } from './case.state.ts';
import { ruleOfHold } from '../policy/evaluate.ts';
import { why, type Context } from './context.ts';
import { recalls } from './decide-holds.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { isWaterOff } from './evolve.ts';

const incident = 'notice-mailed-after-withdrawal';

/** A letter that went to the post although it had been taken back: the household was pressed under a fence, and a person sees to it. */
export const mailedAllTheSame: Rule = (state, context) => {
  for (const { noticeId, at } of state.withdrawn) {
    // A letter that a person gave up waiting for may have gone out in time, its proof alone being late.
    if (state.skipped.includes(noticeId) || state.incidents.includes(`${incident}:${noticeId}`)) continue;
    const proof = context.account.notices.find((known) => known.noticeId === noticeId);
    if (proof && wentOutAfter(at, proof, context)) return wronglyMailed(state, context, proof, at);
  }
  return nothing;
};

function wentOutAfter(withdrawnAt: Instant, { mailedOn, mailedAt }: NoticeProof, { law }: Context): boolean {
  return mailedOn !== null && mailedAt !== null && mailedAt > withdrawnAt && mailedOn >= dayOf(law.calendar, withdrawnAt);
}

function wronglyMailed(state: CaseState, context: Context, { noticeId, mailedOn, mailedAt }: NoticeProof, withdrawnAt: Instant): readonly CaseDraft[] {
  const hold = context.holds.find((known) => mailedAt !== null && known.sinceAt <= mailedAt);
  const sentence = `Notice ${noticeId} was withdrawn at ${withdrawnAt}, and mailed on ${mailedOn} all the same${hold ? `, after this: ${hold.sentence}` : '.'}`;
  const because = [why(context, hold ? ruleOfHold(hold, context.law) : 'GEN-EXEC', sentence, { withdrawnAt, mailedAt, mailedOn })];
  const opened: CaseDraft = { type: 'IncidentOpened', data: { incident, noticeId }, because };
  // Where the water is off, or a question waits already, the answer to this one would move the case from where it has to stay.
  if (isWaterOff(state) || state.status === 'review' || state.status === 'already-off') return [opened];
  const question = `Notice ${noticeId} was mailed after it had been withdrawn. What is the household told?`;
  return [opened, ...recalls(state, context, because), { type: 'ReviewNeeded', data: { question }, because }];
}
