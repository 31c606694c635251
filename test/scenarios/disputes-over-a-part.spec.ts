import type { Law } from '../../libs/policy/facts.ts';
import { Story } from '../support/story.ts';

const onlyThePart = (pack: Law['pack']): Law['pack'] => ({ ...pack, holds: { ...pack.holds, dispute: { ...pack.holds.dispute, onlyTheQuestionedPart: true } } });

/** $200.00 due 2027-03-22, of which some is questioned on 2027-03-15. */
function questioned(disputedCents?: number, pack: (pack: Law['pack']) => Law['pack'] = onlyThePart): Story {
  const story = new Story({ pack }).bill('2027-03-01', '2027-03-22', 20_000, 'B1');
  return story.given('2027-03-15 10:00', 'DisputeOpened', { disputeId: 'D1', billId: 'B1', ...(disputedCents === undefined ? {} : { disputedCents }) });
}

const pursuedCents = (story: Story, when = '2027-04-07 12:00') => story.at(when).simulation.contextFor('A1').facts.pastDueCents;
const heldBy = (story: Story) => story.simulation.contextFor('A1').holds.map((hold) => hold.kind);

describe('A dispute over part of a bill', () => {
  it('stops only that part: the rest is pursued, with its penalty', () => {
    const story = questioned(5_000);
    expect(pursuedCents(story)).toBe(15_000 + 1_500);
    expect(story.entry('PenaltyAssessed')?.data.amountCents).toBe(1_500);
    expect(story.since('2027-03-23')).toEqual(['2027-03-23 PenaltyAssessed', '2027-03-23 CaseOpened', '2027-04-06 NoticeOrdered']);
    expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(16_500);
  });

  it('that leaves less than is worth a notice brings none; a cent more brings it', () => {
    expect(questioned(12_728).until('2027-04-30').all('NoticeOrdered')).toEqual([]);
    expect(questioned(12_727).until('2027-04-30').all('NoticeOrdered')).toHaveLength(1);
  });

  it('settled, the part is pursued as well, and no penalty is made up for it', () => {
    const story = questioned(5_000).given('2027-04-07 10:00', 'DisputeSettled', { disputeId: 'D1', outcome: 'the bill stands' });
    expect(pursuedCents(story)).toBe(20_000 + 1_500);
    expect(story.all('CollectionHeld')).toEqual([]);
  });

  it('over all of a bill stops all of it, and opens no case', () => {
    expect(questioned().until('2027-04-30').told).toEqual([]);
  });

  it('where the law has it so, holds the whole account', () => {
    const story = questioned(5_000, (pack) => pack).until('2027-04-30');
    expect(story.all('NoticeOrdered')).toEqual([]);
    expect(heldBy(story)).toEqual(['dispute']);
  });

  it('that names no bill holds the whole account in any case', () => {
    const story = new Story({ pack: onlyThePart }).bill('2027-03-01', '2027-03-22', 20_000, 'B1').given('2027-03-15 10:00', 'DisputeOpened', { disputeId: 'D1' });
    expect(heldBy(story.until('2027-04-30'))).toEqual(['dispute']);
  });
});
