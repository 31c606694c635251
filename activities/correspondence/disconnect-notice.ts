import { dollars } from '../../libs/kernel/money.ts';
import type { LocalDate } from '../../libs/kernel/time.ts';
import type { Letter } from '../../libs/store/index.ts';

export interface NoticeText {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly paragraphs: readonly { readonly heading: string; readonly text: string }[];
  readonly small: readonly string[];
}

/**
 * What a disconnect notice says. GEN-CRAFT (Memphis Light v. Craft, 436 U.S. 1): how to dispute the bill, and a person with power
 * to correct it, named with a telephone number, before the water is shut off.
 * @param utilityName as the utility calls itself on its letters
 */
export function disconnectNotice(letter: Letter, utilityName: string): NoticeText {
  const { contact } = letter;
  const payBy = longDate(letter.payByOn);
  return {
    from: [utilityName, `${contact.person}, ${contact.phone}`],
    to: [letter.name, ...letter.mailingAddress.split('\n')],
    title: 'Notice: your water service may be shut off',
    facts: [
      ['Date of this notice', longDate(letter.orderedOn)],
      ['Account', letter.accountId],
      ['Notice', letter.noticeId],
      ['Service address', letter.premiseAddress],
      ['Amount past due', dollars(letter.pastDueCents)],
      ['Pay by', payBy],
    ],
    paragraphs: [
      {
        heading: 'What will happen',
        text: `Your account is past due. If ${dollars(letter.pastDueCents)} is not paid by ${payBy}, and no arrangement, extension or review stands in the way, service at the address above may be shut off. A tag will be left at the door before that.`,
      },
      {
        heading: 'If you think the bill is wrong',
        text: `You have the right to dispute the bill and to ask for a review before service is shut off. Call ${contact.person} at ${contact.phone}: this person can correct a bill. While your dispute or review is open, service is not shut off.`,
      },
      {
        heading: 'If you cannot pay all of it now',
        text: `Call the same number before ${payBy} to ask for a payment arrangement or more time, or if somebody in the household is seriously ill.`,
      },
      {
        heading: 'If you have filed for bankruptcy',
        text: `Tell us at once, with the court and the case number if you have them: collection stops.`,
      },
    ],
    small: letter.rules.map(({ rule, citation }) => `${rule}: ${citation}`),
  };
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `2027-04-06` → `April 6, 2027`; written out here, so that a letter does not depend on a machine's locale data. */
function longDate(on: LocalDate): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  return `${months[month - 1]} ${day}, ${year}`;
}
