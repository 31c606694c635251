import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import { tellEvent } from '../../../libs/store/read/index.ts';

/** The sentence of an event without what somebody wrote into it: it may name anybody. */
export function withoutQuoted(event: AccountEvent | CaseEvent): string {
  const written = 'reason' in event.data && typeof event.data.reason === 'string' ? event.data.reason : null;
  return written === null || written === '' ? tellEvent(event) : tellEvent(event).replaceAll(written, '…');
}
