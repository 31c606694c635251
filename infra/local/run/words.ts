import type { CaseStatus } from '../../../libs/case/case.state.ts';
import type { LineStatus, SeasonStatus } from '../../../libs/tax-roll/season.state.ts';

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

export const SEASON_WORDS: Readonly<Record<SeasonStatus, string>> = {
  open: 'is opened',
  'drawn-up': 'is drawn up',
  frozen: 'is extracted',
  filed: 'is filed',
  closed: 'is closed',
};

/** Where its lines stand, in the order of the way. */
export const LINE_WORDS: Readonly<Record<LineStatus, string>> = {
  candidate: 'candidates',
  frozen: 'extracted',
  certified: 'certified',
  rejected: 'rejected',
  accepted: 'listed',
  withdrawn: 'withdrawn',
  released: 'paid',
  excluded: 'left out',
};
