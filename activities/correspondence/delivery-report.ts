/** What a mail server reports of a notice (RFC 3464): by the key that stood in its envelope. */
export interface DeliveryReport {
  readonly utilityId: string;
  readonly noticeId: string;
  readonly outcome: 'delivered' | 'failed' | 'unproven';
  /** `5.1.1`; the server's own words may hold an address and stay out. */
  readonly status: string;
}

/** A notice that was passed on to where reports end (`relayed`, `expanded`) proves no more than one that is late. */
const actions: Readonly<Record<string, DeliveryReport['outcome']>> = { failed: 'failed', delivered: 'delivered', relayed: 'unproven', expanded: 'unproven', delayed: 'unproven' };

/**
 * Reads a report as it came by e-mail, whole and unchanged.
 * @returns null for a message that is no report of one of our notices
 */
export function deliveryReportOf(message: string): DeliveryReport | null {
  if (!/^content-type:\s*multipart\/report\b/im.test(message)) return null;
  const field = (name: string) => new RegExp(`^${name}:\\s*(?:rfc822;\\s*)?(.+?)\\s*$`, 'im').exec(message)?.[1];
  const key = keyOf(field('original-envelope-id'));
  const outcome = actions[field('action')?.toLowerCase() ?? ''];
  if (key === null || outcome === undefined) return null;
  return { ...key, outcome, status: /\d\.\d{1,3}\.\d{1,3}/.exec(field('status') ?? '')?.[0] ?? 'none' };
}

function keyOf(envelopeId: string | undefined): Pick<DeliveryReport, 'utilityId' | 'noticeId'> | null {
  if (envelopeId === undefined) return null;
  let key: string;
  try {
    key = decodeURIComponent(envelopeId);
  } catch {
    return null;
  }
  const at = key.lastIndexOf('@');
  return at < 1 || at === key.length - 1 ? null : { noticeId: key.slice(0, at), utilityId: key.slice(at + 1) };
}
