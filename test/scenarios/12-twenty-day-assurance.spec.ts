import { assuranceDays } from '../../libs/account/assurance-days.ts';
import type { AccountEventData } from '../../libs/account/account.events.ts';
import { Story } from '../support/story.ts';

type Chapter = AccountEventData<'PetitionFiled'>['chapter'];

/** Chapter 7 filed on Monday 2027-03-01 over a bill of before it; $160.00 asked for three days later. */
const asked = (chapter: Chapter = '7', filed = '2027-03-01 10:00') =>
  new Story()
    .bill('2027-02-01', '2027-02-22', 20_000, 'B1')
    .given(filed, 'PetitionFiled', { docket: '27-30100', chapter, accountIds: ['A1'] })
    .given('2027-03-04 10:00', 'AssuranceRequested', { docket: '27-30100', amountCents: 16_000 });
const given = (story: Story, when: string, form: AccountEventData<'AssuranceGiven'>['form'] = 'cash-deposit') =>
  story.given(when, 'AssuranceGiven', { docket: '27-30100', assuranceId: 'S1', form, amountCents: 16_000, evidence: 'receipt-1' });
const days = (story: Story) => assuranceDays(story.account.petitions[0] as (typeof story.account.petitions)[number], story.law);

describe('Scenario 12: twenty-day assurance ending on Sunday', () => {
  it('(a) $160 received on Friday 2027-03-19 satisfies it: no action', () => {
    const story = given(asked(), '2027-03-19 15:00').until('2027-06-30');
    expect(story.since('2027-03-04')).toEqual([]);
  });

  it('(b) nothing received: day 20 is Sunday 2027-03-21, counts as Monday, and nothing changes before Tuesday 2027-03-23', () => {
    const story = asked().until('2027-03-22');
    expect(story.since('2027-03-04')).toEqual([]);
    expect(days(story)).toMatchObject({ lastDayOn: '2027-03-22', mayActFromOn: '2027-03-23' });
    expect(story.until('2027-03-23').since('2027-03-04')).toContain('2027-03-23 AssuranceLapsed');
    expect(story.rulesOf('AssuranceLapsed')).toEqual(['BK-366-20', 'GEN-ROLL-FED']);
  });

  it('(b) the reason is "no assurance", never the debt of before the petition', () => {
    const story = asked().until('2027-03-23');
    expect(story.entry('AssuranceLapsed')?.data).toEqual({ docket: '27-30100', reason: 'no assurance', lastDayOn: '2027-03-22', mayActFromOn: '2027-03-23', amountCents: 16_000 });
    expect(story.simulation.contextFor('A1').facts.pastDueCents).toBe(16_000);
    expect(story.buckets['pre-petition']).toBe(22_000);
  });

  it('(b) the ordinary notices still run: letter, tag and window, each with its full time', () => {
    const story = asked().until('2027-04-05');
    expect(story.since('2027-03-23')).toEqual(['2027-03-23 AssuranceLapsed', '2027-03-23 CollectionResumed']);
    expect(story.rulesOf('CollectionResumed')).toEqual(['BK-366-20']);
    story.mailed('2027-04-06 10:00', 'A1.1.n1').until('2027-04-16');
    expect(story.since('2027-03-25')).toEqual(['2027-04-06 NoticeOrdered', '2027-04-06 NoticeConfirmed', '2027-04-16 DoorTagOrdered']);
    expect(story.last('NoticeOrdered')?.data.pastDueCents).toBe(16_000);
    expect(story.sentencesOf('NoticeOrdered')).toContain('no assurance: $160.00 was asked for. No assurance of future payment was given on docket 27-30100 by 2027-03-22; debt of before the petition stays out of it.');
  });

  it('(b) assurance that comes after all ends it, and a new letter would begin at the beginning', () => {
    const story = given(asked().until('2027-04-05').mailed('2027-04-06 10:00', 'A1.1.n1'), '2027-04-12 10:00').until('2027-06-30');
    expect(story.since('2027-04-12')).toEqual(['2027-04-12 NoticeWithdrawn', '2027-04-12 CollectionHeld']);
  });

  it('just beside: where nobody asked for assurance, nobody acts on its lack', () => {
    const story = new Story().given('2027-03-01 10:00', 'PetitionFiled', { docket: '27-30100', chapter: '7', accountIds: ['A1'] }).until('2027-06-30');
    expect(story.told).toEqual([]);
  });

  it('just beside: a case dismissed before the days are over asks for none', () => {
    const story = asked().given('2027-03-15 10:00', 'BankruptcyDismissed', { docket: '27-30100', accountIds: ['A1'] }).until('2027-06-30');
    expect(story.told.filter((line) => line.includes('AssuranceLapsed'))).toEqual([]);
  });

  it.each([
    ['7', '2027-03-22'],
    ['12', '2027-03-22'],
    ['13', '2027-03-22'],
    // Thirty days from 2027-03-01 are Wednesday 2027-03-31.
    ['11', '2027-03-31'],
  ] as const)('chapter %s: the last day is %s', (chapter, lastDayOn) => {
    expect(days(asked(chapter))?.lastDayOn).toBe(lastDayOn);
  });

  it('a last day on a federal holiday moves too: filed 2027-05-11, day 20 is Memorial Day', () => {
    expect(days(asked('7', '2027-05-11 10:00'))).toMatchObject({ lastDayOn: '2027-06-01', mayActFromOn: '2027-06-02' });
  });

  it('chapter 11 says so by its own rule', () => {
    expect(asked('11').until('2027-04-01').rulesOf('AssuranceLapsed')).toEqual(['BK-366-30']);
  });

  it('administrative priority is no assurance: it cannot be recorded as one (BK-366-FORMS)', async () => {
    const { factSchemas } = await import('../../libs/account/account.events.ts');
    const sent = (form: string) => factSchemas.AssuranceGiven.safeParse({ docket: 'D', assuranceId: 'S', form, amountCents: 1, evidence: 'e' }).success;
    expect([sent('letter-of-credit'), sent('surety-bond'), sent('administrative-priority')]).toEqual([true, true, false]);
  });
});
