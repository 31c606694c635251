import { Story } from '../support/story.ts';

/** A bill due on that day, never paid; the notice goes out as soon as it is ordered. */
function unpaid(billedOn: string, dueOn: string): Story {
  const story = new Story({ under: 'CA-998@2' }).bill(billedOn, dueOn, 9_640);
  story.until(dueOn.slice(0, 4) === '2027' ? '2028-02-06' : '2027-02-07');
  return story.mailed(`${story.last('NoticeOrdered')?.at.slice(0, 10)} 12:00`, 'A1.1.n1');
}

const earliest = (story: Story) => /61 days later is (\S+),/.exec(story.sentencesOf('ShutOffPlanned').join(' '))?.[1];

describe('23. Leap day', () => {
  it('due Friday 2027-12-31: due + 61 is Wednesday 2028-03-01, because 2028-02-29 counts', () => {
    const story = unpaid('2027-12-10', '2027-12-31').at('2028-02-25 09:00');
    story.tagged('2028-02-25 09:30', story.last('DoorTagOrdered')?.data.workOrderId as string);
    expect(earliest(story)).toBe('2028-03-01');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2028-03-01');
  });

  it('the same bill due 2026-12-31 gives Tuesday 2027-03-02', () => {
    const story = unpaid('2026-12-10', '2026-12-31').at('2027-02-26 09:00');
    story.tagged('2027-02-26 09:30', story.last('DoorTagOrdered')?.data.workOrderId as string);
    expect(earliest(story)).toBe('2027-03-02');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-03-02');
  });
});
