import type { Bench } from '../bench.ts';
import type { Result } from '../measure.ts';
import { measureBareTemporal } from './bare-temporal.ts';
import { measureBulkIntake } from './bulk-intake.ts';
import { measureFences } from './fences.ts';
import { measureMixed, measureOpenCases } from './open-cases.ts';
import { measurePureDecisions } from './pure-decisions.ts';
import { measureRebuild } from './rebuild.ts';
import { measureSweep } from './sweep.ts';
import { measureWakes } from './wakes.ts';
import { measureWhatIf } from './what-if.ts';
import { measureWholeCases } from './whole-cases.ts';

export interface Measure {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Result[]>;
}

/** The bare loop comes first: others are told as multiples of it. */
export const measures: readonly Measure[] = [
  { name: 'bare', title: 'The bare Temporal loop', run: measureBareTemporal },
  { name: 'bulk', title: 'Bulk intake', run: measureBulkIntake },
  { name: 'open', title: 'Events on open cases', run: measureOpenCases },
  { name: 'mixed', title: 'Mixed load', run: measureMixed },
  { name: 'wakes', title: 'Events that wake a workflow', run: measureWakes },
  { name: 'fences', title: 'Petition to fence and recall', run: measureFences },
  { name: 'pure', title: 'Pure decisions', run: async ({ say, quick }) => [measurePureDecisions(say, { quick })] },
  { name: 'sweep', title: 'The daily sweep', run: measureSweep },
  { name: 'rebuild', title: 'Read models anew', run: measureRebuild },
  { name: 'whatif', title: 'A draft over recorded histories', run: measureWhatIf },
  { name: 'cases', title: 'What a case costs', run: measureWholeCases },
];
