import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * Deciding is short, and PostgreSQL may be away for long: tried for as long as it takes. Beyond the threshold a timer waits,
 * so that an open workflow task does not fill the history meanwhile.
 */
export const deciding: LocalActivityOptions = {
  startToCloseTimeout: '30 seconds',
  localRetryThreshold: '3 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
};

/** A full disk or a folder that is not there does not mend itself within the hour: a person is told soon. */
export const printing: ActivityOptions = {
  // A landlord's docket orders letters by the hundred: sweeps and the pages of a season go before them.
  priority: { priorityKey: 4 },
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 5 },
};

/** What went wrong has to be written down, however long it takes. */
export const recording: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** A sweep goes from page to page and says so; when it falls silent, another worker goes on at the last page. */
export const sweeping: ActivityOptions = {
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** A season's pages take as long as its authority is large; its worker says every few seconds that it lives, whatever page it is at. */
export const paging: ActivityOptions = { ...sweeping, heartbeatTimeout: '10 seconds' };

/** One transaction over the heads of all streams; a day that cannot be sealed now is tried again, as a sweep is. */
export const sealing: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};
