import { z } from 'zod';
import { at, nthBusinessDayAfter } from '../../calendar/business-calendar.ts';
import type { Contact } from '../facts.ts';
import { predicate, type Finding } from './predicate.ts';

/**
 * The named customer was contacted, in writing or by a call that covered what the law asks for, so many business days ago
 * (GEN-COUNT: the day of the contact is left out; the shut-off may be made from the opening of the office on the last day).
 */
export const contactedBusinessDaysBefore = predicate({
  name: 'contacted-business-days-before',
  isWait: true,
  args: z.strictObject({ businessDays: z.int().positive(), clearDays: z.boolean().optional(), rule: z.string() }),
  says: ({ businessDays, clearDays }) =>
    `The customer was contacted in writing, or by a call that covered what the law asks for, at least ${businessDays}${clearDays ? ' clear' : ''} business days before.`,
  evaluate: ({ businessDays, clearDays }, { noticeMailedOn, contacts, now }, { calendar, pack }): Finding => {
    if (noticeMailedOn === null) return { holds: false, sentence: `No valid contact. ${lacking(contacts, pack.phoneNotice?.covers ?? [])}`.trim(), facts: {}, notBefore: null };
    const { on, skipped } = nthBusinessDayAfter(calendar, noticeMailedOn, businessDays, clearDays);
    const earliestAt = at(calendar, on, calendar.officeOpensAt);
    const clear = clearDays ? ', and one more that is clear,' : '';
    return {
      holds: now >= earliestAt,
      sentence: `The customer was contacted ${noticeMailedOn}; ${businessDays} business days${clear} end ${on}${skipped.length > 0 ? ` (${skipped.join('; ')})` : ''}.`,
      facts: { contactedOn: noticeMailedOn, earliestOn: on },
      notBefore: earliestAt,
    };
  },
});

/** What the last call left out, for whoever made it. */
function lacking(contacts: readonly Contact[], covers: readonly string[]): string {
  const call = contacts.findLast((contact) => contact.channel === 'phone');
  if (!call) return '';
  if (call.spokeWith !== 'customer') return `Call ${call.contactId} did not reach the customer.`;
  const missing = covers.filter((block) => !call.covered.includes(block));
  return missing.length === 0 ? '' : `Call ${call.contactId} did not cover: ${missing.join(', ')}.`;
}
