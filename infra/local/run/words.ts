import type { CaseStatus } from '../../../libs/case/case.state.ts';

/** Where an open case stands, as the collections staff would say it, in the order of the way. */
export const STEP_WORDS: Readonly<Record<Exclude<CaseStatus, 'closed'>, string>> = {
  'past-due': 'Past due, no notice yet',
  'notice-ordered': 'Notice at the printer',
  'notice-mailed': 'Notice mailed',
  'door-tag-ordered': 'Door tag to be hung',
  'door-tag-posted': 'Door tag hung',
  'shut-off-planned': 'Shut-off planned',
  'shut-off-ordered': 'Crew sent to shut off',
  'shut-off': 'Water off',
  restoring: 'To be turned back on',
  'already-off': 'Found off already',
  review: 'For a supervisor',
};
