import { amountsToTell } from '../../libs/case/amounts-to-tell.ts';
import { stateInWords } from '../../libs/case/state-in-words.ts';
import { billed, noticeMailed, pastDue, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import { local, type Story } from '../support/story.ts';

const told = (story: Story) => amountsToTell(story.case, story.simulation.contextFor('A1'));
const words = (story: Story) => stateInWords(story.case, story.simulation.contextFor('A1'));
/** On the morning of the day for which the shut-off is planned, before the crew is sent. */
const beforeTheCrew = () => {
  const story = shutOffPlanned();
  return { story, day: story.case?.plannedOn as string };
};

describe('What a customer is told at the phone is what the rules then do', () => {
  it.each([
    ['what keeps the water on', ({ cents }: { cents: number; leastCents: number }) => cents, 0],
    ['the least that does', ({ leastCents }: { cents: number; leastCents: number }) => leastCents, 0],
    ['a cent less than the least', ({ leastCents }: { cents: number; leastCents: number }) => leastCents - 1, 1],
  ])('%s, paid before the crew is sent', (_what, cents, orders) => {
    const { story, day } = beforeTheCrew();
    const { keepsWaterOn } = told(story);
    story.pays(`${day} 06:59`, cents(keepsWaterOn as { cents: number; leastCents: number })).at(`${day} 15:00`);
    expect(story.all('ShutOffOrdered')).toHaveLength(orders);
  });

  it('says until when: the moment at which the crew would be sent', () => {
    const { story, day } = beforeTheCrew();
    expect(told(story).keepsWaterOn).toMatchObject({ byAt: local(`${day} 07:00`), byOn: null });
    expect(told(noticeMailed()).keepsWaterOn).toMatchObject({ byAt: null, byOn: noticeMailed().case?.notice?.payByOn });
    expect(told(shutOffOrdered()).keepsWaterOn).toMatchObject({ byAt: shutOffOrdered().simulation.now });
  });

  it.each([
    ['what brings it back', 0, true],
    ['a cent less', 1, false],
  ])('%s, once the water is off', (_what, lessCents, comesBack) => {
    const story = shutOff();
    const { keepsWaterOn, restoresWater } = told(story);
    expect(keepsWaterOn).toBeNull();
    const paidOn = story.simulation.now.slice(0, 10);
    story.pays(`${paidOn} 14:00`, (restoresWater?.cents ?? 0) - lessCents);
    expect(story.last('RestorationOrdered') !== undefined).toBe(comesBack);
    // The day that was told is the day of the order.
    if (comesBack) expect(story.last('RestorationOrdered')?.data.onDay).toBe(restoresWater?.backOn);
  });

  it('while the water is on tells what it would take to bring it back: the fee beside what is past due', () => {
    const { keepsWaterOn, restoresWater, totalCents } = told(pastDue());
    expect(restoresWater?.cents).toBe((keepsWaterOn?.cents ?? 0) + 4_500);
    expect(totalCents).toBe(keepsWaterOn?.cents);
  });

  it('names no amount under a stay, and none for what billing looks into', () => {
    const stayed = pastDue().given('2027-03-08 09:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
    expect(told(stayed)).toEqual({ keepsWaterOn: null, restoresWater: null, totalCents: stayed.balanceCents });
    const questioned = pastDue().given('2027-03-08 09:00', 'InvestigationOpened', { investigationId: 'IN-1', kind: 'high-bill', askedBy: 'customer', questioned: [{ amountCents: 10_000 }] });
    expect(told(questioned).keepsWaterOn?.cents).toBe(told(pastDue()).totalCents - 10_000);
  });

  it('names no amount for water that comes back by a rule, whatever is owed', () => {
    const wrongly = shutOffPlanned().at('2027-04-01 07:30').person('2027-04-01 08:00', { type: 'PlaceHold', reason: 'asked for by counsel' }).crewReports('2027-04-01 09:00', 'A1.1.w2', 'off');
    expect(wrongly.case?.status).toBe('restoring');
    expect(told(wrongly)).toMatchObject({ keepsWaterOn: null, restoresWater: null });
  });

  it('says where it stands without the words of the engine', () => {
    const { story, day } = beforeTheCrew();
    const lines = [words(billed()), words(pastDue()), words(noticeMailed()), words(story), words(story.at(`${day} 06:00`)), words(shutOffOrdered()), words(shutOff())];
    expect(lines).toEqual([
      'In good standing.',
      'Past due; no notice was sent yet.',
      expect.stringMatching(/^A disconnect notice was sent on 2027-\d\d-\d\d\.$/),
      expect.stringMatching(/^On (the list of 2027-\d\d-\d\d|tomorrow's list|today's list)\.$/),
      "On today's list.",
      'A crew has the order for today.',
      'The water is off.',
    ]);
    for (const line of lines) expect(line).not.toMatch(/fence|episode|advance|nudge|fold/i);
  });
});
