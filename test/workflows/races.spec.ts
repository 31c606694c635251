import { givenProcess } from '../support/case-process.ts';
import type { PaperOffice } from '../support/paper-office.ts';
import { Seeded } from '../support/seeded.ts';
import * as stages from '../support/stages.ts';
import { SkippingTime } from '../support/time-skipping.ts';

const petition = { docket: '27-30412', chapter: '13' as const, accountIds: ['A1'] };
const closed = { workOrderId: 'A1.1.w2', result: 'off' as const, crewId: 'crew-7', meterSerial: 'M-1' };
const seed = Number(process.env['ARREARS_SEED'] ?? 20_270_401);

describe('delinquencyCase, raced and terminated', () => {
  let time: SkippingTime;

  beforeAll(async () => {
    time = await SkippingTime.start();
  });
  afterAll(() => time?.stop());

  describe('a recall that races the crew', () => {
    const recalled = async (office: PaperOffice) => office.learns('PetitionFiled', petition);

    it('the crew acknowledges: the order has ended and the case is held, with nothing to put right', async () => {
      await givenProcess(time, '2027-04-01 08:30', stages.shutOffOrdered(), async (office, process) => {
        await recalled(office);
        await process.wake();
        await office.learns('RecallAcknowledged', { workOrderId: 'A1.1.w2', crewId: 'crew-7' });
        await process.wake();
        expect(office.told).toEqual(['WorkOrderRecalled', 'NoticeWithdrawn', 'CollectionHeld', 'RecallConfirmed']);
        expect(await process.isRunning()).toBe(true);
      });
    });

    it('the valve is closed meanwhile: incidents are opened, and the water comes back', async () => {
      await givenProcess(time, '2027-04-01 08:30', stages.shutOffOrdered(), async (office, process) => {
        await recalled(office);
        await Promise.all([process.wake(3), office.learns('WorkOrderCompleted', closed)]);
        await process.wake();
        expect(office.told.slice(0, 3)).toEqual(['WorkOrderRecalled', 'NoticeWithdrawn', 'CollectionHeld']);
        expect(office.told).toEqual(expect.arrayContaining(['ServiceShutOff', 'IncidentOpened', 'RestorationOrdered']));
        expect(office.case?.incidents).toEqual(['shut-off-under-stay:A1.1.w2', 'shut-off-after-recall:A1.1.w2', 'shut-off-without-clearance:A1.1.w2']);
      });
    });

    it('the crew says nothing: its silence becomes an incident within the hour, by the timer alone', async () => {
      await givenProcess(time, '2027-04-01 08:30', stages.shutOffOrdered(), async (office, process) => {
        await recalled(office);
        await process.wake();
        await time.goesTo('2027-04-01 09:29');
        expect(office.told).not.toContain('IncidentOpened');
        await time.goesTo('2027-04-01 09:32');
        expect(office.case?.incidents).toEqual(['recall-not-acknowledged:A1.1.w2']);
      });
    });
  });

  describe(`a process that is terminated at a random moment and started again (seed ${seed})`, () => {
    const random = new Seeded(seed);
    /** What the crew and the mailroom do on the way to the shut-off. */
    const outside: readonly (readonly [when: string, happens: (office: PaperOffice) => Promise<void>])[] = [
      ['2027-03-22 10:00', (office) => office.learns('NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: '2027-03-22' as never, proof: 'p' })],
      ['2027-03-29 14:00', (office) => office.learns('NoticePosted', { workOrderId: 'A1.1.w1', photo: 'f', postedBy: 'crew-7' })],
      ['2027-03-29 14:05', (office) => office.learns('WorkOrderCompleted', { workOrderId: 'A1.1.w1', result: 'posted', crewId: 'crew-7' })],
      ['2027-04-01 09:30', (office) => office.learns('WorkOrderCompleted', closed)],
    ];
    const days = ['2027-03-11', '2027-03-20', '2027-03-21', '2027-03-24', '2027-03-29', '2027-03-30', '2027-04-01'];

    /** @param interruptions local times at which the process is gone for a while */
    async function way(interruptions: readonly string[]): Promise<{ told: readonly string[]; printed: readonly string[] }> {
      const result = { told: [] as readonly string[], printed: [] as readonly string[] };
      await givenProcess(time, '2027-03-10 12:00', stages.pastDue(), async (office, process) => {
        const interrupt = async () => {
          await process.terminate();
          await process.wake();
        };
        const events = [...outside, ...interruptions.map((when) => [when, interrupt] as const)].sort(([first], [second]) => (first < second ? -1 : 1));
        for (const [when, happens] of events) {
          await time.goesTo(when);
          await happens(office);
          await process.wake();
        }
        Object.assign(result, { told: office.caseEvents.map(({ at, type }) => `${at.slice(0, 10)} ${type}`), printed: office.printed });
      });
      return result;
    }

    it('tells the same story, with each letter once', async () => {
      const undisturbed = await way([]);
      expect(undisturbed.told).toContain('2027-04-01 ServiceShutOff');
      for (let round = 0; round < 6; round += 1) {
        const interruptions = Array.from({ length: 3 }, () => `${random.pick(days)} ${random.time()}`);
        expect({ interruptions, ...(await way(interruptions)) }).toEqual({ interruptions, ...undisturbed });
      }
      expect(undisturbed.printed).toEqual(['A1.1.n1']);
    });
  });
});
