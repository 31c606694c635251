/**
 * The hours at which the feeds speak unasked. Few, since the utility's clock stops at each; none at an hour at which
 * cases decide by time alone (midnight, 06:00 to 08:00, 14:00), so that no decision depends on which of the two is
 * quicker; and one between the crew's orders and its first visit, so that what happened by then can call it back.
 */
export const appointmentTimes = ['05:30', '08:30', '14:30'] as const;
