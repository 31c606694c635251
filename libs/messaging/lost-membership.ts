const lost = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/** The group goes on without this member until it has joined again: what it handles meanwhile, others may handle too. */
export function isLostMembership(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && lost.has(String(error.type));
}
