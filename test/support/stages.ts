import { Story, type StoryOptions } from './story.ts';

/**
 * One account's way to the shut-off, to be left at any stage: $200.00 billed on 2027-02-12, due Friday 2027-03-05,
 * with its penalty $220.00. Each stage begins where the one before it ends.
 */
export const billed = (options: StoryOptions = {}): Story => new Story(options).bill('2027-02-12', '2027-03-05', 20_000);

/** Wednesday 2027-03-10: the case is open, and the notice is due on 2027-03-20. */
export const pastDue = (options?: StoryOptions): Story => billed(options).at('2027-03-10 12:00');

/** Sunday 2027-03-21: the notice was ordered the day before. */
export const noticeOrdered = (options?: StoryOptions): Story => billed(options).at('2027-03-21 12:00');

/** Monday 2027-03-22: mailed; matures Thursday 2027-04-01. */
export const noticeMailed = (options?: StoryOptions): Story => noticeOrdered(options).mailed('2027-03-22 10:00', 'A1.1.n1');

/** Monday 2027-03-29: the last office day for a tag that allows Thursday 2027-04-01. */
export const doorTagOrdered = (options?: StoryOptions): Story => noticeMailed(options).at('2027-03-29 10:00');

/** Monday 2027-03-29, 14:00: posted with proof; the shut-off is planned for Thursday 2027-04-01. */
export const shutOffPlanned = (options?: StoryOptions): Story => doorTagOrdered(options).tagged('2027-03-29 14:00', 'A1.1.w1');

/** Thursday 2027-04-01, 07:30: the crew has its order. */
export const shutOffOrdered = (options?: StoryOptions): Story => shutOffPlanned(options).at('2027-04-01 07:30');

/** Thursday 2027-04-01, 09:00: cleared and closed; with the reconnection fee $265.00 are owed. */
export const shutOff = (options?: StoryOptions): Story => shutOffOrdered(options).shutsOff('2027-04-01 09:00', 'A1.1.w2');

/** Thursday 2027-04-01, 11:00: all is paid, the crew is on its way to turn the water on. */
export const restoring = (options?: StoryOptions): Story => shutOff(options).pays('2027-04-01 11:00', 26_500);

/** Thursday 2027-04-01, 15:00: the water runs, and the case is closed. */
export const restored = (options?: StoryOptions): Story => restoring(options).crewReports('2027-04-01 15:00', 'A1.1.w3', 'on');
