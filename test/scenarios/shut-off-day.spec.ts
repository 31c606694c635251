import { dayLine, type DayLine } from '../../libs/case/shut-off-day/day-line.ts';
import { openPoints } from '../../libs/case/shut-off-day/closing.ts';
import { offThough } from '../../libs/case/shut-off-day/water-off.ts';
import { isCaseEvent } from '../../libs/case/advance.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { local, Story } from '../support/story.ts';

const day = '2027-04-01';
const windowClosesAt = local(`${day} 14:00`);

/** $200.00, due 2027-03-05; on the list of Thursday 2027-04-01. */
function onTheList(): Story {
  return new Story().bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-20 08:00').mailed('2027-03-22 10:00', 'A1.1.n1').at('2027-03-29 08:00').tagged('2027-03-29 14:00', 'A1.1.w1');
}

const lineOf = (story: Story, on = day): DayLine | null => dayLine('A1.1', story.decided.map(({ decision }) => decision).filter(isCaseEvent), localDate(on));
const stageOf = (story: Story, on?: string) => lineOf(story, on)?.stage;
const offOf = (story: Story) => (story.case === null ? null : offThough(story.case, story.simulation.contextFor('A1')));
/** Why the day cannot be closed. */
const keepsOpen = (story: Story) => {
  const off = offOf(story);
  return openPoints({ lines: [lineOf(story) as DayLine], off: off === null ? [] : [off], now: story.simulation.now, windowClosesAt }).map(({ kind }) => kind);
};

describe('one case on a day of shut-offs', () => {
  it('goes from the list to the valve, and back', () => {
    const story = onTheList();
    expect([stageOf(story), stageOf(story, '2027-03-31')]).toEqual(['planned', undefined]);
    expect(stageOf(story.at('2027-04-01 08:00'))).toBe('ordered');
    story.asksClearance('2027-04-01 09:00', 'A1.1.w2');
    expect(stageOf(story)).toBe('cleared');
    expect(stageOf(story.crewReports('2027-04-01 09:05', 'A1.1.w2', 'off', 'c-A1.1.w2'))).toBe('locked-off');
    story.pays('2027-04-01 10:00', 30_000).crewReports('2027-04-01 12:00', 'A1.1.w3', 'on');
    expect(stageOf(story)).toBe('on-again');
  });

  it('comes off the list by the rule that took it off', () => {
    const story = onTheList().given('2027-03-31 18:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(lineOf(story)).toMatchObject({ stage: 'off-the-list', workOrderId: null, because: { rule: 'BK-STAY' } });
  });

  it('is called back with the reason, and turned back once the crew says so', () => {
    const story = onTheList().at('2027-04-01 08:00').given('2027-04-01 08:30', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(lineOf(story)).toMatchObject({ stage: 'called-back', because: { sentence: expect.stringContaining('27-1') } });
    story.given('2027-04-01 08:40', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', crewId: 'crew-7' });
    expect(stageOf(story)).toBe('turned-back');
  });

  it('stays as the crew answered when it asks at the door once more', () => {
    const story = onTheList().shutsOff('2027-04-01 09:00', 'A1.1.w2');
    expect(story.asksClearance('2027-04-01 09:30', 'A1.1.w2', 'M-1', 'c-again')).not.toBeNull();
    expect([stageOf(story), keepsOpen(story)]).toEqual(['locked-off', []]);
    const inVain = onTheList().at('2027-04-01 08:00').crewCannot('2027-04-01 10:00', 'A1.1.w2', 'no-access');
    expect(inVain.asksClearance('2027-04-01 10:30', 'A1.1.w2')).not.toBeNull();
    expect(stageOf(inVain)).toBe('not-done');
  });

  it('keeps what became of it on that day, whatever comes later', () => {
    const story = onTheList().at('2027-04-01 08:00').crewCannot('2027-04-01 10:00', 'A1.1.w2', 'no-access').at('2027-04-30 12:00');
    expect(lineOf(story)).toMatchObject({ stage: 'not-done', result: 'no-access', workOrderId: 'A1.1.w2' });
  });
});

describe('the closing of a day', () => {
  const lockedOff = () => onTheList().shutsOff('2027-04-01 09:00', 'A1.1.w2');

  it('is refused while a crew may still be sent, and while one has not said how it ended', () => {
    const story = onTheList().at('2027-04-01 06:00');
    expect(keepsOpen(story)).toEqual(['window-open']);
    expect(keepsOpen(story.at('2027-04-01 08:00'))).toEqual(['crew-out']);
    expect(keepsOpen(story.crewCannot('2027-04-01 10:00', 'A1.1.w2', 'no-access'))).toEqual([]);
  });

  it('is refused while a crew that was called back has not answered', () => {
    const story = onTheList().at('2027-04-01 08:00').pays('2027-04-01 08:30', 30_000);
    expect(keepsOpen(story)).toEqual(['recall-unanswered']);
    expect(keepsOpen(story.given('2027-04-01 08:40', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', crewId: 'crew-7' }))).toEqual([]);
  });

  it('is allowed where everybody who is off still owes', () => {
    expect(keepsOpen(lockedOff())).toEqual([]);
  });

  it('is refused while somebody who paid is off, with the order that brings the water back, until it runs', () => {
    const story = lockedOff().pays('2027-04-01 15:00', 30_000);
    expect(offOf(story)).toMatchObject({ standing: 'on-its-way', restoration: { workOrderId: 'A1.1.w3' }, because: [{ rule: 'OP-RECONNECT' }, {}, {}] });
    expect(keepsOpen(story)).toEqual(['off-though']);
    expect(keepsOpen(story.crewReports('2027-04-01 16:00', 'A1.1.w3', 'on'))).toEqual([]);
  });

  it('is refused while a petitioner is off', () => {
    const story = lockedOff().given('2027-04-01 15:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(offOf(story)).toMatchObject({ standing: 'on-its-way', because: [{ rule: 'BK-RESTORE' }] });
    expect(keepsOpen(story)).toEqual(['off-though']);
  });

  it('is allowed where somebody paid a part alone, who is not among those who are off although something came since', () => {
    const story = lockedOff().pays('2027-04-01 15:00', 5_000);
    expect([offOf(story), keepsOpen(story)]).toEqual([null, []]);
  });

  it('is allowed where the law leaves the water off for what came since, and says why', () => {
    const story = lockedOff().given('2027-04-01 15:00', 'DisputeOpened', { disputeId: 'D1', billId: 'B2027-02-12' } as never);
    expect(offOf(story)).toMatchObject({ standing: 'stays-off', because: expect.arrayContaining([expect.objectContaining({ rule: 'OP-RECONNECT' })]) });
    expect(keepsOpen(story)).toEqual([]);
  });
});
