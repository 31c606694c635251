import { globSync } from 'node:fs';
import { nthBusinessDayAfter, officeClosedOn } from '../../libs/calendar/business-calendar.ts';
import { plusDays, weekdayOf } from '../../libs/calendar/days.ts';
import { localDate, type LocalDate } from '../../libs/kernel/time.ts';
import { evaluateStep } from '../../libs/policy/evaluate.ts';
import { Story } from '../support/story.ts';

interface Stage {
  readonly step: 'notice' | 'door-tag' | 'shut-off' | 'clearance';
  /** The day of the step, and an hour after which it has been taken. */
  readonly on: string;
  readonly at: string;
  /** What answers it, before the next. */
  readonly answered?: (story: Story) => Story;
}

interface Way {
  readonly pack: string;
  readonly bill: readonly [billedOn: string, dueOn: string, cents: number];
  readonly stages: readonly Stage[];
  /** From how much on a step is worth taking, and by which rule. */
  readonly leastCents: number;
  readonly littleRule: string;
  readonly workOrder: string;
}

/** The way to the meter under each pack, told by its days and not by what the packs say. */
const ways: readonly Way[] = [
  {
    pack: 'OH-COUNTY@1',
    bill: ['2027-02-12', '2027-03-05', 20_000],
    leastCents: 8_000,
    littleRule: 'OH-RULES',
    workOrder: 'A1.1.w2',
    stages: [
      { step: 'notice', on: '2027-03-20', at: '09:00', answered: (story) => story.mailed('2027-03-22 10:00', 'A1.1.n1') },
      { step: 'door-tag', on: '2027-03-29', at: '09:00', answered: (story) => story.tagged('2027-03-29 14:00', 'A1.1.w1') },
      { step: 'shut-off', on: '2027-04-01', at: '07:30' },
      { step: 'clearance', on: '2027-04-01', at: '09:00' },
    ],
  },
  {
    pack: 'OH-COUNTY@2',
    bill: ['2027-02-12', '2027-03-05', 20_000],
    leastCents: 8_000,
    littleRule: 'OH-RULES',
    workOrder: 'A1.1.w2',
    stages: [
      { step: 'notice', on: '2027-03-20', at: '09:00', answered: (story) => story.mailed('2027-03-22 10:00', 'A1.1.n1') },
      { step: 'door-tag', on: '2027-04-02', at: '09:00', answered: (story) => story.tagged('2027-04-02 14:00', 'A1.1.w1') },
      { step: 'shut-off', on: '2027-04-05', at: '07:30' },
      { step: 'clearance', on: '2027-04-05', at: '09:00' },
    ],
  },
  ...['CA-998@1', 'CA-998@2', 'CA-998-CITY@1'].map((pack): Way => ({
    pack,
    bill: ['2027-01-04', '2027-01-25', 9_640],
    leastCents: 5_000,
    littleRule: 'CASE-PATH',
    workOrder: 'A1.1.w2',
    stages: [
      { step: 'notice', on: '2027-03-01', at: '09:00', answered: (story) => story.mailed('2027-03-10 10:00', 'A1.1.n1') },
      { step: 'door-tag', on: '2027-03-26', at: '09:00', answered: (story) => story.tagged('2027-03-26 13:00', 'A1.1.w1') },
      { step: 'shut-off', on: '2027-03-29', at: '08:30' },
      { step: 'clearance', on: '2027-03-29', at: '09:00' },
    ],
  })),
  {
    pack: 'CA-998-MUTUAL@1',
    bill: ['2027-01-04', '2027-01-25', 9_640],
    leastCents: 5_000,
    littleRule: 'CASE-PATH',
    workOrder: 'A1.1.w1',
    stages: [
      { step: 'notice', on: '2027-03-01', at: '09:00', answered: (story) => story.mailed('2027-03-10 10:00', 'A1.1.n1') },
      { step: 'shut-off', on: '2027-03-29', at: '08:30' },
      { step: 'clearance', on: '2027-03-29', at: '09:00' },
    ],
  },
];

const ordered = { notice: 'NoticeOrdered', 'door-tag': 'DoorTagOrdered', 'shut-off': 'ShutOffOrdered' } as const;

/** The payment file comes every morning at eight and is good for a day. */
function files(story: Story, from: string, through: string): Story {
  for (let on = localDate(from); on <= through; on = plusDays(on, 1)) story.complete(`${on} 08:00`, 'payment');
  return story;
}

/** The account just before a step, with its files through that many days before. */
function before(way: Way, step: Stage['step'], filesUntil: number): { readonly story: Story; readonly stage: Stage; readonly filesFrom: string } {
  const story = new Story({ under: way.pack, feeds: ['payment'] }).bill(...way.bill);
  let from = way.bill[0];
  for (const stage of way.stages) {
    const through = plusDays(localDate(stage.on), -(stage.step === step ? filesUntil : 1));
    if (through >= from) files(story, from, through);
    from = plusDays(through, 1) > from ? plusDays(through, 1) : from;
    if (stage.step === step) return { story, stage, filesFrom: from };
    story.at(`${stage.on} ${stage.at}`);
    stage.answered?.(story);
  }
  throw new Error(`${way.pack} has no step ${step}`);
}

/** Whether the step was taken by its hour; at the meter, which rules refuse. */
function outcome(story: Story, stage: Stage, way: Way): 'taken' | 'not taken' | readonly string[] {
  const when = `${stage.on} ${stage.at}`;
  if (stage.step !== 'clearance') return story.at(when).told.includes(`${stage.on} ${ordered[stage.step]}`) ? 'taken' : 'not taken';
  return story.asksClearance(when, way.workOrder) ?? 'taken';
}

/** The last file before a step, in days before it: at the meter that of the same morning. */
const filesInTime = (step: Stage['step']) => (step === 'clearance' ? 0 : 1);

/** What stands in the way, an hour before. At the meter it is refused by the rule that is named. */
const obstacles: readonly { readonly name: string; readonly rule: (way: Way) => string; readonly filesUntil?: (step: Stage['step']) => number; readonly on?: (story: Story, when: string, way: Way) => unknown; readonly steps: readonly Stage['step'][] }[] = [
  { name: 'a dispute', rule: () => 'GEN-HOLDS', on: (story, when) => story.given(when, 'DisputeOpened', { disputeId: 'DI1' }), steps: ['notice', 'door-tag', 'shut-off', 'clearance'] },
  { name: 'a message that nobody could read', rule: () => 'MESSAGE-PARKED', on: (story, when) => story.parks(when, 'DL1'), steps: ['notice', 'door-tag', 'shut-off', 'clearance'] },
  { name: 'a payment that leaves a cent too little', rule: (way) => way.littleRule, on: (story, when, way) => story.pays(when, story.balanceCents - way.leastCents + 1), steps: ['notice', 'door-tag', 'shut-off', 'clearance'] },
  { name: 'a feed that is behind', rule: () => 'FEED-FRESH', filesUntil: (step) => filesInTime(step) + (step === 'clearance' ? 1 : 2), steps: ['notice', 'door-tag', 'shut-off', 'clearance'] },
  { name: 'a hospital that moved in', rule: () => 'CRITICAL-CUSTOMER', on: (story, when) => story.given(when, 'AccountChanged', { customerClass: 'hospital' }), steps: ['shut-off', 'clearance'] },
  { name: 'a valve that was taken out', rule: () => 'NO-VALVE', on: (story, when) => story.given(when, 'AccountChanged', { valve: 'none' }), steps: ['door-tag', 'shut-off', 'clearance'] },
];

describe.each(ways)('Under $pack', (way) => {
  describe.each(way.stages.map(({ step }) => step))('the step %s', (step) => {
    const hour = (stage: Stage) => `${stage.on} ${step === 'clearance' ? '08:45' : '07:00'}`;

    it('is taken on its day, when nothing stands in the way (GEN-EXEC)', () => {
      const { story, stage } = before(way, step, filesInTime(step));
      expect(outcome(story, stage, way)).toBe('taken');
    });

    it('is taken, just beside, over a payment that leaves just enough', () => {
      const { story, stage } = before(way, step, filesInTime(step));
      story.pays(hour(stage), story.balanceCents - way.leastCents);
      expect(outcome(story, stage, way)).toBe('taken');
    });

    it.each(obstacles.filter(({ steps }) => steps.includes(step)).map((obstacle) => [obstacle.name, obstacle] as const))('is not taken over %s', (_name, { rule, filesUntil = filesInTime, on }) => {
      const { story, stage } = before(way, step, filesUntil(step));
      on?.(story, hour(stage), way);
      const found = outcome(story, stage, way);
      if (step === 'clearance') expect(found).toContain(rule(way));
      else expect(found).toBe('not taken');
    });
  });
});

describe.each(ways.map(({ pack }) => pack))('A notice under %s', (under) => {
  it('that names nobody who can correct the bill is not sent (GEN-CRAFT)', () => {
    const named = (person: string) => new Story({ under, pack: (pack) => ({ ...pack, contact: { ...pack.contact, person } }) }).bill('2027-01-04', '2027-01-25', 20_000).until('2027-03-08').told.some((line) => line.includes('NoticeOrdered'));
    expect([named('Collections supervisor'), named('')]).toEqual([true, false]);
  });
});

describe.each(ways)('After a returned check, a reconnection under $pack (OP-NSF)', ({ pack, bill }) => {
  const isHeldOn = (today: string) => {
    const story = new Story({ under: pack }).bill(...bill).at('2027-03-01 12:00');
    const facts = { ...story.simulation.contextFor('A1').facts, pastDueCents: 0, lastReturnOn: localDate('2026-03-10'), today: localDate(today), pastDueCountingOnly: () => 5_000 };
    return !evaluateStep('restoration', facts, story.law).allowed;
  };

  it('takes funds that cannot come back for twelve months, and any after them', () => {
    expect([isHeldOn('2026-03-11'), isHeldOn('2027-03-10'), isHeldOn('2027-03-11')]).toEqual([true, true, false]);
  });
});

describe.each(['OH-COUNTY@1', 'OH-COUNTY@2'])('The penalty of an account whose case is open, under %s', (under) => {
  const penalties = (story: Story) => story.told.filter((line) => line.includes('PenaltyAssessed'));
  /** Two bills; the files stop before the second falls due. */
  const behind = () => files(new Story({ under, feeds: ['payment'] }).bill('2027-02-12', '2027-03-05', 20_000), '2027-02-12', '2027-03-10').bill('2027-02-22', '2027-03-15', 10_000, 'B2').until('2027-03-16');

  it('waits for a feed that is behind, and comes with it (FEED-FRESH)', () => {
    const story = behind().until('2027-03-17');
    expect(penalties(story)).toEqual(['2027-03-06 PenaltyAssessed']);
    expect(penalties(story.complete('2027-03-18 08:00', 'payment'))).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-18 PenaltyAssessed']);
  });

  it('waits for a dispute that was opened since, and comes when it is settled (GEN-HOLDS)', () => {
    const story = behind().given('2027-03-17 09:00', 'DisputeOpened', { disputeId: 'DI1' }).complete('2027-03-18 08:00', 'payment');
    expect(penalties(story)).toEqual(['2027-03-06 PenaltyAssessed']);
    story.given('2027-03-18 12:00', 'DisputeSettled', { disputeId: 'DI1', outcome: 'bill stands' });
    expect(penalties(story)).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-18 PenaltyAssessed']);
  });
});

describe('19 days between the bill and the notice (CA-15D)', () => {
  it('hold a notice back although the bill was due earlier', () => {
    const soon = (pack: Story['law']['pack']) => {
      const guards = pack.steps.notice.guards.map((guard) => ('days-past-due-at-least' in guard ? { 'days-past-due-at-least': { days: 1, at: '08:00', rule: 'CASE-PATH' } } : guard));
      return { ...pack, steps: { ...pack.steps, notice: { ...pack.steps.notice, guards } } };
    };
    const story = new Story({ under: 'CA-998@2', pack: soon }).bill('2027-01-04', '2027-01-19', 9_640).until('2027-02-05');
    expect(story.told.filter((line) => line.includes('NoticeOrdered'))).toEqual(['2027-01-23 NoticeOrdered']);
  });
});

describe('Whom the Act of California protects (CA-998-SCOPE)', () => {
  const plannedUnder = (customerClass: 'residential' | 'commercial') => {
    const story = new Story({ under: 'CA-998@2', account: { customerClass } }).bill('2027-01-04', '2027-01-25', 9_640).at('2027-03-01 09:00').mailed('2027-03-01 10:00', 'A1.1.n1');
    for (const stage of ['2027-03-12 12:00', '2027-03-26 12:00']) {
      const order = story.at(stage).last('DoorTagOrdered');
      if (order && story.case?.status === 'door-tag-ordered') story.tagged(stage.replace('12:00', '13:00'), order.data.workOrderId);
    }
    return story.last('ShutOffPlanned')?.data.onDay;
  };

  it('a residential connection waits for 61 days after the due date', () => {
    expect(plannedUnder('residential')).toBe('2027-03-29');
  });

  it('just beside: a business does not', () => {
    expect(plannedUnder('commercial')).toBe('2027-03-16');
  });
});

describe.each(ways.filter(({ pack }) => pack.startsWith('CA')))('A notice under $pack that lacks what the law asks for (CA-998-LETTER)', ({ pack: under, bill }) => {
  it('is not ordered', () => {
    const sending = (document: string) => (pack: Story['law']['pack']) => ({ ...pack, documents: pack.documents && { ...pack.documents, steps: { ...pack.documents.steps, notice: document } } });
    const isOrdered = (document: string) => new Story({ under, pack: sending(document) }).bill(...bill).until('2027-03-08').told.some((line) => line.includes('NoticeOrdered'));
    expect([isOrdered('disconnect-notice'), isOrdered('restoration-information')]).toEqual([true, false]);
  });
});

describe("A business under a mutual company's pack, whom only the notice protects (CA-998-NOTICE-7BD)", () => {
  const mailed = () => new Story({ under: 'CA-998-MUTUAL@1', account: { customerClass: 'commercial' } }).bill('2027-01-04', '2027-01-25', 9_640).at('2027-03-01 09:00').mailed('2027-03-02 10:00', 'A1.1.n1');

  it('is shut off seven days after the mailing, and not before', () => {
    expect(mailed().last('ShutOffPlanned')?.data.onDay).toBe('2027-03-09');
  });
});

describe('A legal holiday on which the office opens all the same (GEN-PROTECT)', () => {
  it('is no business day where days are counted for the customer', () => {
    const { calendar } = new Story({ under: 'CA-998@2' }).law;
    const holiday = calendar.holidays.find(({ on, officeOpens }) => officeOpens && on > '2027' && weekdayOf(on) === 3)?.on as LocalDate;
    expect(officeClosedOn(calendar, holiday)).toBeNull();
    expect(nthBusinessDayAfter(calendar, plusDays(holiday, -1), 1).on).toBe(plusDays(holiday, 1));
  });
});

describe('Every pack', () => {
  it('has its way here', () => {
    const packs = globSync('libs/policy/packs/*/*/pack.yaml').map((file) => file.split('/').slice(-3, -1)).map(([id, version]) => `${id?.toUpperCase()}@${version}`);
    expect(ways.map(({ pack }) => pack).toSorted()).toEqual(packs.toSorted());
  });
});

describe.each(ways.filter(({ pack }) => pack.startsWith('OH-COUNTY')))('Under $pack', ({ pack, bill }) => {
  const [billedOn, dueOn] = bill;
  const after = plusDays(localDate(dueOn), 1);
  /** The bill until the night after its due date, with the payment files through that many days before the penalty. */
  const due = (filesUntil = 1) => files(new Story({ under: pack, feeds: ['payment'] }).bill(...bill), billedOn, plusDays(after, -filesUntil));
  const penalties = (story: Story) => story.at(`${after} 07:00`).told.filter((line) => line.endsWith('PenaltyAssessed'));

  it('the penalty is posted on the day after the due date, when nothing stands in the way', () => {
    expect(penalties(due())).toEqual([`${after} PenaltyAssessed`]);
  });

  it.each([
    ['a dispute', (story: Story) => story.given(`${dueOn} 12:00`, 'DisputeOpened', { disputeId: 'DI1' })],
    ['a message that nobody could read', (story: Story) => story.parks(`${dueOn} 12:00`, 'DL1')],
  ])('the penalty is not posted over %s', (_name, on) => {
    expect(penalties(on(due()))).toEqual([]);
  });

  it('the penalty is not posted while a feed is behind', () => {
    expect(penalties(due(2))).toEqual([]);
  });
});
