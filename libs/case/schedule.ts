import { at, officeClosedOn } from '../calendar/business-calendar.ts';
import { plusDays, plusHours } from '../calendar/days.ts';
import { rememberedFor } from '../kernel/remembered.ts';
import { laterOf, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { shutOffDayFrom } from '../policy/shut-off-window.ts';

interface Waits {
  readonly noticeDays: number;
  readonly tagHours: number;
}

/** The arguments of a pack's guards that planning has to know beforehand. */
export const waitsOf = rememberedFor((law: Law): Waits => {
  const args = Object.assign({}, ...law.pack.steps['shut-off'].guards) as Record<string, { days?: number; hours?: number } | undefined>;
  return { noticeDays: args['notice-mailed-days-before']?.days ?? 0, tagHours: args['door-tag-hours-before']?.hours ?? 0 };
});

/** The first shut-off day on which notice and tag are old enough when the crew is sent out. */
export function shutOffDayAfterTag(law: Law, mailedOn: LocalDate, postedAt: Instant, today: LocalDate, now: Instant, notBeforeOn: LocalDate | null): LocalDate {
  const { noticeDays, tagHours } = waitsOf(law);
  const readyAt = plusHours(postedAt, tagHours);
  const dispatchTime = law.pack.steps['shut-off'].orderAt as LocalTime;
  let on = laterOf(laterOf(plusDays(mailedOn, noticeDays), today), notBeforeOn ?? today);
  for (;;) {
    on = shutOffDayFrom(law.pack.shutOffWindow, law.calendar, on);
    const dispatchAt = at(law.calendar, on, dispatchTime);
    const beforeWindowEnds = now < at(law.calendar, on, law.pack.shutOffWindow.to);
    if (dispatchAt >= readyAt && beforeWindowEnds) return on;
    on = plusDays(on, 1);
  }
}

/** The last office day on which a tag can be hung in time for the first shut-off day that the notice allows. */
export function doorTagDay(law: Law, mailedOn: LocalDate, today: LocalDate, notBeforeOn: LocalDate | null): LocalDate {
  const { noticeDays, tagHours } = waitsOf(law);
  const { calendar } = law;
  const dispatchTime = law.pack.steps['shut-off'].orderAt as LocalTime;
  let shutOffOn = laterOf(plusDays(mailedOn, noticeDays), notBeforeOn ?? mailedOn);
  for (;;) {
    shutOffOn = shutOffDayFrom(law.pack.shutOffWindow, calendar, shutOffOn);
    const dispatchAt = at(calendar, shutOffOn, dispatchTime);
    let tagOn = plusDays(shutOffOn, -1);
    while (officeClosedOn(calendar, tagOn) !== null || plusHours(at(calendar, tagOn, calendar.officeClosesAt), tagHours) > dispatchAt) tagOn = plusDays(tagOn, -1);
    if (tagOn >= laterOf(today, mailedOn)) return tagOn;
    shutOffOn = plusDays(shutOffOn, 1);
  }
}
