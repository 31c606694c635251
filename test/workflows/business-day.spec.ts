import { dayOutlook, type DayOutlook, type Swept } from '../../activities/cases/sweep-activities.ts';
import { at, dayOf } from '../../libs/calendar/business-calendar.ts';
import { plusDays } from '../../libs/calendar/days.ts';
import type { Instant, LocalDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import type { SweepOutlook } from '../../libs/store/index.ts';
import { businessDayWorkflowId } from '../../workflows/api.ts';
import { uniqueName } from '../support/servers.ts';
import { SkippingTime } from '../support/time-skipping.ts';

const { calendar, pack } = loadLaw('OH-COUNTY@1');

/** A utility that only knows which days it has swept. */
class PaperUtility {
  readonly sweptAt: Instant[] = [];
  readonly sealedOn: LocalDate[] = [];
  feedsAreComplete = true;
  seals = false;
  readonly #clockMode: 'real' | 'stepped';
  #sweptThroughOn: LocalDate | null;
  readonly #now: () => Promise<Instant>;

  constructor(sweptThroughOn: LocalDate | null, clockMode: 'real' | 'stepped', now: () => Promise<Instant>) {
    this.#clockMode = clockMode;
    this.#sweptThroughOn = sweptThroughOn;
    this.#now = now;
  }

  sweepOutlook = async (): Promise<DayOutlook> => {
    const outlook = await this.#outlook();
    const isSealDue = outlook.nextAt > outlook.now && this.sealedOn.at(-1) !== dayOf(calendar, outlook.now) && outlook.now >= at(calendar, dayOf(calendar, outlook.now), pack.sweepAt);
    return { ...dayOutlook(outlook, { afterSeconds: 300 }), ...(this.seals ? { isSealDue } : {}) };
  };

  sealChains = async (): Promise<{ sealedOn: LocalDate | null }> => {
    this.sealedOn.push(dayOf(calendar, await this.#now()));
    return { sealedOn: this.sealedOn.at(-1) ?? null };
  };

  sweepAccounts = async (): Promise<Swept> => {
    const { dueOn, waitsForFeeds, now } = await this.#outlook();
    if (dueOn === null || waitsForFeeds) return { sweptOn: null, considered: 0, opened: 0 };
    this.#sweptThroughOn = dueOn;
    this.sweptAt.push(now);
    return { sweptOn: dueOn, considered: 1, opened: 0 };
  };

  async #outlook(): Promise<SweepOutlook> {
    const now = await this.#now();
    const today = dayOf(calendar, now);
    const todayAt = at(calendar, today, pack.sweepAt);
    const isDue = now >= todayAt && (this.#sweptThroughOn ?? '') < today;
    const nextAt = now < todayAt ? todayAt : at(calendar, plusDays(today, 1), pack.sweepAt);
    return { dueOn: isDue ? today : null, nextAt, now, clockMode: this.#clockMode, waitsForFeeds: isDue && !this.feedsAreComplete };
  }
}

describe('businessDay', () => {
  let time: SkippingTime;

  beforeAll(async () => {
    time = await SkippingTime.start();
  });
  afterAll(() => time?.stop());

  async function given(when: string, sweptThroughOn: string, play: (utility: PaperUtility, wake: () => Promise<void>) => Promise<void>, clockMode: 'real' | 'stepped' = 'real'): Promise<void> {
    const which = { utilityId: uniqueName('county') };
    await time.startsAt(when);
    const utility = new PaperUtility(sweptThroughOn as LocalDate, clockMode, time.now);
    time.serve(which.utilityId, { sweepOutlook: utility.sweepOutlook, sweepAccounts: utility.sweepAccounts, sealChains: utility.sealChains });
    await time.waker.ensureBusinessDay(which);
    await time.waker.ensureBusinessDay(which);
    await time.rests();
    try {
      await play(utility, async () => {
        await time.waker.wakeBusinessDay(which);
        await time.rests();
      });
    } finally {
      await time.env.client.workflow.getHandle(businessDayWorkflowId(which)).terminate();
    }
  }

  /** The sweeps, to the minute. */
  const swept = (utility: PaperUtility) => utility.sweptAt.map((at) => at.slice(0, 16));

  it('sweeps each morning at six where the utility is, also when the clocks on the wall change', async () => {
    await given('2027-03-12 12:00', '2027-03-12', async (utility) => {
      await time.goesTo('2027-03-15 12:00');
      expect(swept(utility)).toEqual(['2027-03-13T11:00', '2027-03-14T10:00', '2027-03-15T10:00']);
    });
  });

  it('sweeps once a day, however often it is woken', async () => {
    await given('2027-03-12 12:00', '2027-03-12', async (utility, wake) => {
      await time.goesTo('2027-03-13 06:30');
      for (let times = 0; times < 3; times += 1) await wake();
      expect(swept(utility)).toEqual(['2027-03-13T11:00']);
    });
  });

  it('makes up at once for a morning at which nothing ran', async () => {
    await given('2027-03-12 12:00', '2027-03-11', async (utility) => {
      expect(swept(utility)).toEqual(['2027-03-12T17:00']);
    });
  });

  it('waits for a feed that is not complete, and asks again', async () => {
    await given('2027-03-12 12:00', '2027-03-12', async (utility) => {
      utility.feedsAreComplete = false;
      await time.goesTo('2027-03-13 07:00');
      expect(swept(utility)).toEqual([]);
      utility.feedsAreComplete = true;
      await time.goesTo('2027-03-13 07:06');
      expect(utility.sweptAt).toHaveLength(1);
    });
  });

  it('seals each day once before it is swept, and while a feed keeps the sweep', async () => {
    await given('2027-03-12 12:00', '2027-03-12', async (utility, wake) => {
      utility.seals = true;
      await time.goesTo('2027-03-13 06:30');
      utility.feedsAreComplete = false;
      await time.goesTo('2027-03-14 08:00');
      await wake();
      expect(utility.sealedOn).toEqual(['2027-03-13', '2027-03-14']);
      expect(swept(utility)).toEqual(['2027-03-13T11:00']);
    });
  });

  it('sweeps by a stepped clock only when it is woken', async () => {
    await given(
      '2027-03-12 12:00',
      '2027-03-12',
      async (utility, wake) => {
        await time.goesTo('2027-03-14 12:00');
        expect(utility.sweptAt).toEqual([]);
        await wake();
        expect(swept(utility)).toHaveLength(1);
      },
      'stepped',
    );
  });
});
