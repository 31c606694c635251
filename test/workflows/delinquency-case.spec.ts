import { CaseProcess, givenProcess } from '../support/case-process.ts';
import { PaperOffice } from '../support/paper-office.ts';
import { SkippingTime } from '../support/time-skipping.ts';
import * as stages from '../support/stages.ts';
import type { Story } from '../support/story.ts';


describe('delinquencyCase', () => {
  let time: SkippingTime;

  beforeAll(async () => {
    time = await SkippingTime.start();
  });
  afterAll(() => time?.stop());

  const given = (when: string, story: Story, play: Parameters<typeof givenProcess>[3]) => givenProcess(time, when, story, play);

  describe('at each stage, waits for the next occasion and has it decided', () => {
    it('past due: on the day for the notice it is ordered, and printed once', async () => {
      await given('2027-03-10 12:00', stages.pastDue(), async (office) => {
        await time.goesTo('2027-03-20 07:59');
        expect(office.told).toEqual([]);
        await time.goesTo('2027-03-20 08:01');
        expect(office.told).toEqual(['NoticeOrdered']);
        expect(office.printed).toEqual(['A1.1.n1']);
      });
    });

    it('notice mailed: on the last office day that allows it, the door tag is ordered', async () => {
      await given('2027-03-22 10:00', stages.noticeMailed(), async (office) => {
        await time.goesTo('2027-03-29 07:59');
        expect(office.told).toEqual([]);
        await time.goesTo('2027-03-29 08:01');
        expect(office.told).toEqual(['DoorTagOrdered']);
      });
    });

    it('shut-off planned: ordered in the morning of its day', async () => {
      await given('2027-03-29 14:00', stages.shutOffPlanned(), async (office) => {
        await time.goesTo('2027-04-01 06:59');
        expect(office.told).toEqual([]);
        await time.goesTo('2027-04-01 07:01');
        expect(office.told).toEqual(['ShutOffOrdered']);
      });
    });

    it('shut off and paid: the process outlives the reconnection, and ends with the case', async () => {
      await given('2027-04-01 09:00', stages.shutOff(), async (office, process) => {
        await office.learns('PaymentReceived', { paymentId: 'P1', amountCents: 26_500, tender: 'cash', channel: 'counter' });
        await process.wake();
        await time.goesTo('2027-04-01 15:00');
        expect(office.told).toEqual(['RestorationOrdered']);
        expect(await process.isRunning()).toBe(true);
        await office.learns('WorkOrderCompleted', { workOrderId: 'A1.1.w3', result: 'on', crewId: 'crew-7', meterSerial: 'M-1' });
        await process.wake();
        await process.ended();
        expect(office.told).toEqual(['RestorationOrdered', 'ServiceRestored', 'CaseClosed']);
      });
    });

    it('held by an extension: goes on when the hold has ended, without anybody calling', async () => {
      await given('2027-03-22 10:00', stages.noticeMailed(), async (office, process) => {
        await office.learns('ExtensionGranted', { extensionId: 'x1', untilOn: '2027-04-10' as never });
        await process.wake();
        await time.goesTo('2027-04-10 12:00');
        expect(office.told).toEqual(['CollectionHeld']);
        await time.goesTo('2027-04-12 12:00');
        expect(office.told.slice(0, 3)).toEqual(['CollectionHeld', 'CollectionResumed', 'DoorTagOrdered']);
      });
    });

    it('closed: ends at once when it is woken for nothing', async () => {
      await given('2027-04-02 09:00', stages.restored(), async (office, process) => {
        await process.ended();
        expect(office.told).toEqual([]);
      });
    });
  });

  describe('a letter', () => {
    const ordered = ['2027-03-21 12:00', stages.noticeOrdered()] as const;

    it('is not printed when a petition came first', async () => {
      const story = stages.noticeOrdered().given('2027-03-21 12:00', 'PetitionFiled', { docket: '27-1', chapter: '7', accountIds: ['A1'] });
      await given('2027-03-21 12:00', story, async (office) => {
        expect(office.printed).toEqual([]);
      });
    });

    it('is printed once, however often the process is woken', async () => {
      await given(...ordered, async (office, process) => {
        await process.wake(20);
        expect(office.printed).toEqual(['A1.1.n1']);
      });
    });

    it('that keeps failing is written down for a person, and printed when the person says so', async () => {
      await given('2027-03-10 12:00', stages.pastDue(), async (office, process) => {
        let tries = 0;
        office.mishaps.beforePrinting = () => {
          tries += 1;
          throw new Error('no space left on the device');
        };
        await time.goesTo('2027-03-21 12:00');
        expect(office.failures).toEqual([{ obligationKey: 'A1.1.n1', failure: 'no space left on the device', ...process.which }]);
        expect(tries).toBe(5);
        expect(await process.isRunning()).toBe(true);
        office.mishaps.beforePrinting = () => undefined;
        await process.wake();
        expect(office.printed).toEqual(['A1.1.n1']);
        expect(office.failures).toHaveLength(1);
      });
    });
  });

  describe('a worker that dies between a decision and its effect', () => {
    it('asks again and hears the same: nothing is decided twice', async () => {
      await given('2027-03-10 12:00', stages.pastDue(), async (office) => {
        let losses = 0;
        office.mishaps.afterAdvance = () => {
          if (office.told.length > 0 && losses < 3) throw new Error(`the answer was lost the ${(losses += 1)}. time`);
        };
        await time.goesTo('2027-03-20 09:00');
        expect(losses).toBe(3);
        expect(office.told).toEqual(['NoticeOrdered']);
        expect(office.printed).toEqual(['A1.1.n1']);
      });
    });

    it('does not print a letter again whose printing it did not live to report', async () => {
      await given('2027-03-10 12:00', stages.pastDue(), async (office) => {
        let losses = 0;
        office.mishaps.afterPrinting = () => {
          losses += 1;
          throw new Error('the worker is gone');
        };
        await time.goesTo('2027-03-20 09:00');
        expect(losses).toBe(1);
        expect(office.printed).toEqual(['A1.1.n1']);
        expect(office.failures).toEqual([]);
      });
    });
  });

  it('ends with an error that names the case, when there is no such case', async () => {
    await time.startsAt('2027-03-10 12:00');
    const which = { utilityId: 'county', caseId: 'A9.1' };
    time.serve(which.utilityId, new PaperOffice(stages.pastDue(), time.now).activities);
    const unknown = new CaseProcess(time, which);
    await unknown.wake();
    await expect(unknown.ended()).rejects.toMatchObject({ cause: { message: 'There is no case A9.1 at county', type: 'NoSuchCase' } });
  });
});
