import type { Proposal, Verdict } from '../policy/evaluate.ts';
import { saidBy, type Context } from './context.ts';

/**
 * Asks under the version to which the case is pinned and, where that is another, under the version in force: both have to allow
 * it, and each finding names its version (GEN-PIN).
 */
export function underBoth(context: Context, ask: (context: Context) => Proposal): Proposal {
  const own = ask(context);
  if (context.inForce === null) return own;
  const current = ask(context.inForce);
  const blocking = [own, current].filter((proposal) => !proposal.allowed);
  const times = blocking.map((proposal) => proposal.notBefore);
  return {
    allowed: blocking.length === 0,
    verdicts: [...own.verdicts.map(namedBy(context)), ...current.verdicts.map(namedBy(context.inForce))],
    notBefore: times.includes(null) ? null : (times.sort().at(-1) ?? null),
  };
}

function namedBy({ law }: Context): (verdict: Verdict) => Verdict {
  return (verdict) => ({ ...verdict, because: saidBy(law, verdict.because) });
}
