import type { Schemas } from '../api/client';
import type { LineStatus } from './tax-roll-queries';

export const seasonStatusWords: Readonly<Record<Schemas['RollSeason']['status'], string>> = {
  open: 'Open',
  'drawn-up': 'Drawn up: notices and objections',
  frozen: 'Frozen: to be approved and filed',
  filed: 'Filed with the authority',
  closed: 'Closed',
};

export const lineStatusWords: Readonly<Record<LineStatus, string>> = {
  candidate: 'Candidate',
  excluded: 'Left out',
  frozen: 'On the list',
  certified: 'Certified',
  accepted: 'Accepted',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  released: 'Released',
};
