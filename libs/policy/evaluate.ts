import { DayOutsideCalendar } from '../calendar/business-calendar.ts';
import type { Because } from '../kernel/because.ts';
import { keepingLast, remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Facts, Law, StandingHold } from './facts.ts';
import type { Guard } from './predicates/index.ts';
import type { StepName } from './pack.ts';
import { guardsOf } from './path.ts';
import { predicates } from './predicates/index.ts';
import type { Finding } from './predicates/predicate.ts';

/** One guard's answer, with the rule that asked. */
export interface Verdict {
  readonly guard: string;
  readonly holds: boolean;
  readonly notBefore: Instant | null;
  readonly because: Because;
  /** A wait: time alone frees it, and a step is planned for when it does. */
  readonly isWait: boolean;
  /** It fails in a way that calls a crew back. */
  readonly recallsCrew: boolean;
  readonly noticeIsSpent: boolean;
  readonly lapsesOn: LocalDate | null;
}

/** A step's guards, all of them: what holds it back and when time alone would free it. */
export interface Proposal {
  readonly allowed: boolean;
  readonly verdicts: readonly Verdict[];
  /** When every failing guard may hold by time alone; null when at least one waits for a fact. */
  readonly notBefore: Instant | null;
}

type AnyEvaluate = (args: unknown, facts: Facts, law: Law) => Finding;
type AnyPredicate = Omit<(typeof predicates)[number], 'evaluate'> & { readonly evaluate: AnyEvaluate; readonly isWait?: boolean; readonly recallsCrew?: boolean; readonly isAnsweredByAPerson?: boolean };
const known = new Map<string, AnyPredicate>(predicates.map((predicate) => [predicate.name, predicate as AnyPredicate]));

/** Whether the guard of that name waits for a person's decision, and for nothing else. */
export function isAnsweredByAPerson(guard: string): boolean {
  return known.get(guard)?.isAnsweredByAPerson ?? false;
}

/** A guard as it is asked: its predicate, and with which arguments. */
interface Question {
  readonly name: string;
  readonly args: { readonly rule: string };
  readonly evaluate: AnyEvaluate;
  readonly isWait: boolean;
  readonly recallsCrew: boolean;
}

const questionOf = rememberedFor((guard: Guard): Question => {
  const [name, args] = Object.entries(guard)[0] as [string, { rule: string }];
  const { evaluate, isWait = false, recallsCrew = false } = known.get(name) as AnyPredicate;
  return { name, args, evaluate, isWait, recallsCrew };
});

const questionsOf = rememberedFor((guards: readonly Guard[]) => guards.map(questionOf));
const waitsAmong = rememberedFor((guards: readonly Guard[]) => questionsOf(guards).filter(({ isWait }) => isWait));

/** A rule id that the pack does not list. The loader refuses such packs; this is its last line. */
export class UnknownRule extends Error {
  constructor(rule: string, pack: string) {
    super(`Pack ${pack} cites the rule "${rule}" but does not list it under "rules"`);
    this.name = 'UnknownRule';
  }
}

/** Fills in a rule's citation and status, from the pack or from the federal law of bankruptcy. @throws UnknownRule */
export function because(law: Law, rule: string, sentence: string, facts: Because['facts'] = {}): Because {
  const listed = law.pack.rules[rule] ?? law.bankruptcy.rules[rule];
  if (!listed) throw new UnknownRule(rule, law.pack.id);
  return { rule, citation: listed.citation, status: listed.status, sentence, facts };
}

/** The rule that a hold rests on. */
export function ruleOfHold({ kind, rule }: StandingHold, { pack }: Law): string {
  return rule ?? pack.holds[kind].rule;
}

export function evaluateGuard(guard: Guard, facts: Facts, law: Law): Verdict {
  return verdictOf(questionOf(guard), facts, law);
}

function verdictOf({ name, args, evaluate, isWait, recallsCrew }: Question, facts: Facts, law: Law): Verdict {
  const finding = findingOf(evaluate, args, facts, law);
  return {
    guard: name,
    holds: finding.holds,
    notBefore: finding.holds ? null : finding.notBefore,
    because: because(law, args.rule, finding.sentence, finding.facts),
    isWait,
    recallsCrew: recallsCrew && !finding.holds,
    noticeIsSpent: finding.noticeIsSpent ?? false,
    lapsesOn: finding.lapsesOn ?? null,
  };
}

/** A guard that asks for a day beyond the calendar holds its step, and nothing else: nobody is to guess whether the office opens. */
function findingOf(evaluate: AnyEvaluate, args: unknown, facts: Facts, law: Law): Finding {
  try {
    return evaluate(args, facts, law);
  } catch (unknown) {
    if (!(unknown instanceof DayOutsideCalendar)) throw unknown;
    return { holds: false, sentence: `${unknown.message}: until the calendar is extended this waits.`, facts: { unknownDay: unknown.on }, notBefore: null };
  }
}

/** A step's guards for this account: the step's own, and those of its path. A step that is not on the path is not allowed at all. */
export function evaluateStep(step: StepName, facts: Facts, law: Law): Proposal {
  return evaluateGuards(guardsOf(step, facts, law), facts, law);
}

/** The step's waits alone, for planning: what time will bring, whatever else stands in the way now. */
export function evaluateWaits(step: StepName, facts: Facts, law: Law): Proposal {
  return propose(waitsAmong(guardsOf(step, facts, law)), facts, law);
}

const proposalsOf = keepingLast((facts: Facts, law: Law) => remembered((guards: readonly Guard[]) => propose(questionsOf(guards), facts, law)));

/** Several rules ask for the same step in one look at an account; its guards are answered once for the same facts. */
export function evaluateGuards(guards: readonly Guard[], facts: Facts, law: Law): Proposal {
  return proposalsOf(facts, law)(guards);
}

function propose(questions: readonly Question[], facts: Facts, law: Law): Proposal {
  const verdicts = questions.map((question) => verdictOf(question, facts, law));
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
