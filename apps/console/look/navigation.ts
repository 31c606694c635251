import { linkOptions, type LinkOptions } from '@tanstack/react-router';
import type { Schemas } from '../api/client';

/** The ways stand in groups, so that fourteen of them are found at a glance. */
export const groupWords = { day: 'The day', accounts: 'Accounts and cases', law: 'Law and courts', oversight: 'Oversight' } as const;

interface Place {
  readonly words: string;
  readonly group: keyof typeof groupWords;
  readonly link: LinkOptions;
  /** What its screen asks the API first: who may not ask it is not shown the way. None for what everybody has. */
  readonly asks?: Schemas['Session']['operations'][number];
}

/** The ways that stand beside each screen; within a group in the order of a day. */
export const places: readonly Place[] = [
  { words: 'Today', group: 'day', link: linkOptions({ to: '/' }) },
  { words: 'Stuck', group: 'day', link: linkOptions({ to: '/stuck', search: { kind: undefined } }), asks: 'listStuck' },
  { words: 'The morning', group: 'day', link: linkOptions({ to: '/morning', search: { kind: undefined } }), asks: 'listMorning' },
  { words: 'Second signatures', group: 'day', link: linkOptions({ to: '/approvals' }), asks: 'listApprovals' },
  { words: 'Shut-off day', group: 'day', link: linkOptions({ to: '/shut-off-day', search: { day: undefined } }), asks: 'readShutOffDay' },
  { words: 'Crew orders', group: 'day', link: linkOptions({ to: '/crew', search: { crew: undefined } }), asks: 'listCrewOrders' },
  { words: 'Callbacks', group: 'accounts', link: linkOptions({ to: '/callbacks', search: { mine: undefined } }), asks: 'listCallbacks' },
  { words: 'Cases', group: 'accounts', link: linkOptions({ to: '/cases', search: { open: true } }), asks: 'listCases' },
  { words: 'Many cases', group: 'accounts', link: linkOptions({ to: '/bulk', search: { filter: undefined } }), asks: 'listBulks' },
  { words: 'Policy', group: 'law', link: linkOptions({ to: '/policy' }), asks: 'listVersions' },
  { words: 'Courts', group: 'law', link: linkOptions({ to: '/courts' }), asks: 'listDocketReviews' },
  { words: 'Tax roll', group: 'law', link: linkOptions({ to: '/tax-roll' }), asks: 'listRollSeasons' },
  { words: 'Operations', group: 'oversight', link: linkOptions({ to: '/operations' }), asks: 'readOperations' },
  { words: 'Review of work', group: 'oversight', link: linkOptions({ to: '/staff-review', search: { week: undefined, person: undefined } }), asks: 'readStaffReview' },
  { words: 'Messages', group: 'oversight', link: linkOptions({ to: '/messages', search: { status: 'open' } }), asks: 'listDeadLetters' },
];
