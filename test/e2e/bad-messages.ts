import { cloudEvent, type BadReason, type CloudEvent } from '../../libs/contracts/index.ts';
import type { OutgoingRecord } from '../../libs/messaging/index.ts';
import { local } from '../support/story.ts';
import { household } from '../support/household.ts';

/** A way in which a message can be bad, and what becomes of it. */
export interface Kind {
  readonly name: string;
  readonly reason: BadReason;
  /** Makes the record bad that was to tell this event. */
  readonly spoil: (meant: CloudEvent) => Pick<OutgoingRecord, 'key' | 'value'>;
}

const twoMegabytes = 2_000_000;
const keyOf = ({ utility, account }: CloudEvent) => `${utility}/${account}`;
const record = (event: CloudEvent, key: string | null = keyOf(event)) => ({ key, value: JSON.stringify(event) });
const withData = (event: CloudEvent, change: object): CloudEvent => ({ ...event, data: { ...(event.data as object), ...change } });

/** The account whose key disagrees with the body's; both are held. */
export const otherAccount = 'OTHER';

export const kinds: readonly Kind[] = [
  { name: 'not JSON', reason: 'not-json', spoil: (meant) => ({ key: keyOf(meant), value: JSON.stringify(meant).slice(0, 60) }) },
  { name: 'unknown type', reason: 'unknown-type', spoil: (meant) => record({ ...meant, type: 'arrears.bill-imagined.v1' }) },
  { name: 'unknown version', reason: 'unknown-version', spoil: (meant) => record({ ...meant, type: 'arrears.bill-issued.v9' }) },
  { name: 'wrong schema', reason: 'wrong-schema', spoil: (meant) => record(withData(meant, { billId: undefined })) },
  { name: 'null key', reason: 'null-key', spoil: (meant) => record(meant, null) },
  { name: '2 MB', reason: 'too-large', spoil: (meant) => record({ ...meant, subject: 'x'.repeat(twoMegabytes) }) },
  { name: 'key of another utility', reason: 'key-disagrees', spoil: (meant) => record(meant, `elsewhere/${meant.account}`) },
  { name: 'key of another account', reason: 'key-disagrees', spoil: (meant) => record(meant, `${meant.utility}/${otherAccount}`) },
  { name: 'account unknown after the wait', reason: 'unknown-account', spoil: (meant) => record(meant) },
  { name: 'known id, another body', reason: 'id-reused', spoil: (meant) => record({ ...meant, id: `${meant.account}/before` }) },
  { name: 'half a cent', reason: 'not-integer-cents', spoil: (meant) => record(withData(meant, { lines: [{ service: 'water', amountCents: 42.5 }] })) },
  { name: 'no such date', reason: 'no-such-date', spoil: (meant) => record(withData(meant, { dueOn: '2027-02-29' })) },
  { name: 'ahead of the clock', reason: 'ahead-of-clock', spoil: (meant) => record({ ...meant, time: local('2027-09-01 08:00') }) },
  // Well-formed, and still nobody can say which day comes after its due date.
  { name: 'undecidable', reason: 'undecidable', spoil: (meant) => record(withData(meant, { dueOn: '2190-12-31' })) },
];

/** What the sender meant to say: a small bill that falls due long after the test. */
export function smallBill(utility: string, account: string, id: string): CloudEvent {
  const data = { billId: `${account}-${id}`, billedOn: '2027-02-20', dueOn: '2027-08-02', lines: [{ service: 'water' as const, amountCents: 100 }] };
  return cloudEvent({ type: 'BillIssued', id: `${account}/${id}`, utility, account, time: local('2027-02-20 08:00'), data });
}

/** A bill that falls due at the beginning of March, and that nobody pays. */
export function unpaidBill(utility: string, account: string): CloudEvent {
  const data = { billId: `${account}-unpaid`, billedOn: '2027-02-08', dueOn: '2027-03-03', lines: [{ service: 'water' as const, amountCents: 20_000 }] };
  return cloudEvent({ type: 'BillIssued', id: `${account}/unpaid`, utility, account, time: local('2027-02-08 08:00'), data });
}

export function opening(utility: string, account: string): CloudEvent {
  return cloudEvent({ type: 'AccountOpened', id: `${account}/opened`, utility, account, time: local('2027-01-04 09:00'), data: household({ services: ['water'], meterSerial: `M-${account}` }) });
}
