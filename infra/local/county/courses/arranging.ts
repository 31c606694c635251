import { plusDays } from '../../../../libs/calendar/days.ts';
import { portionOf, splitEvenly } from '../../../../libs/kernel/money.ts';
import type { LocalDate } from '../../../../libs/kernel/time.ts';
import { officeHours } from '../appointments.ts';
import type { BillStory } from '../story.ts';

const supervisedShare = 0.12;

interface Instalment {
  readonly dueOn: LocalDate;
  readonly amountCents: number;
  readonly afterDue: number;
}

/** Agrees to equal instalments after the notice and pays the down payment at once. @returns the instalments */
function agree(story: BillStory): readonly Instalment[] {
  const { random, diary } = story;
  const { maxInstalments, downPaymentBasisPoints } = diary.county.pack.arrangement;
  const beyondLimits = random.chance(supervisedShare);
  const count = beyondLimits ? maxInstalments + 1 : random.between(2, maxInstalments);
  const agreedAfter = random.between(17, 23);
  const downPaymentCents = portionOf(story.latePriceCents, downPaymentBasisPoints) + 1;
  const parts = splitEvenly(story.latePriceCents - downPaymentCents, count);
  const plan = parts.map((amountCents, index) => {
    const afterDue = agreedAfter + 21 * (index + 1);
    return { amountCents, afterDue, dueOn: story.officeDay(afterDue) };
  });
  const instalments = plan.map(({ dueOn, amountCents }) => ({ dueOn, amountCents }));
  const approval = beyondLimits ? { approvedBy: 'supervisor-1' } : {};
  const arrangementId = story.name('arrangement');
  story.tell(
    'ArrangementAgreed',
    agreedAfter,
    { arrangementId, downPaymentCents, instalments, agreedBy: 'specialist-2', ...approval },
    officeHours[0],
  );
  diary.tell('PaymentReceived', story.officeDay(agreedAfter), officeHours[3], {
    paymentId: story.name('down-payment'),
    amountCents: downPaymentCents,
    tender: 'card',
    channel: 'counter',
  });
  return plan;
}

function payPart(story: BillStory, part: Instalment, daysLate: number): void {
  const on = daysLate > 0 ? story.officeDay(part.afterDue + daysLate) : plusDays(part.dueOn, daysLate);
  const paymentId = story.name(`instalment-${part.dueOn}`);
  story.diary.tell('PaymentReceived', on, story.nightHour(), {
    paymentId,
    amountCents: part.amountCents,
    tender: 'card',
    channel: 'online',
  });
}

export function keepsArrangement(story: BillStory): void {
  for (const part of agree(story)) payPart(story, part, -story.random.between(0, 4));
}

/** One instalment comes late, within the days of grace. */
export function curesArrangement(story: BillStory): void {
  agree(story).forEach((part, index) => payPart(story, part, index === 0 ? story.random.between(1, 3) : -1));
}

/** Nothing after the down payment until the service is at risk again. */
export function breaksArrangement(story: BillStory): void {
  const [first, ...others] = agree(story);
  if (!first) return;
  const left = [first, ...others].reduce((sum, part) => sum + part.amountCents, 0);
  story.pay(first.afterDue + story.random.between(30, 50), left, story.guaranteedTender());
}
