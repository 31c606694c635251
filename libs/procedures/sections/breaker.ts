import { breakerWords, type BreakerKind } from '../../policy/breaker.ts';
import type { Law } from '../../policy/facts.ts';
import { statement, type Section, type Statement } from '../statement.ts';
import { counted, spoken } from '../words.ts';

export function breaker({ pack }: Law): Section {
  return {
    id: 'breaker',
    title: 'When too much happens at once',
    about: 'An error in the data can reach thousands of customers on one day. Orders are counted over the whole utility; one more than a bound trips a breaker.',
    groups: [{ id: 'bounds', title: 'How much one day may bring', lead: 'After it tripped, none of that kind is ordered until a supervisor asks for a reset and a second person approves it:', statements: bounds(pack.breaker) }],
  };
}

function bounds(rule: Law['pack']['breaker']): Statement[] {
  return Object.entries(rule?.bounds ?? {}).map(([kind, { atMost, atLeast, timesUsual }]) =>
    statement(
      `breaker.${kind}`,
      `${spoken(breakerWords[kind as BreakerKind])}: at most ${atMost} a day, and at most ${timesUsual} times the usual day, which is the median of the last ${counted(rule?.usualDays ?? 0, 'business day')}; ${atLeast} are always allowed within the first.`,
      rule?.rule ?? '',
    ),
  );
}
