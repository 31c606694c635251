import type { Proposal, Verdict } from '../policy/evaluate.ts';
import { saidBy, type Context } from './context.ts';

/** The case's own version of the law and, where that is another, the one in force. */
export function versionsOf(context: Context): readonly Context[] {
  return context.inForce === null ? [context] : [context, context.inForce];
}

/**
 * Asks under the version to which the case is pinned and, where that is another, under the version in force: both have to allow
 * it, and each finding names its version (GEN-PIN).
 */
export function underBoth(context: Context, ask: (context: Context) => Proposal): Proposal {
  if (context.inForce === null) return ask(context);
  const [own, current] = [ask(context), ask(context.inForce)];
  const times = [own, current].filter((proposal) => !proposal.allowed).map((proposal) => proposal.notBefore);
  return {
    allowed: times.length === 0,
    verdicts: [...own.verdicts.map(namedBy(context)), ...current.verdicts.map(namedBy(context.inForce))],
    notBefore: times.includes(null) ? null : (times.sort().at(-1) ?? null),
  };
}

function namedBy({ law }: Context): (verdict: Verdict) => Verdict {
  return (verdict) => ({ ...verdict, because: saidBy(law, verdict.because) });
}
