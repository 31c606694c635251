import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Instant } from '../../../libs/kernel/time.ts';

/** With CloudEvents' documented extension: `time` is when it took effect, `recordedtime` when its sender said so. */
export interface RecordedEvent extends CloudEvent {
  readonly recordedtime: Instant;
}

export function recorded(events: readonly CloudEvent[], at: Instant): RecordedEvent[] {
  return events.map((event) => ({ ...event, recordedtime: at }));
}
