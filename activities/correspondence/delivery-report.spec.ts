import { deliveryReportOf } from './delivery-report.ts';

const report = (action: string, status: string, envelopeId = 'A1.1.n1%40county') => `From: MAILER-DAEMON@mail.example.org
Subject: Delivery Status Notification
Content-Type: multipart/report; report-type=delivery-status;
 boundary="b1"

--b1
Content-Type: text/plain

<customer@example.org>: no such mailbox
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Original-Envelope-Id: ${envelopeId}

Final-Recipient: rfc822; customer@example.org
Action: ${action}
Status: ${status}
--b1--
`;

describe('A report of a mail server', () => {
  it.each([
    ['failed', '5.1.1', 'failed'],
    ['delivered', '2.0.0', 'delivered'],
    ['delayed', '4.4.1 (connection timed out)', 'unproven'],
    ['relayed', '2.0.0', 'unproven'],
  ])('of the action %s says what became of the notice, and no address', (action, status, outcome) => {
    expect(deliveryReportOf(report(action, status).replaceAll('\n', '\r\n'))).toEqual({ utilityId: 'county', noticeId: 'A1.1.n1', outcome, status: status.slice(0, 5) });
  });

  it.each([
    ['of another mail', report('failed', '5.1.1', 'something-else')],
    ['of an envelope that is no text', report('failed', '5.1.1', '%E0%A4%A')],
    ['of an action that nobody knows', report('forgotten', '5.1.1')],
    ['that is none, though it quotes one', 'Subject: Re: your notice\nContent-Type: text/plain\n\nOriginal-Envelope-Id: A1.1.n1%40county\nAction: failed\n'],
  ])('%s is none of ours', (_name, message) => {
    expect(deliveryReportOf(message)).toBeNull();
  });
});
