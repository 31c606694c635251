import type { CaseStatus } from '../../../libs/case/case.state.ts';
import type { ExclusionReason } from '../../../libs/tax-roll/roll.events.ts';
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

/** Why a parcel is not on the roll. */
export const EXCLUSION_WORDS: Readonly<Record<ExclusionReason, string>> = {
  stay: 'a stay in bankruptcy',
  dispute: 'a dispute',
  hold: 'another hold',
  'tenant-contract': 'a tenant’s contract',
  'transferred-parcel': 'the parcel was sold',
  'bona-fide-buyer': 'a bona fide buyer',
  'below-minimum': 'too little for a line',
  'arrangement-kept': 'an arrangement that is kept',
  'missing-parcel': 'no parcel is known',
  'land-bank': 'a land bank has it',
  'not-delinquent': 'not delinquent',
  'notice-missing': 'no notice to the owner',
  'objection-upheld': 'an objection that was upheld',
  feeds: 'a feed was not complete',
  'nothing-owed': 'paid meanwhile',
  other: 'something else',
};
