import { condition, defineSignal, setHandler } from '@temporalio/workflow';
import { nudgeSignal } from './api.ts';

/** Whether somebody asked to look again since the last look. */
export interface Nudges {
  /** To be called before looking: a nudge that comes while looking counts for the next time. */
  forget(): void;
  /** Waits for a nudge, and no longer than this; null waits for a nudge alone. */
  orAfter(milliseconds: number | null): Promise<void>;
}

/** Registers the handler; call it before anything else, since a signal may have come with the start. */
export function receiveNudges(): Nudges {
  let wasNudged = false;
  setHandler(defineSignal(nudgeSignal), () => {
    wasNudged = true;
  });
  return {
    forget: () => {
      wasNudged = false;
    },
    orAfter: async (milliseconds) => {
      if (milliseconds === null) await condition(() => wasNudged);
      else await condition(() => wasNudged, milliseconds);
    },
  };
}
