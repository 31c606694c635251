import { plusDays } from '../../../libs/calendar/days.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { officeHours } from './appointments.ts';
import { momentOf, openDay, type County } from './county.ts';
import type { LineCourse } from './roll-courses.ts';
import type { DeskLine } from './roll-desk.ts';

/** Of what is certified, part is paid at the utility's counter. */
const counterDivisor = 3;
const petitionDaysBefore = 6;

/**
 * What the feeds tell after the list was answered: petitions from before it, which nobody had told, and payments at the counter for what
 * the county collects. @param on the day on which it is told
 */
export function lateNews(county: County, frozenOn: LocalDate, on: LocalDate, lines: readonly (DeskLine & { readonly course: LineCourse })[]): CloudEvent[] {
  const { utilityId } = county;
  return lines.flatMap(({ lineId, course, status, openCents }): CloudEvent[] => {
    if (status !== 'accepted') return [];
    if (course === 'petition-told-late') {
      const filedOn = openDay(county, plusDays(frozenOn, -petitionDaysBefore));
      const data = { docket: `27-4${lineId.slice(2)}`, chapter: '13' as const, accountIds: [lineId] };
      return [cloudEvent({ type: 'PetitionFiled', id: `${lineId}/told-late`, utility: utilityId, time: momentOf(county, filedOn, officeHours[2]), data })];
    }
    if (course !== 'pays-at-counter') return [];
    const data = { paymentId: `${lineId}/for-the-roll`, amountCents: Math.floor(openCents / counterDivisor), tender: 'cash', channel: 'counter', forCertified: true } as const;
    return [cloudEvent({ type: 'PaymentReceived', id: `${lineId}/for-the-roll`, utility: utilityId, account: lineId, time: momentOf(county, on, officeHours[2]), data })];
  });
}
