import { linkOptions, type LinkOptions } from '@tanstack/react-router';
import type { Schemas } from '../api/client';

interface Place {
  readonly words: string;
  readonly link: LinkOptions;
  /** What its screen asks the API first: who may not ask it is not shown the way. None for what everybody has. */
  readonly asks?: Schemas['Session']['operations'][number];
}

/** The ways that stand above each screen, in the order of a day. */
export const places: readonly Place[] = [
  { words: 'Today', link: linkOptions({ to: '/' }) },
  { words: 'Stuck', link: linkOptions({ to: '/stuck', search: { kind: undefined } }), asks: 'listStuck' },
  { words: 'Cases', link: linkOptions({ to: '/cases', search: { open: true } }), asks: 'listCases' },
];
