import { plusDays } from '../../../../libs/calendar/days.ts';
import type { BillStory } from '../story.ts';
import { paysAfterNotice } from './paying.ts';

/** Says that the bill is wrong; settled after some days, then paid. */
export function disputes(story: BillStory): void {
  const { random } = story;
  const opened = random.between(5, 26);
  const settled = opened + random.between(10, 20);
  const disputeId = story.name('dispute');
  const { billId } = story.bill;
  story.tell('DisputeOpened', opened, {
    disputeId,
    billId,
    disputedCents: Math.ceil(story.totalCents / random.between(1, 3)),
  });
  story.tell('DisputeSettled', settled, {
    disputeId,
    outcome: random.pick(['bill stands', 'meter read again, bill stands']),
  });
  story.pay(settled + random.between(4, 30), story.latePriceCents, story.guaranteedTender());
}

/** Asks for a review before the shut-off date. */
export function asksForReview(story: BillStory): void {
  const { random } = story;
  const asked = random.between(16, 27);
  const answered = asked + random.between(4, 12);
  const reviewId = story.name('review');
  story.tell('ReviewRequested', asked, { reviewId, requestedBy: 'customer' });
  story.tell('ReviewAnswered', answered, { reviewId, outcome: 'charges confirmed' });
  story.pay(answered + random.between(5, 25), story.latePriceCents, story.anyTender());
}

export function bringsMedicalCertificate(story: BillStory): void {
  const { random } = story;
  const received = random.between(12, 27);
  const certificateId = story.name('certificate');
  story.tell('MedicalCertificateReceived', received, { certificateId, validThroughOn: story.day(received + 30) });
  story.tell('MedicalCertificateExpired', received + 31, { certificateId });
  story.pay(received + 31 + random.between(3, 25), story.latePriceCents, story.guaranteedTender());
}

export function getsExtension(story: BillStory): void {
  const { random } = story;
  const granted = random.between(14, 24);
  const days = random.between(7, 21);
  story.tell('ExtensionGranted', granted, {
    extensionId: story.name('extension'),
    untilOn: story.day(granted + days),
    grantedBy: 'specialist-1',
  });
  story.pay(granted + days + random.between(-3, 12), story.latePriceCents, story.anyTender());
}

/** Says that it was paid, and it was: the next file brings it. */
export function reportsPayment(story: BillStory): void {
  const reported = story.random.between(16, 27);
  const confirmation = report(story, reported);
  story.diary.tell('PaymentReceived', plusDays(story.officeDay(reported), 1), story.nightHour(), {
    paymentId: story.name('reported'),
    amountCents: story.latePriceCents,
    tender: 'card',
    channel: 'online',
    confirmation,
  });
}

/** Says that it was paid, and it was not. */
export function reportsPaymentFalsely(story: BillStory): void {
  const reported = story.random.between(16, 27);
  report(story, reported);
  story.pay(reported + story.random.between(12, 30), story.latePriceCents, story.guaranteedTender());
}

function report(story: BillStory, reported: number): string {
  const confirmation = `C${story.random.between(10_000_000, 99_999_999)}`;
  const data = { reportId: story.name('report'), confirmation, channel: 'online', amountCents: story.latePriceCents };
  story.tell('PaymentReported', reported, data);
  return confirmation;
}

/** Promises on the telephone; every other promise is kept. */
export function promises(story: BillStory): void {
  const { random } = story;
  const called = random.between(15, 21);
  const promised = called + random.between(2, 6);
  const promise = { amountCents: story.latePriceCents, on: story.day(promised) };
  story.tell('ContactLogged', called, {
    contactId: story.name('call'),
    channel: 'phone',
    outcome: 'promised to pay',
    promise,
  });
  if (random.chance(0.5)) story.pay(promised, story.latePriceCents, 'card');
  else paysAfterNotice(story);
}
