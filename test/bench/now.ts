import { instant, type Instant } from '../../libs/kernel/time.ts';

/** The real clock: utilities of the bench live by it. */
export function nowAt(): Instant {
  return instant(new Date().toISOString());
}
