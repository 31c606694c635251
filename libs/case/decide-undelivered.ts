import type { NoticeProof } from '../account/account.state.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { recalls } from './decide-holds.ts';
import type { CaseDraft } from './decision.ts';
import { ruleOf } from './proposal.ts';

/**
 * A letter came back: it supports nothing any more, crews are called back, and a person looks for the address. Where the law asks for
 * it, a visit follows once the telephone failed, too (CA-998-VISIT). Null when it did not come back.
 */
export function cameBack(state: CaseState, context: Context, { noticeId, returnedAt }: NoticeProof): readonly CaseDraft[] | null {
  if (returnedAt === null) return null;
  const { returnedMail } = context.law.pack;
  const because = [why(context, returnedMail?.rule ?? ruleOf('notice', context.law), `Notice ${noticeId} came back at ${returnedAt}; the address needs a person.`)];
  const search = 'Look for another address and telephone the customer; when nobody is reached and the call is logged, a visit leaves the notice at the property.';
  const question = `Notice ${noticeId} came back. Where does it go?${returnedMail ? ` ${search}` : ''}`;
  return [
    ...recalls(state, context, because),
    { type: 'NoticeWithdrawn', data: { noticeId, undelivered: 'returned' }, because },
    { type: 'ReviewNeeded', data: { question }, because },
  ];
}

/** An e-mail bounced: its clock stops, and the notice goes out again by letter. Null when it did not. */
export function bounced(state: CaseState, context: Context, { noticeId, bouncedAt }: NoticeProof): readonly CaseDraft[] | null {
  if (bouncedAt === undefined) return null;
  const because = [why(context, ruleOf('notice', context.law), `Notice ${noticeId} bounced at ${bouncedAt}; the next one goes by letter.`)];
  return [...recalls(state, context, because), { type: 'NoticeWithdrawn', data: { noticeId, undelivered: 'bounced' }, because }];
}
