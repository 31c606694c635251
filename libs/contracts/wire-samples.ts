import type { z } from 'zod';
import { factSchemas, type FactType } from '../account/account.events.ts';

type Samples = { readonly [T in FactType]: z.input<(typeof factSchemas)[T]> };

const lines = [{ service: 'sewer' as const, amountCents: 4_250 }];
const customer = { name: 'Jo Example', mailingAddress: '1 Main St', premiseAddress: '1 Main St' };

/** One valid event of every kind, for the specifications of the wire. */
export const samples: Samples = {
  AccountOpened: { services: ['sewer', 'water'], customerClass: 'residential', valve: 'on', meterSerial: 'M-1', district: 'north', customer },
  AccountChanged: { district: 'south' },
  BillIssued: { billId: 'B-1', billedOn: '2027-03-01', dueOn: '2027-03-21', lines },
  BillCorrected: { billId: 'B-1', lines, reason: 'misread' },
  PaymentReceived: { paymentId: 'P-1', amountCents: 4_250, tender: 'check', channel: 'lockbox' },
  PaymentReturned: { paymentId: 'P-1', reason: 'R01' },
  PaymentMoved: { paymentId: 'P-1', fromAccountId: 'A-2', toAccountId: 'A-1', amountCents: 4_250, tender: 'check', originalEffectiveAt: '2027-02-01T15:00:00Z' },
  AdjustmentPosted: { adjustmentId: 'J-1', amountCents: -100, reason: 'leak' },
  CreditTransferred: { transferId: 'T-1', fromAccountId: 'A-1', toAccountId: 'A-2', amountCents: 500 },
  PetitionFiled: { docket: '3:27-bk-30001', chapter: '13', accountIds: ['A-1', 'A-2'] },
  BankruptcyDismissed: { docket: '3:27-bk-30001', accountIds: ['A-1'] },
  BankruptcyDischarged: { docket: '3:27-bk-30001', accountIds: ['A-1'] },
  MedicalCertificateReceived: { certificateId: 'C-1', validThroughOn: '2027-03-31' },
  MedicalCertificateExpired: { certificateId: 'C-1' },
  DisputeOpened: { disputeId: 'D-1', billId: 'B-1' },
  DisputeSettled: { disputeId: 'D-1', outcome: 'bill stands' },
  ReviewRequested: { reviewId: 'R-1' },
  ReviewAnswered: { reviewId: 'R-1', outcome: 'upheld' },
  ReviewAppealed: { reviewId: 'R-1' },
  ExtensionGranted: { extensionId: 'E-1', untilOn: '2027-04-01' },
  RestorationRequested: { requestId: 'RR-1', actualCostCents: 9_200 },
  InterestWaived: { waiverId: 'W-1', amountCents: 300 },
  OccupantNoticeDelivered: { unitId: 'unit-1', deliveredOn: '2027-08-03', proof: 'photo-1', postedOnDoor: true },
  OccupantOffered: { offerId: 'OO-1', unitId: 'unit-1', proof: 'rent-record', evidence: 'scan-1' },
  OccupantOfferAccepted: { offerId: 'OO-1', newAccountId: 'A-2', changeoverReading: 1_204 },
  OccupantOfferRefused: { offerId: 'OO-1', reason: 'nobody of that name lives there' },
  AssistancePledged: { pledgeId: 'PL-1', agency: 'county-help', amountCents: 10_000 },
  PledgeEnded: { pledgeId: 'PL-1', reason: 'withdrawn' },
  CustomerDied: { reportId: 'ES-1' },
  EstateAnswered: { reportId: 'ES-1', outcome: 'the heir takes the account' },
  PaymentReported: { reportId: 'PR-1', confirmation: 'K-1', channel: 'kiosk', amountCents: 4_250 },
  ContactLogged: { contactId: 'L-1', channel: 'phone', outcome: 'promised', promise: { amountCents: 1_000, on: '2027-03-05' } },
  InabilityToPayShown: { inabilityId: 'I-1', basis: { programme: 'WIC' }, evidence: 'scan-1', validThroughOn: '2027-12-31' },
  InabilityToPayEnded: { inabilityId: 'I-1', reason: 'left the programme' },
  ArrangementOffered: { offerId: 'O-1', kind: 'amortization', evidence: 'call-1' },
  OfferRefused: { offerId: 'O-1', evidence: 'call-1' },
  OfferAccepted: { offerId: 'O-1', evidence: 'call-2' },
  ArrangementAgreed: { arrangementId: 'AR-1', downPaymentCents: 0, instalments: [{ dueOn: '2027-04-01', amountCents: 1_000 }], agreedBy: 'customer' },
  WorkOrderDispatched: { workOrderId: 'A-1.1.w1', crewId: 'crew-1' },
  WorkOrderCompleted: { workOrderId: 'A-1.1.w1', result: 'off', crewId: 'crew-1', meterSerial: 'M-1' },
  WorkOrderNotCompleted: { workOrderId: 'A-1.1.w1', result: 'no-access', crewId: 'crew-1' },
  RecallAcknowledged: { workOrderId: 'A-1.1.w1', crewId: 'crew-1' },
  NoticeMailed: { noticeId: 'A-1.1.n1', mailedOn: '2027-03-01', proof: 'manifest-1' },
  NoticePosted: { workOrderId: 'A-1.1.w1', photo: 'photo-1', postedBy: 'crew-1' },
  NoticeBounced: { noticeId: 'A-1.1.n1', reason: '5.1.1 no such mailbox' },
  NoticeDelivered: { noticeId: 'A-1.1.n1', deliveredOn: '2027-03-20' as never, channel: 'e-mail', proof: 'dsn-1' },
  NoticeReturned: { noticeId: 'A-1.1.n1', reason: 'no such number' },
  ChargeAcknowledged: { requestId: 'A-1/B-1/penalty' },
};
