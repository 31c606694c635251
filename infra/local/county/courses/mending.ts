import { momentOf } from '../county.ts';
import type { BillStory } from '../story.ts';

/** Paid in time, and posted to the neighbour's account; found after the notice. */
export function isPostedToNeighbour(story: BillStory): void {
  const { random, neighbourId, account } = story;
  const on = story.officeDay(-random.between(1, 8));
  const time = story.officeHour();
  const paymentId = story.name('misposted');
  const paid = { paymentId, amountCents: story.totalCents, tender: 'check' } as const;
  story.diary.tell('PaymentReceived', on, time, { ...paid, channel: 'lockbox' }, neighbourId);
  story.tell('PaymentMoved', random.between(8, 26), {
    ...paid,
    fromAccountId: neighbourId,
    toAccountId: account.accountId,
    originalEffectiveAt: momentOf(story.diary.county, on, time),
  });
}

/** A misread meter: the bill's lines are lowered, and that is paid. */
export function isCorrected(story: BillStory): void {
  const { random, bill } = story;
  const corrected = random.between(-8, 24);
  const lines = bill.lines.map((line) => ({
    ...line,
    amountCents: Math.max(100, Math.round((line.amountCents * random.between(55, 85)) / 100)),
  }));
  const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0);
  story.tell('BillCorrected', corrected, { billId: bill.billId, lines, reason: 'misread meter' });
  if (corrected < 0) story.pay(random.between(corrected + 1, 0), totalCents, story.anyTender());
  else story.pay(corrected + random.between(2, 15), story.withPenalty(totalCents), story.anyTender());
}

/** A leak that was mended is credited, or a fitting is charged; the rest is paid late. */
export function isAdjusted(story: BillStory): void {
  const { random } = story;
  const isCredit = random.chance(0.7);
  const amountCents = (isCredit ? -1 : 1) * random.between(15, 45) * 100;
  const adjusted = random.between(-5, 18);
  story.tell('AdjustmentPosted', adjusted, {
    adjustmentId: story.name('adjustment'),
    amountCents,
    reason: isCredit ? 'leak mended' : 'fitting replaced',
  });
  // A small bill may be credited whole.
  const leftCents = story.latePriceCents + amountCents;
  if (leftCents > 0) story.pay(adjusted + random.between(3, 12), leftCents, story.anyTender());
}

/** The neighbour is the same owner and paid for both: the credit is carried over after some days. */
export function getsCreditOfNeighbour(story: BillStory): void {
  const { random, neighbourId, account } = story;
  const amountCents = story.totalCents;
  const paid = { paymentId: story.name('for-both'), amountCents, tender: 'ach', channel: 'online' } as const;
  story.diary.tell('PaymentReceived', story.day(-random.between(7, 12)), story.nightHour(), paid, neighbourId);
  const transfer = {
    transferId: story.name('transfer'),
    fromAccountId: neighbourId,
    toAccountId: account.accountId,
    amountCents,
  };
  story.tell('CreditTransferred', random.between(-6, 9), transfer);
}
