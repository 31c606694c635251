/** kafkajs wraps the broker's refusals, several times; the type stands on the innermost. */
export function hasKafkaType(error: unknown, types: ReadonlySet<string>): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as { cause?: unknown }).cause) {
    if ('type' in cause && types.has(String(cause.type))) return true;
  }
  return false;
}

const lost: ReadonlySet<string> = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/** The group goes on without this member until it has joined again: what it handles meanwhile, others may handle too. */
export function isLostMembership(error: unknown): boolean {
  return hasKafkaType(error, lost);
}
