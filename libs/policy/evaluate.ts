import type { Because } from '../kernel/because.ts';
import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { Facts, Law } from './facts.ts';
import type { Guard } from './predicates/index.ts';
import { predicates } from './predicates/index.ts';
import type { Finding } from './predicates/predicate.ts';

/** One guard's answer, with the rule that asked. */
export interface Verdict {
  readonly guard: string;
  readonly holds: boolean;
  readonly notBefore: Instant | null;
  readonly because: Because;
}

/** A step's guards, all of them: what holds it back and when time alone would free it. */
export interface Proposal {
  readonly allowed: boolean;
  readonly verdicts: readonly Verdict[];
  /** When every failing guard may hold by time alone; null when at least one waits for a fact. */
  readonly notBefore: Instant | null;
}

type AnyEvaluate = (args: unknown, facts: Facts, law: Law) => Finding;
const evaluators = new Map<string, AnyEvaluate>(predicates.map((known) => [known.name, known.evaluate as AnyEvaluate]));

/** A rule id that the pack does not list. The loader refuses such packs; this is its last line. */
export class UnknownRule extends Error {
  constructor(rule: string, pack: string) {
    super(`Pack ${pack} cites the rule "${rule}" but does not list it under "rules"`);
    this.name = 'UnknownRule';
  }
}

/** Fills in a rule's citation and status. @throws UnknownRule */
export function because(law: Law, rule: string, sentence: string, facts: Because['facts'] = {}): Because {
  const known = law.pack.rules[rule];
  if (!known) throw new UnknownRule(rule, law.pack.id);
  return { rule, citation: known.citation, status: known.status, sentence, facts };
}

export function evaluateGuard(guard: Guard, facts: Facts, law: Law): Verdict {
  const [name, args] = Object.entries(guard)[0] as [string, { rule: string }];
  const finding = (evaluators.get(name) as AnyEvaluate)(args, facts, law);
  return {
    guard: name,
    holds: finding.holds,
    notBefore: finding.holds ? null : finding.notBefore,
    because: because(law, args.rule, finding.sentence, finding.facts),
  };
}

const proposalsOf = keepingLast((_facts: Facts, _law: Law) => new Map<readonly Guard[], Proposal>());

/** Several rules ask for the same step in one look at an account; its guards are answered once for the same facts. */
export function evaluateGuards(guards: readonly Guard[], facts: Facts, law: Law): Proposal {
  const proposals = proposalsOf(facts, law);
  const proposal = proposals.get(guards) ?? propose(guards, facts, law);
  proposals.set(guards, proposal);
  return proposal;
}

function propose(guards: readonly Guard[], facts: Facts, law: Law): Proposal {
  const verdicts = guards.map((guard) => evaluateGuard(guard, facts, law));
  const failing = verdicts.filter((verdict) => !verdict.holds);
  const timed = failing.every((verdict) => verdict.notBefore !== null);
  return {
    allowed: failing.length === 0,
    verdicts,
    notBefore:
      failing.length > 0 && timed
        ? failing.map((verdict) => verdict.notBefore as Instant).reduce((late, next) => (next > late ? next : late))
        : null,
  };
}
