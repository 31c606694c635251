import { localDate } from '../../libs/kernel/time.ts';
import { noticeMailed, pastDue, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const packs = ['OH-COUNTY@1', 'OH-COUNTY@2', 'CA-998@1', 'CA-998@2', 'CA-998-CITY@1', 'CA-998-MUTUAL@1'];

const vacant = (story: Story, when: string, sinceOn = when.slice(0, 10)) => story.given(when, 'PremiseVacant', { reportId: `V${when}`, sinceOn: localDate(sinceOn), evidence: 'photo-9' });
const occupied = (story: Story, when: string) => story.given(when, 'PremiseOccupied', { reportId: `O${when}`, evidence: 'call-3' });
const guard = (story: Story, step: 'door-tag' | 'shut-off' | 'clearance') => story.verdicts(step).find((verdict) => verdict.guard === 'premise-is-occupied');

describe('A vacant premise', () => {
  it('has its notice, so that the owner is written to, and no tag and no shut-off', () => {
    const story = vacant(pastDue(), '2027-03-11 10:00').until('2027-03-21').mailed('2027-03-22 10:00', 'A1.1.n1').until('2027-05-20');
    expect(story.since('2027-03-11')).toEqual(['2027-03-20 NoticeOrdered', '2027-03-22 NoticeConfirmed']);
    expect(guard(story, 'shut-off')?.because.sentence).toBe('The premise is vacant since 2027-03-11 (photo-9).');
  });

  it('from a day that has not come is not one yet', () => {
    const story = vacant(noticeMailed(), '2027-03-23 10:00', '2027-05-01').until('2027-03-29');
    expect(story.since('2027-03-23')).toEqual(['2027-03-29 DoorTagOrdered']);
  });

  it('reported while a crew is on its way, calls it back', () => {
    const story = vacant(shutOffOrdered(), '2027-04-01 08:00');
    expect(story.since('2027-04-01')).toEqual(['2027-04-01 ShutOffOrdered', '2027-04-01 WorkOrderRecalled', '2027-04-01 ShutOffWithdrawn']);
    expect(story.rulesOf('ShutOffWithdrawn')).toEqual(['VACANT-PREMISE']);
    expect(story.asksClearance('2027-04-01 08:30', 'A1.1.w2')).toContain('VACANT-PREMISE');
  });

  it('occupied again: the notice for the empty house is spent, and who moved in has one of his own', () => {
    const story = occupied(vacant(noticeMailed(), '2027-03-23 10:00'), '2027-04-12 10:00').until('2027-04-12');
    expect(story.since('2027-04-12')).toEqual(['2027-04-12 NoticeWithdrawn', '2027-04-12 NoticeOrdered']);
    expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['Somebody moved in on 2027-04-12; the notice of 2027-03-22 was for an empty house.']);
    story.mailed('2027-04-13 10:00', 'A1.1.n2').until('2027-04-23');
    expect(story.since('2027-04-13')).toEqual(['2027-04-13 NoticeConfirmed', '2027-04-23 DoorTagOrdered']);
  });

  it('the notice to who moved in stands, even where it is mailed on the day of the move; one that was ordered before does not', () => {
    const story = occupied(vacant(noticeMailed(), '2027-03-23 10:00'), '2027-04-12 10:00').mailed('2027-04-12 12:00', 'A1.1.n2').until('2027-04-19');
    expect(story.since('2027-04-12')).toEqual(['2027-04-12 NoticeWithdrawn', '2027-04-12 NoticeOrdered', '2027-04-12 NoticeConfirmed', '2027-04-19 DoorTagOrdered']);
    const crossing = occupied(vacant(pastDue(), '2027-03-11 10:00').until('2027-03-20'), '2027-03-22 10:00').mailed('2027-03-22 12:00', 'A1.1.n1');
    expect(crossing.since('2027-03-22')).toEqual(['2027-03-22 NoticeConfirmed', '2027-03-22 NoticeWithdrawn', '2027-03-22 NoticeOrdered']);
  });

  it.each(['occupied', 'medical', 'child-alone', 'paid-at-door'] as const)('a crew that reports "%s" met somebody: it is not vacant', (result) => {
    const story = vacant(shutOffOrdered(), '2027-04-01 08:00').crewCannot('2027-04-01 09:00', 'A1.1.w2', result);
    expect(story.simulation.contextFor('A1').facts.vacancy.since).toBeNull();
    expect(story.since('2027-04-01')).toContain('2027-04-01 NoticeWithdrawn');
  });

  it.each(['no-access', 'vacant', 'wrong-serial'] as const)('a crew that reports "%s" says nothing of it', (result) => {
    const story = vacant(shutOffOrdered(), '2027-04-01 08:00').crewCannot('2027-04-01 09:00', 'A1.1.w2', result);
    expect(story.simulation.contextFor('A1').facts.vacancy.since).toEqual({ on: '2027-04-01', evidence: 'photo-9' });
  });

  it('a crew alone that finds nobody does not make one: a person looks', () => {
    const story = shutOffOrdered().crewCannot('2027-04-01 09:00', 'A1.1.w2', 'vacant');
    expect(story.case?.status).toBe('review');
    expect(story.simulation.contextFor('A1').facts.vacancy.since).toBeNull();
  });

  it('after a letter came back no visit leaves it there', () => {
    const returned = (story: Story) =>
      story
        .given('2027-03-16 10:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'moved' })
        .given('2027-03-17 10:00', 'ContactLogged', { contactId: 'L1', channel: 'phone', outcome: 'no answer', spokeWith: 'nobody' })
        .until('2027-03-18');
    const mailed = () => new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 20_000).until('2027-03-02').mailed('2027-03-03 16:00', 'A1.1.n1');
    expect(returned(mailed()).all('NoticeVisitOrdered')).toHaveLength(1);
    expect(returned(vacant(mailed(), '2027-03-10 10:00')).all('NoticeVisitOrdered')).toEqual([]);
  });

  describe.each(packs)('under %s', (under) => {
    it.each(['door-tag', 'shut-off', 'clearance'] as const)('allows no %s until somebody lives there again', (step) => {
      const story = new Story({ under }).bill('2027-03-01', '2027-03-22', 20_000);
      expect(guard(story.at('2027-04-12 12:00'), step)?.holds).toBe(true);
      expect(guard(vacant(story, '2027-04-12 13:00'), step)?.holds).toBe(false);
      expect(guard(occupied(story, '2027-04-20 10:00'), step)?.holds).toBe(true);
    });
  });

  it('planned for a shut-off, is left alone', () => {
    expect(vacant(shutOffPlanned(), '2027-03-30 10:00').until('2027-04-30').since('2027-03-30')).toEqual(['2027-03-30 ShutOffWithdrawn']);
  });
});
