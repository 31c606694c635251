import type { Law } from '../facts.ts';
import { predicateOf } from '../predicates/index.ts';
import { dayRefusal } from '../shut-off-window.ts';
import { plusDays } from '../../calendar/days.ts';
import { error, type Finding } from './fault.ts';
import { guardsOf } from './walk.ts';

/** So many days after a pack takes effect a shut-off day has to come up: two weeks have every weekday, the rest is for holidays. */
const daysLooked = 31;

/** Every step can be taken: no guard that no fact could satisfy, no order after its window, no window without a day. */
export function stepsReached(law: Law): Finding[] {
  return [...impossibleGuards(law), ...windowFindings(law)];
}

function* impossibleGuards(law: Law): Generator<Finding> {
  for (const { path, guard } of guardsOf(law.pack)) {
    const { predicate, args } = predicateOf(guard);
    const why = predicate.impossible?.(args, law) ?? null;
    if (why !== null) yield error([...path, predicate.name], `${predicate.name} can never hold: ${why}`, 'What it guards would never happen; change its arguments.');
  }
}

function* windowFindings({ pack, calendar }: Law): Generator<Finding> {
  const { shutOffWindow: window } = pack;
  if (window.from >= window.to) yield error(['shutOffWindow', 'to'], `The shut-off window closes at ${window.to}, not after it opens at ${window.from}.`, 'Let it close later.');
  const orderAt = pack.steps['shut-off'].orderAt;
  if (orderAt === undefined) yield error(['steps', 'shut-off'], 'The shut-off has no time at which crews are sent out.', 'Add "orderAt", such as "07:00".');
  else if (orderAt >= window.to) yield error(['steps', 'shut-off', 'orderAt'], `Crews are sent out at ${orderAt}, when the window has closed (${window.to}).`, 'Send them out earlier.');
  if (pack.effectiveFrom < calendar.knownFrom || plusDays(pack.effectiveFrom, daysLooked) > calendar.knownThrough) return;
  const days = Array.from({ length: daysLooked }, (_, index) => plusDays(pack.effectiveFrom, index));
  if (days.every((on) => dayRefusal(window, calendar, on) !== null))
    yield error(['shutOffWindow', 'weekdays'], `In the ${daysLooked} days from ${pack.effectiveFrom} on there is no day for shut-offs.`, 'Name weekdays on which the office is open.');
}
