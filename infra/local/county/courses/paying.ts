import type { BillStory } from '../story.ts';

/** Before the due date ends. */
export function paysPromptly(story: BillStory): void {
  story.pay(story.random.between(-16, -1), story.totalCents, story.anyTender());
}

/** After the penalty, before the notice; some leave the penalty for the next bill. */
export function paysLate(story: BillStory): void {
  const { random } = story;
  story.pay(random.between(2, 13), random.chance(0.8) ? story.latePriceCents : story.totalCents, story.anyTender());
}

export function paysLateAtTimes(story: BillStory): void {
  if (story.random.chance(0.75)) paysLate(story);
  else paysPromptly(story);
}

/** The notice must come first. */
export function paysAfterNotice(story: BillStory): void {
  story.pay(story.random.between(17, 30), story.latePriceCents, story.anyTender());
}

/** Weeks after the water was shut off, with what it costs to have it back. */
export function paysVeryLate(story: BillStory): void {
  const reconnection = story.account.facts.valve === 'on' ? story.feeCents('reconnection') : 0;
  story.pay(story.random.between(45, 60), story.latePriceCents + reconnection, story.guaranteedTender());
}

/** Nothing by itself: who pays only when shut off, or never. */
export function paysNothing(_story: BillStory): void {}

/** A part in time, the rest long after the notice. */
export function paysInParts(story: BillStory): void {
  const { random, totalCents } = story;
  const firstCents = Math.round((totalCents * random.between(25, 60)) / 100);
  story.pay(random.between(-6, -1), firstCents, story.anyTender());
  story.pay(random.between(20, 50), story.withPenalty(totalCents - firstCents), story.guaranteedTender());
}

/** A check or a debit that the bank returns; paid in guaranteed funds at last. */
export function paysAndIsReturned(story: BillStory): void {
  const { random } = story;
  const paidOn = random.chance(0.6) ? random.between(-4, -1) : random.between(18, 34);
  const paidCents = paidOn < 0 ? story.totalCents : story.latePriceCents;
  const paymentId = story.pay(paidOn, paidCents, random.pick(['check', 'ach']));
  story.tell('PaymentReturned', paidOn + random.between(6, 9), {
    paymentId,
    reason: random.pick(['R01 insufficient funds', 'R02 account closed']),
  });
  story.pay(
    paidOn + random.between(24, 40),
    story.latePriceCents + story.feeCents('returnedPayment'),
    story.guaranteedTender(),
  );
}
