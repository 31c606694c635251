import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { evaluateGuard, evaluateGuards } from '../../libs/policy/evaluate.ts';
import type { Facts } from '../../libs/policy/facts.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { chargeCutoff } from '../../libs/store/read/stuck.ts';
import { doorTagOrdered, noticeMailed, shutOff } from '../support/stages.ts';
import { local } from '../support/story.ts';

// The stages plan a shut-off for Thursday 2027-04-01. Nobody has extended the calendar beyond the end of March.
const endsOn = (knownThrough: string) => ({ calendar: (calendar: BusinessCalendar) => ({ ...calendar, knownThrough: localDate(knownThrough) }) });
const endOfMarch = endsOn('2027-03-31');

describe('A day that the calendar does not know', () => {
  it('is no shut-off day: nothing is planned for it, and no tag is hung', () => {
    const story = noticeMailed(endOfMarch).until('2027-05-01');
    expect(story.since('2027-03-22')).toEqual(['2027-03-22 NoticeConfirmed']);
  });

  it('just beside: a calendar that reaches the day after it plans as always', () => {
    // The eve of a holiday is no shut-off day either, and so the day after has to be known.
    expect(doorTagOrdered(endsOn('2027-04-02')).since('2027-03-23')).toEqual(['2027-03-29 DoorTagOrdered']);
    expect(noticeMailed(endsOn('2027-04-01')).until('2027-05-01').since('2027-03-23')).toEqual([]);
  });

  it('holds the one guard that asks for it, which names the calendar and waits for no hour', () => {
    const law = { ...loadLaw('OH-COUNTY@1') };
    const facts = { today: localDate('2030-01-02'), now: local('2030-01-02 08:00'), pastDueCents: 10_000 } as Facts;
    expect(evaluateGuard({ 'inside-shut-off-window': { rule: 'OH-RULES' } }, facts, law)).toMatchObject({
      holds: false,
      notBefore: null,
      because: { rule: 'OH-RULES', sentence: 'OH-COUNTY-OFFICE version 1 covers 2025-01-01 to 2029-12-31, not 2030-01-02: until the calendar is extended this waits.', facts: { unknownDay: '2030-01-02' } },
    });
    expect(evaluateGuards([{ 'past-due-at-least': { cents: 8_000, rule: 'OH-RULES' } } as never], facts, law).allowed).toBe(true);
  });

  it('holds nothing that protects: a payment brings the water back', () => {
    const story = shutOff(endsOn('2027-04-02')).pays('2027-04-09 18:00', 26_500);
    // Friday evening: by the weekdays alone the office opens on Monday.
    expect(story.last('RestorationOrdered')?.data).toMatchObject({ onDay: '2027-04-12', windowFromAt: local('2027-04-12 08:00'), emergency: false });
    story.crewReports('2027-04-12 10:00', 'A1.1.w3', 'on');
    expect(story.since('2027-04-12').at(-1)).toBe('2027-04-12 CaseClosed');
  });

  it('holds nothing that protects: a petition is one at once, a reported payment is waited for by the weekdays', () => {
    const story = noticeMailed(endOfMarch);
    story.given('2027-04-02 10:00', 'PaymentReported', { reportId: 'RP1', confirmation: 'C-77', channel: 'post', amountCents: 22_000 });
    expect(story.simulation.contextFor('A1').holds).toMatchObject([{ kind: 'reported-payment', untilAt: local('2027-04-07 00:00') }]);
    story.given('2027-04-02 11:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
    expect(story.simulation.contextFor('A1').holds.map(({ kind }) => kind)).toContain('bankruptcy');
    expect(story.buckets).toMatchObject({ 'pre-petition': 22_000 });
  });

  it('does not close the list of what is stuck to the whole utility', () => {
    expect(chargeCutoff(loadLaw('OH-COUNTY@1'), local('2030-03-06 12:00'))).toBe(local('2030-03-04 00:00'));
  });
});
