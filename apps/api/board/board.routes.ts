import { z } from 'zod';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { defineRoute } from '../http/route.ts';
import { dateText, id, instantText, nothing } from '../http/schemas.ts';

const count = z.int();

export const boardRoutes = {
  readBoard: defineRoute('readBoard', {
    method: 'GET',
    path: '/board',
    tag: 'Utility',
    summary: "Shows the utility's work in numbers",
    params: nothing,
    query: nothing,
    response: z
      .strictObject({
        utilityId: id,
        clockMode: z.enum(['real', 'stepped']),
        now: instantText,
        today: dateText,
        accounts: count,
        openCases: count,
        closedCases: count,
        casesByStatus: z.partialRecord(z.enum(caseStatuses), count),
        onHold: count,
        shutOffNow: count.meta({ description: 'Closed by a crew and not opened again.' }),
        everShutOff: count,
        restored: count,
        resumedAfterDismissal: count,
        incidents: count,
        lettersOrdered: count,
        lettersMailed: count,
        workOrdersOrdered: count,
        workOrdersRecalled: count,
        clearancesGranted: count,
        clearancesRefused: count,
        openObligations: count,
        deadLetters: count.meta({ description: 'Not repaired yet.' }),
        waitingMessages: count.meta({ description: 'Of accounts that are not open yet.' }),
        lapsing: z
          .array(z.strictObject({ name: z.string(), validThrough: dateText, daysLeft: count, sentence: z.string() }))
          .meta({ description: 'Values of the pack and its calendar that have lapsed or will soon; only the steps that rest on one wait.' }),
        openBreakers: count.meta({ description: 'Tripped, and not reset by two people yet.' }),
      })
      .meta({ id: 'Board' }),
    responseName: 'The board',
  }),
} as const;
