import type { AccountEventData } from '../../libs/account/account.events.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story, type StoryOptions } from './story.ts';

export type RollLines = AccountEventData<'BillIssued'>['lines'];

/** An owner who lives on parcel P-1 and leaves a bill of that spring unpaid; its penalty is posted after it fell due. */
export function owing(year: string, lines: RollLines, options: StoryOptions = {}): Story {
  const story = new Story({ ...options, account: { contract: 'owner-occupant', parcelId: 'P-1', ...options.account } });
  bill(story, `${year}-03-01`, `${year}-03-22`, lines, 'B1');
  return story.until(`${year}-04-15`);
}

export function bill(story: Story, billedOn: string, dueOn: string, lines: RollLines, billId: string): Story {
  return story.given(`${billedOn} 08:00`, 'BillIssued', { billId, billedOn: localDate(billedOn), dueOn: localDate(dueOn), lines });
}

/** The days of an ordinary season in Ohio, up to the file of 2 September. */
export const ohioDays = (year: string) => ({ candidates: `${year}-07-15`, noticed: `${year}-07-20`, frozen: `${year}-09-01`, certified: `${year}-09-02` });
