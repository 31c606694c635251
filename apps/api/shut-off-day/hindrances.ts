import { at } from '../../../libs/calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../../../libs/calendar/days.ts';
import type { Because } from '../../../libs/kernel/because.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { because } from '../../../libs/policy/evaluate.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { inForceAt } from '../../../libs/policy/law-book.ts';
import { isStale } from '../../../libs/policy/predicates/feeds-are-complete.ts';
import { dayRefusal } from '../../../libs/policy/shut-off-window.ts';
import { dayEndsAt, type Utility } from '../../../libs/store/index.ts';

/** What keeps all shut-offs of a day back, each with its rule; what spares an area alone says so. */
export function hindrancesOf(utility: Utility, day: LocalDate): Because[] {
  const law = inForceAt(utility.law, utility.now);
  const refusal = dayRefusal(law.pack.shutOffWindow, law.calendar, day);
  return [
    ...(refusal === null ? [] : [because(law, law.pack.shutOffWindow.rule, refusal)]),
    ...utility.breakers.filter(({ kind }) => kind === 'shut-offs').map(({ trippedAt, sentence }) => because(law, law.pack.breaker?.rule ?? 'AUTHORITY', `The breaker for shut-offs tripped at ${trippedAt}: ${sentence}`)),
    ...moratoriumsOn(utility, law, day),
    ...utility.feeds.filter((feed) => isStale(feed, utility.now)).map(({ name, throughAt }) => because(law, 'GEN-EXEC', `The ${name} feed is complete only through ${throughAt ?? 'never'}.`)),
  ];
}

function moratoriumsOn({ moratoriums }: Utility, law: Law, day: LocalDate): Because[] {
  const [from, to] = [startOfDay(day, law.calendar.zone), startOfDay(plusDays(day, 1), law.calendar.zone)];
  const standing = moratoriums.filter(({ fromAt, endsAt }) => fromAt < to && (endsAt === null || endsAt > from));
  return standing.map(({ moratoriumId, area, reason, endsAt }) =>
    because(law, law.pack.holds.moratorium.rule, `Moratorium ${moratoriumId} (${reason}) stands ${'all' in area ? 'everywhere' : 'in a part of the area'} until ${endsAt ?? 'somebody ends it'}.`),
  );
}

/** When crews may close valves on that day. */
export function windowOf({ law, now }: Utility, day: LocalDate) {
  const current = inForceAt(law, now);
  const closesAt = dayEndsAt(law, day, now);
  return { opensAt: at(current.calendar, day, current.pack.shutOffWindow.from), closesAt, isOver: now >= closesAt };
}
