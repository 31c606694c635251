import { plusDays } from '../calendar/days.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { CaseState, CaseStatus } from './case.state.ts';
import type { Context } from './context.ts';

/** Where an account stands, for whoever has the customer on the phone: a few words, without the names of the engine's states. */
export function stateInWords(state: CaseState | null, context: Context): string {
  const { account, facts, holds } = context;
  if (state === null || state.status === 'closed') return withoutCase(context);
  const words = wordsOf(state, context);
  if (holds.length > 0) return `${words} Nothing goes on while ${holds.length === 1 ? 'a hold stands' : `${holds.length} holds stand`}.`;
  return facts.pastDueCents <= 0 && account.valve === 'on' ? `${words} Nothing is past due any more.` : words;
}

function withoutCase({ account, facts }: Context): string {
  if (account.valve === 'off') return 'The water is off.';
  return facts.pastDueCents > 0 ? 'Past due, and nothing was sent yet.' : 'In good standing.';
}

function wordsOf(state: CaseState, context: Context): string {
  const { today } = context;
  const order = state.workOrders.find(({ work, status }) => work === 'shut-off' && status === 'open');
  const isSent = order !== undefined && context.account.fieldWork.some(({ workOrderId, dispatchedAt }) => workOrderId === order.workOrderId && dispatchedAt !== null);
  const words: Readonly<Record<Exclude<CaseStatus, 'closed'>, () => string>> = {
    'past-due': () => 'Past due; no notice was sent yet.',
    'notice-ordered': () => 'A disconnect notice is being sent.',
    'notice-mailed': () => `A disconnect notice was sent${state.notice?.mailedOn ? ` on ${state.notice.mailedOn}` : ''}.`,
    'door-tag-ordered': () => 'A crew is to leave the last notice at the door.',
    'door-tag-posted': () => 'The last notice hangs at the door.',
    'shut-off-planned': () => (state.plannedOn === null ? 'To be planned for a shut-off.' : `On ${listOf(state.plannedOn, today)}.`),
    'shut-off-ordered': () => (isSent ? 'The crew is on its way, or at the door.' : `A crew has the order for ${order === undefined ? 'the shut-off' : listDay(order.order.onDay, today)}.`),
    review: () => 'Somebody here is looking into it, and nothing goes on until then.',
    'already-off': () => 'The crew found the water off already.',
    'shut-off': () => 'The water is off.',
    restoring: () => 'The water is off, and a crew is to turn it on.',
  };
  return words[state.status as Exclude<CaseStatus, 'closed'>]();
}

function listOf(on: LocalDate, today: LocalDate): string {
  const day = listDay(on, today);
  return day === on ? `the list of ${on}` : `${day}'s list`;
}

function listDay(on: LocalDate, today: LocalDate): string {
  if (on === today) return 'today';
  return on === plusDays(today, 1) ? 'tomorrow' : on;
}
