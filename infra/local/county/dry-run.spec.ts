import { readLine } from '../../../libs/contracts/read-line.ts';
import { dryRun } from './dry-run.ts';
import { planCounty } from './generator.ts';

const plan = planCounty({ utilityId: 'county', seed: 7, accounts: 60 });
const events = [...dryRun(plan)];
const isMark = (event: { type: string }) => event.type === 'arrears.feed-complete-through.v1';

describe('the dry run', () => {
  it('has every planned message, and marks of every feed thrice a day', () => {
    expect(events.filter((event) => !isMark(event))).toHaveLength(plan.messages.length);
    expect(events.filter(isMark)).toHaveLength(5 * (1 + 184 * 3 + 1));
  });

  it('never marks a feed complete before what was sent until then, and says when it was sent', () => {
    const recorded = events.map((event) => (event as { recordedtime?: string }).recordedtime ?? '');
    expect(recorded).toEqual([...recorded].sort());
    expect(events.filter((event, index) => event.time > (recorded[index] ?? ''))).toEqual([]);
  });

  it('is read as from Kafka', () => {
    expect(events.map((event) => readLine(JSON.stringify(event))).filter((intake) => intake.kind === 'bad')).toEqual(
      [],
    );
  });
});
