import type { z } from 'zod';
import { isLocalDate } from '../kernel/time.ts';
import { Unreadable, type BadReason } from './bad-message.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const faultsTold = 4;

/** Names every fault of a message by path, value and mend; the reason is the most precise one among them. */
export function unreadableFor(issues: readonly Issue[], message: unknown): Unreadable {
  const faults = issues.map((issue) => ({ reason: reasonOf(issue, message), sentence: sentenceOf(issue, message), path: issue.path.map(String).join('.') }));
  const reason = faults.find((fault) => fault.reason !== 'wrong-schema')?.reason ?? 'wrong-schema';
  const told = faults.slice(0, faultsTold).map((fault) => fault.sentence);
  const more = faults.length > faultsTold ? ` And ${faults.length - faultsTold} more.` : '';
  return new Unreadable(reason, `${told.join(' ')}${more}`, faults.map(({ path, sentence }) => ({ path, message: sentence })));
}

function reasonOf(issue: Issue, message: unknown): BadReason {
  const value = valueAt(message, issue.path);
  if (isAmount(issue.path) && isNotWholeCents(value)) return 'not-integer-cents';
  return isNoSuchDate(value) ? 'no-such-date' : 'wrong-schema';
}

function isAmount(path: Path): boolean {
  return /cents$/i.test(String(path.at(-1)));
}

function isNotWholeCents(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value);
  return typeof value === 'string' && /^\s*[-+]?[$]?[\d,]*\.?\d+\s*$/.test(value);
}

/** Written like a date or an instant, and the calendar has no such day. */
function isNoSuchDate(value: unknown): boolean {
  const match = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(value) : null;
  return match !== null && !isLocalDate(match[1] as string);
}

function sentenceOf(issue: Issue, message: unknown): string {
  const place = issue.path.length === 0 ? 'The message' : `"${issue.path.map(String).join('.')}"`;
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.slice(0, faultsTold).map((key) => shortened(key)).join(', ');
    return `${place} has unknown fields (${names}): leave them out.`;
  }
  const value = valueAt(message, issue.path);
  if (value === undefined) return `${place} is missing: add it (${issue.message}).`;
  return `${place} is ${shown(issue.path, value)}: ${mendOf(issue, message)}.`;
}

function mendOf(issue: Issue, message: unknown): string {
  switch (reasonOf(issue, message)) {
    case 'not-integer-cents':
      return 'send whole cents as a JSON integer, 4250 for $42.50';
    case 'no-such-date':
      return 'send a date that exists, like 2027-03-01';
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

/** Ids, amounts and dates may be told; what a person wrote, and a person's name and address, may not. */
const untold = /^(name|mailingAddress|premiseAddress|customer|note|reason|outcome|subject)$/;

function shown(path: Path, value: unknown): string {
  if (path.some((step) => untold.test(String(step)))) return `a ${typeof value} that does not fit`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(message: unknown, path: Path): unknown {
  let value: unknown = message;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
