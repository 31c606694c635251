import type { AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import { ledgerOf } from '../../../libs/account/ledger.ts';
import { localDateOf, plusDays } from '../../../libs/calendar/days.ts';
import { isOpen } from '../../../libs/case/advance.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import { law, type CountyWorld } from './county-world.ts';

/** A fact that may come next for an account. */
export type NextFact = { [T in FactType]: { readonly type: T; readonly data: AccountEventData<T> } }[FactType];

/** What may come next for an account with an open case, when it can, and how often it does in a county: percent of its events. */
interface Course {
  readonly name: string;
  readonly percent: number;
  readonly fits: (state: CaseState, account: AccountState) => boolean;
  readonly facts: (state: CaseState, account: AccountState, nowAt: Instant) => readonly NextFact[];
}

const { zone } = law.calendar;
const crewId = 'crew-1';
const always = () => true;
const owedCents = (account: AccountState) => Math.max(1_000, ledgerOf(account, law).balanceCents);
const openOrder = (state: CaseState, work: string) => state.workOrders.find((order) => order.work === work && order.status === 'open');
const orderId = (state: CaseState, work: string) => openOrder(state, work)?.workOrderId ?? '';
const pays = (account: AccountState, amountCents: number): NextFact => ({
  type: 'PaymentReceived',
  data: { paymentId: `${account.accountId}/bench/${amountCents}`, amountCents, tender: 'card', channel: 'online' },
});

/** Shares as counted in a county of 2,000 accounts over 150 days; there, too, 53 % of the events append a case event. */
export const courses: readonly Course[] = [
  { name: 'pays in full', percent: 18, fits: always, facts: (_, account) => [pays(account, owedCents(account))] },
  { name: 'pays in part', percent: 6, fits: always, facts: (_, account) => [pays(account, 1_000)] },
  { name: 'billing acknowledges', percent: 29, fits: (_, account) => account.unacknowledged.length > 0, facts: (_, account) => [{ type: 'ChargeAcknowledged', data: { requestId: account.unacknowledged[0] ?? '' } }] },
  {
    name: 'notice mailed',
    percent: 11,
    fits: (state) => state.status === 'notice-ordered',
    facts: (state, _, nowAt) => [{ type: 'NoticeMailed', data: { noticeId: state.notice?.noticeId ?? '', mailedOn: localDateOf(nowAt, zone), proof: 'proof' } }],
  },
  {
    name: 'tag posted',
    percent: 17,
    fits: (state) => openOrder(state, 'door-tag') !== undefined,
    facts: (state) => [
      { type: 'NoticePosted', data: { workOrderId: orderId(state, 'door-tag'), photo: 'photo', postedBy: crewId } },
      { type: 'WorkOrderCompleted', data: { workOrderId: orderId(state, 'door-tag'), result: 'posted', crewId } },
    ],
  },
  {
    name: 'nobody at home',
    percent: 8,
    fits: (state) => openOrder(state, 'shut-off') !== undefined,
    facts: (state) => [{ type: 'WorkOrderNotCompleted', data: { workOrderId: orderId(state, 'shut-off'), result: 'no-access', crewId } }],
  },
  {
    name: 'review asked for and answered',
    percent: 6,
    fits: always,
    facts: (_, { accountId }) => [
      { type: 'ReviewRequested', data: { reviewId: `${accountId}/review` } },
      { type: 'ReviewAnswered', data: { reviewId: `${accountId}/review`, outcome: 'the bill stands' } },
    ],
  },
  {
    name: 'petition',
    percent: 1,
    fits: always,
    facts: (_, { accountId }) => [{ type: 'PetitionFiled', data: { docket: `${accountId}/docket`, chapter: '13', accountIds: [accountId] } }],
  },
  {
    name: 'more time',
    percent: 1,
    fits: always,
    facts: (_, { accountId }, nowAt) => [{ type: 'ExtensionGranted', data: { extensionId: `${accountId}/more-time`, untilOn: plusDays(localDateOf(nowAt, zone), 14) } }],
  },
  { name: 'contact', percent: 3, fits: always, facts: (_, { accountId }) => [{ type: 'ContactLogged', data: { contactId: `${accountId}/contact`, channel: 'phone', outcome: 'spoke' } }] },
];

export interface Playing {
  readonly sourceId: string;
  readonly course: Course;
}

/** Which accounts play which course, so that the courses' events come in their shares. A course that none can play is left out. */
export function castOf(world: CountyWorld, events: number): Playing[] {
  const open = [...world.simulation.accounts.values()].filter((account) => isOpen(account.state));
  return courses.flatMap((course) => {
    const players = open.filter(({ state, folded }) => course.fits(state as CaseState, folded.state));
    const first = players[0];
    if (!first) return [];
    const each = course.facts(first.state as CaseState, first.folded.state, world.simulation.now).length;
    const times = Math.round((events * course.percent) / 100 / each);
    return Array.from({ length: times }, (_, index) => ({ sourceId: players[index % players.length]!.accountId, course }));
  });
}
