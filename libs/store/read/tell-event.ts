import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import { tellCourt } from './tell-court.ts';
import { dollars, sumCents } from '../../kernel/money.ts';

/** An event in a sentence: for a decision its reason, for a fact what was told. Without names and addresses. */
export function tellEvent(event: AccountEvent | CaseEvent): string {
  return event.because?.[0]?.sentence ?? tellFact(event as AccountEvent);
}

function tellFact(event: AccountEvent): string {
  switch (event.type) {
    case 'AccountOpened':
      return `The account was opened for ${event.data.services.join(' and ')}.`;
    case 'AccountChanged':
      return `The account was changed: ${Object.keys(event.data).join(', ')}.`;
    case 'BillIssued':
      return `Bill ${event.data.billId} over ${dollars(sumCents(event.data.lines.map((line) => line.amountCents)))}, due ${event.data.dueOn}.`;
    case 'BillCorrected':
      return `Bill ${event.data.billId} was corrected to ${dollars(sumCents(event.data.lines.map((line) => line.amountCents)))}: ${event.data.reason}`;
    case 'PaymentReceived':
      return `${dollars(event.data.amountCents)} was paid by ${event.data.tender} (${event.data.channel}).`;
    case 'PaymentReturned':
      return `Payment ${event.data.paymentId} was returned: ${event.data.reason}`;
    case 'PaymentMoved':
      return `Payment ${event.data.paymentId} of ${dollars(event.data.amountCents)} was moved from ${event.data.fromAccountId} to ${event.data.toAccountId}.`;
    case 'AdjustmentPosted':
      return `${dollars(event.data.amountCents)} was adjusted: ${event.data.reason}`;
    case 'CreditTransferred':
      return `A credit of ${dollars(event.data.amountCents)} went from ${event.data.fromAccountId} to ${event.data.toAccountId}.`;
    case 'ChargeAcknowledged':
      return `Billing acknowledged ${event.data.requestId}.`;
    default:
      return tellProtection(event);
  }
}

function tellProtection(event: Exclude<AccountEvent, { type: 'AccountOpened' }>): string {
  switch (event.type) {
    case 'MedicalCertificateReceived':
      return `Medical certificate ${event.data.certificateId} protects the household through ${event.data.validThroughOn}.`;
    case 'MedicalCertificateExpired':
      return `Medical certificate ${event.data.certificateId} expired.`;
    case 'DisputeOpened':
      return `Dispute ${event.data.disputeId} was opened${event.data.billId ? ` about bill ${event.data.billId}` : ''}.`;
    case 'DisputeSettled':
      return `Dispute ${event.data.disputeId} was settled.`;
    case 'InvestigationOpened':
      return `Billing looks into ${event.data.kind.replaceAll('-', ' ')} ${event.data.investigationId}.`;
    case 'InvestigationClosed':
      return `Investigation ${event.data.investigationId} was closed: ${event.data.outcome}.`;
    case 'ReReadOrdered':
      return `The meter is to be read once more (${event.data.readId}).`;
    case 'ReReadAnswered':
      return `The meter was read once more on ${event.data.readOn} (${event.data.readId}).`;
    case 'PremiseVacant':
      return `The premise is vacant since ${event.data.sinceOn} (${event.data.evidence}).`;
    case 'PremiseOccupied':
      return `Somebody lives at the premise again (${event.data.evidence}).`;
    case 'DepositReceived':
      return `A deposit of ${dollars(event.data.amountCents)} was paid (${event.data.depositId}).`;
    case 'DepositRefunded':
      return `${dollars(event.data.amountCents)} of deposit ${event.data.depositId} went back.`;
    case 'DepositApplied':
      return `${dollars(event.data.amountCents)} of deposit ${event.data.depositId} pays what is owed.`;
    case 'ThirdPartyNamed':
      return `The customer named ${event.data.thirdPartyId} to be told before a shut-off.`;
    case 'ThirdPartyWithdrawn':
      return `The customer does not name ${event.data.thirdPartyId} any more.`;
    case 'PersonNamed':
      return `${event.data.personId} stands on the account as ${event.data.role.replace('-', ' ')}.`;
    case 'PersonWithdrawn':
      return `${event.data.personId} does not stand on the account any more.`;
    case 'CustomerDied':
      return `Somebody says that the customer died (${event.data.reportId}).`;
    case 'RestorationRequested':
      return `The water was asked for back (${event.data.requestId}).`;
    case 'ReviewRequested':
      return `The customer asked for review ${event.data.reviewId}.`;
    case 'ReviewAnswered':
      return `Review ${event.data.reviewId} was answered.`;
    case 'ExtensionGranted':
      return `More time was granted, until ${event.data.untilOn}.`;
    case 'PaymentReported':
      return `The customer reports a payment of ${dollars(event.data.amountCents)} (${event.data.channel}, ${event.data.confirmation}).`;
    case 'ContactLogged':
      return `The household was in contact by ${event.data.channel}${event.data.promise ? ` and promised ${dollars(event.data.promise.amountCents)} by ${event.data.promise.on}` : ''}${event.data.callbackOn ? `; to be called back by ${event.data.callbackOn}` : ''}.`;
    case 'CallbackPassedOn':
      return `The callback of ${event.data.contactId} is ${event.data.to}'s from now on.`;
    case 'CallbackDone':
      return `The callback of ${event.data.contactId} is done.`;
    case 'ArrangementAgreed':
      return `Arrangement ${event.data.arrangementId}: ${dollars(event.data.downPaymentCents)} down and ${event.data.instalments.length} instalments.`;
    default:
      return tellFieldWork(event);
  }
}

function tellFieldWork(event: AccountEvent): string {
  switch (event.type) {
    case 'WorkOrderDispatched':
      return `Crew ${event.data.crewId} has ${event.data.workOrderId}.`;
    case 'WorkOrderCompleted':
      return `Crew ${event.data.crewId} reports "${event.data.result}" on ${event.data.workOrderId}.`;
    case 'WorkOrderNotCompleted':
      return `Crew ${event.data.crewId} could not complete ${event.data.workOrderId}: ${event.data.result}.`;
    case 'RecallAcknowledged':
      return `Crew ${event.data.crewId} acknowledged the recall of ${event.data.workOrderId}.`;
    case 'NoticeMailed':
      return `Notice ${event.data.noticeId} was mailed on ${event.data.mailedOn} (${event.data.proof}).`;
    case 'NoticePosted':
      return `A tag was posted at the door for ${event.data.workOrderId}, photo ${event.data.photo}.`;
    case 'NoticeReturned':
      return `Notice ${event.data.noticeId} came back: ${event.data.reason}`;
    case 'HoldPlaced':
      return `A hold was placed: ${event.data.reason}`;
    case 'ArrangementRefused':
      return `Arrangement ${event.data.arrangementId} was refused: ${event.data.reason}`;
    case 'PayerNamed':
      return `Payer ${event.data.payerId} pays for this account.`;
    case 'ContactRecorded':
      return `One contact about ${event.data.accounts.length} accounts: ${event.data.outcome}`;
    case 'PlanPaymentReceived':
      return `A payment of ${dollars(event.data.amountCents)} to plan ${event.data.planId}, spread over its accounts.`;
    case 'GrantAnswered':
      return `The ${event.data.grant} ${event.data.grantId} beyond the limits was ${event.data.answer}: ${event.data.reason}`;
    case 'HoldReleased':
      return `The hold ${event.data.holdId} was released: ${event.data.reason}`;
    case 'MessageParked':
      return `Message ${event.data.deadLetterId} is parked: ${event.data.reason}.`;
    case 'MessageRepaired':
      return `Message ${event.data.deadLetterId} was repaired by ${event.data.replacedBy}.`;
    case 'MessageReleased':
      return `Message ${event.data.deadLetterId} does not concern the account: ${event.data.reason}`;
    default:
      return tellCourt(event) ?? event.type;
  }
}
