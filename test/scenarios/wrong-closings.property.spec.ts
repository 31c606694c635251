import fc from 'fast-check';
import type { AccountEventData, FactType } from '../../libs/account/account.events.ts';
import { advance } from '../../libs/case/advance.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { law } from '../support/play.ts';
import { shutOffOrdered } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const seed = Number(process.env['FC_SEED'] ?? 20270314);
const numRuns = Number(process.env['FC_RUNS'] ?? 150);

interface Told {
  readonly when: string;
  readonly tell: (story: Story) => Story;
}

const clock = (minutes: number) => `2027-04-01 ${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const fact = <T extends FactType>(when: string, type: T, data: AccountEventData<T>): Told => ({ when, tell: (story) => story.given(when, type, data) });

/** What may happen on the morning of a shut-off, before or after the crew closes the valve. */
const happening = fc.record({ kind: fc.constantFrom('pay', 'pay', 'review', 'petition', 'certificate', 'report', 'bill'), minutes: fc.integer({ min: 0, max: 119 }), cents: fc.constantFrom(2_000, 13_999, 14_000, 14_001, 22_000) });
const morning = fc.uniqueArray(happening, { maxLength: 4, selector: ({ minutes }) => minutes });

function toldOf({ kind, minutes, cents }: { kind: string; minutes: number; cents: number }): Told {
  const when = clock(minutes);
  const id = `${kind}-${minutes}`;
  switch (kind) {
    case 'pay':
      return fact(when, 'PaymentReceived', { paymentId: id, amountCents: cents, tender: 'cash', channel: 'counter' });
    case 'review':
      return fact(when, 'ReviewRequested', { reviewId: id });
    case 'petition':
      return fact(when, 'PetitionFiled', { docket: id, chapter: '13', accountIds: ['A1'] });
    case 'certificate':
      return fact(when, 'MedicalCertificateReceived', { certificateId: id, validThroughOn: localDate('2027-04-30') });
    case 'report':
      return fact(when, 'PaymentReported', { reportId: id, confirmation: id, channel: 'online', amountCents: cents });
    default:
      return fact(when, 'BillIssued', { billId: id, billedOn: localDate('2027-04-01'), dueOn: localDate('2027-04-22'), lines: [{ service: 'water', amountCents: cents }] });
  }
}

/** Nothing else happens in that minute. */
const closing: Told = { when: '2027-04-01 09:00', tell: (story) => story.crewReports('2027-04-01 09:00', 'A1.1.w2', 'off') };

/** Whether the crew was called back depends on what was known when; everything else does not. */
function outcome(story: Story) {
  const wrongs = story.account.closings.flatMap((known) => known.wrongs ?? []).filter((wrong) => wrong !== 'shut-off-after-recall');
  const fees = story.openCharges.filter((charge) => charge.includes('fee'));
  return { wrongs: [...wrongs].sort(), fees, comesBack: story.all('RestorationOrdered').length > 0 };
}

describe('The judgement of a closed valve', () => {
  it('is the same whenever its facts come to be known, undoes what was wrong, charges for nothing that was, and comes to rest', () => {
    const told = morning.chain((events) => {
      const happened = [...events.filter(({ minutes }) => minutes !== 60).map(toldOf), closing];
      return fc.record({ inTime: fc.constant([...happened].sort((first, second) => (first.when < second.when ? -1 : 1))), anyhow: fc.shuffledSubarray(happened, { minLength: happened.length }) });
    });
    fc.assert(
      fc.property(told, ({ inTime, anyhow }) => {
        const prompt = inTime.reduce((story, { tell }) => tell(story), shutOffOrdered()).at('2027-04-01 12:00');
        const late = anyhow.reduce((story, { tell }) => tell(story), shutOffOrdered().at('2027-04-01 12:00'));
        expect(outcome(late).wrongs).toEqual(outcome(prompt).wrongs);
        for (const story of [prompt, late]) {
          const { wrongs, fees, comesBack } = outcome(story);
          if (wrongs.length > 0) expect({ fees, comesBack }).toEqual({ fees: [], comesBack: true });
          expect(story.all('ServiceShutOff')).toHaveLength(1);
          expect(new Set(story.incidents).size).toBe(story.incidents.length);
          expect(advance({ law, now: story.simulation.now, feeds: [], account: story.account, state: story.case }, true).decisions).toEqual([]);
        }
      }),
      { seed, numRuns },
    );
  });
});
