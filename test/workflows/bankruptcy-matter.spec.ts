import { matterView, type MatterView } from '../../activities/matter/matter-activities.ts';
import { docketOutlooks } from '../../libs/account/docket-outlook.ts';
import type { AccountEventData, FactType } from '../../libs/account/account.events.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { matterWorkflowId } from '../../workflows/api.ts';
import { uniqueName } from '../support/servers.ts';
import { Story } from '../support/story.ts';
import { SkippingTime } from '../support/time-skipping.ts';

const docket = '27-1';

/** What PostgreSQL does for the process of a docket, with one account and in memory. */
class PaperCourt {
  readonly lookedAt: Instant[] = [];
  readonly story: Story;
  clockMode: 'real' | 'stepped' = 'real';
  readonly #now: () => Promise<Instant>;

  constructor(story: Story, now: () => Promise<Instant>) {
    this.story = story;
    this.#now = now;
  }

  async learns<T extends FactType>(type: T, data: AccountEventData<T>): Promise<void> {
    const now = await this.#now();
    this.story.simulation.take({ kind: 'fact', accountId: 'A1', event: { type, id: `court#${type}`, effectiveAt: now, recordedAt: now, data } as never });
  }

  lookAtMatter = async (): Promise<MatterView> => {
    const now = await this.#now();
    this.story.simulation.runTo(now);
    this.lookedAt.push(now);
    const [outlook] = docketOutlooks(this.story.account, this.story.law, now);
    if (!outlook) throw new Error('The account knows no docket');
    return matterView({ ...outlook, letters: [], now, clockMode: this.clockMode });
  };
}

describe('bankruptcyMatter', () => {
  let time: SkippingTime;

  beforeAll(async () => {
    time = await SkippingTime.start();
  });
  afterAll(() => time?.stop());

  async function given(play: (court: PaperCourt, process: { wake(): Promise<void>; terminate(): Promise<unknown>; isRunning(): Promise<boolean>; ended(): Promise<unknown> }) => Promise<void>, clockMode: 'real' | 'stepped' = 'real'): Promise<void> {
    const which = { utilityId: uniqueName('county'), docket };
    const story = new Story().given('2027-03-01 10:00', 'PetitionFiled', { docket, chapter: '7', accountIds: ['A1'] }).given('2027-03-04 10:00', 'AssuranceRequested', { docket, amountCents: 16_000 });
    await time.startsAt('2027-03-04 12:00');
    const court = new PaperCourt(story, time.now);
    court.clockMode = clockMode;
    time.serve(which.utilityId, { lookAtMatter: court.lookAtMatter });
    const handle = time.env.client.workflow.getHandle(matterWorkflowId(which));
    const wake = async () => {
      await time.waker.wakeMatter(which);
      await time.rests();
    };
    await wake();
    try {
      await play(court, { wake, terminate: () => handle.terminate(), isRunning: async () => (await handle.describe()).status.name === 'RUNNING', ended: () => handle.result() });
    } finally {
      await handle.terminate().catch(() => undefined);
    }
  }

  const minutes = (court: PaperCourt) => [...new Set(court.lookedAt.map((at) => at.slice(0, 16)))];

  it('looks on the day after the last day for assurance, where the utility is, and not before', async () => {
    await given(async (court) => {
      await time.goesTo('2027-03-22 23:59');
      expect(court.story.told).not.toContain('2027-03-23 AssuranceLapsed');
      await time.goesTo('2027-03-23 01:00');
      expect(court.story.told).toContain('2027-03-23 AssuranceLapsed');
      // Midnight in New York.
      expect(minutes(court)).toContain('2027-03-23T04:00');
    });
  });

  it('a word of the court ends it; woken for nothing afterwards it ends again', async () => {
    await given(async (court, process) => {
      await court.learns('BankruptcyDismissed', { docket, accountIds: ['A1'] });
      await process.wake();
      await process.ended();
      const looks = court.lookedAt.length;
      await process.wake();
      await process.ended();
      expect(court.lookedAt.length).toBeGreaterThan(looks);
    });
  });

  it('terminated, it is started again by the next nudge and misses nothing', async () => {
    await given(async (court, process) => {
      await process.terminate();
      await time.goesTo('2027-03-25 12:00');
      expect(court.story.told).not.toContain('2027-03-23 AssuranceLapsed');
      await process.wake();
      expect(court.story.told.filter((line) => line.endsWith('AssuranceLapsed'))).toHaveLength(1);
    });
  });

  it('a stepped clock wakes it by itself: it sets no timer of its own', async () => {
    await given(async (court, process) => {
      const looks = court.lookedAt.length;
      await time.goesTo('2027-04-01 12:00');
      expect(court.lookedAt).toHaveLength(looks);
      expect(await process.isRunning()).toBe(true);
    }, 'stepped');
  });
});
