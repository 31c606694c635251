import { globSync } from 'node:fs';
import { z } from 'zod';
import { localDate } from '../kernel/time.ts';
import { loadLaw } from '../policy/load.ts';
import { packSchema } from '../policy/pack.ts';
import type { Law } from '../policy/facts.ts';
import { businessCalendarSchema } from '../calendar/business-calendar.ts';
import { compareLaws } from './compare.ts';
import { withLeaf } from './leaves.ts';

const law = loadLaw('OH-COUNTY@1');
const changed = (change: (pack: Law['pack']) => void): Law => {
  const pack = structuredClone(law.pack);
  change(pack);
  return { ...law, pack };
};
const sentences = (after: Law, before = law) => compareLaws(before, after).sentences;

describe('The difference between two packs', () => {
  it('is told in sentences that name the old value, the new one and the rule', () => {
    const after = changed((pack) => {
      pack.fees.reconnection.cents = 5_000;
      pack.steps.notice.guards = pack.steps.notice.guards.map((guard) => ('days-past-due-at-least' in guard ? { 'days-past-due-at-least': { days: 20, at: '08:00', rule: 'OH-RULES' } } : guard));
    });
    expect(sentences(after)).toEqual([
      'Disconnect notice: 20 instead of 15 days have passed since the due date of the oldest unpaid bill; on that day from 08:00. (OH-RULES)',
      'Fees: Reconnection fee: $50.00 instead of $45.00; Arrears posts it. (OH-MC-FEES)',
    ]);
  });

  it('tells a guard that is gone, and one that is new', () => {
    const after = changed((pack) => {
      pack.steps.notice.guards = pack.steps.notice.guards.filter((guard) => !('notice-names-a-person' in guard));
      pack.steps['shut-off'].guards = [...pack.steps['shut-off'].guards, { 'nothing-is-past-due': { rule: 'OP-APPLY' } }];
    });
    expect(sentences(after)).toEqual([
      'Shut-off: new: Arrears, penalties and fees are paid. (OP-APPLY)',
      'Disconnect notice: no longer: The notice names a person with power to correct the bill: Collections supervisor, 937-555-0142. (GEN-CRAFT)',
    ]);
  });

  it('tells a sentence that stayed and rests on another rule', () => {
    const after = changed((pack) => {
      pack.shutOffWindow.rule = 'GEN-EXEC';
    });
    expect(sentences(after)[0]).toBe('Days and hours for shut-offs: Water is turned off only on Monday, Tuesday, Wednesday and Thursday. (GEN-EXEC instead of OH-RULES)');
  });

  it('of calendars that reach differently far is how far they reach, and not each day that only one of them knows', () => {
    const reaching = (knownThrough: string): Law => {
      const reaches = localDate(knownThrough);
      return { ...law, calendar: { ...law.calendar, knownThrough: reaches, holidays: law.calendar.holidays.filter(({ on }) => on <= reaches) } };
    };
    expect(sentences(reaching('2028-12-31'))).toEqual([
      'The office: The calendar knows the days from 2025-01-01 through 2028-12-31 instead of 2029-12-31; what falls later waits for a longer calendar. (GEN-COUNT)',
    ]);
  });

  it('tells what has no sentence of its own in plain words, with its rule', () => {
    const havingTerms = (terms: object): Law => ({ ...law, pack: { ...law.pack, ...terms } });
    const before = havingTerms({ certification: { rule: 'OH-RULES', ownerNoticeDays: 30, services: { sewer: { minimumCents: 5_000, rule: 'GEN-CRAFT' } } } });
    const after = havingTerms({ certification: { rule: 'OH-RULES', ownerNoticeDays: 45, services: { sewer: { minimumCents: 7_500, rule: 'GEN-CRAFT' } } } });
    expect(compareLaws(before, after)).toEqual({
      sentences: ['Terms: Certification, owner notice days: 45 instead of 30. (OH-RULES)', 'Terms: Certification, services, sewer, minimum: $75.00 instead of $50.00. (GEN-CRAFT)'],
      untold: [],
    });
  });

  it('is nothing between a pack and itself', () => {
    expect(compareLaws(law, law)).toEqual({ sentences: [], untold: [] });
  });
});

function enumerated(schema: z.ZodType): string[] {
  const lists = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).matchAll(/"enum":(\[[^\]]*\])/g);
  return [...new Set([...lists].flatMap((match) => (JSON.parse(match[1] as string) as unknown[]).filter((word) => typeof word === 'string')))];
}

/** As deep along the path as the schema names its parts: what is there, and what that part takes. Refused by a part is refused by the whole. */
function deepestPart(schema: z.core.$ZodType, value: unknown, path: readonly string[]): { part: z.core.$ZodType; value: unknown } {
  const [key, ...rest] = path;
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (key === undefined || value === undefined || value === null) return { part: schema, value };
  if (def.type === 'optional' || def.type === 'nullable') return deepestPart(def.innerType, value, path);
  const inner = def.type === 'object' ? def.shape[key] : def.type === 'record' ? def.valueType : def.type === 'array' ? def.element : undefined;
  return inner === undefined ? { part: schema, value } : deepestPart(inner, (value as Record<string, unknown>)[key], rest);
}

/**
 * Finds for a value of a tree another one that the schema takes. The part of the schema that holds the value is asked first: of the
 * hundred words that might take a word's place nearly all end there.
 */
function otherValues(schema: z.ZodType, whole: unknown): (path: readonly string[], value: unknown) => readonly unknown[] {
  const words = enumerated(schema);
  return (path, value) => {
    const candidates = typeof value === 'number' ? [value + 1, value - 1] : typeof value === 'boolean' ? [!value, undefined] : [`${String(value)} X`, '09:17', '2026-02-03', ...words, undefined];
    const takes = (candidate: unknown) => {
      const changed = withLeaf(whole, { path, from: value, to: candidate });
      const deepest = deepestPart(schema, changed, path);
      return z.safeParse(deepest.part, deepest.value).success && schema.safeParse(changed).success;
    };
    const index = candidates.findIndex((candidate) => candidate !== value && takes(candidate));
    return index < 0 ? [] : [candidates[index]];
  };
}

function leavesOf(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

const references = globSync('libs/policy/packs/*/*/pack.yaml').map((file) => file.split('/').slice(-3, -1)).map(([id, version]) => `${id?.toUpperCase()}@${version}`);

describe.each(references)('Every value of %s speaks in some sentence', (reference) => {
  const whole = loadLaw(reference);
  // Of the calendar's many days the first of each kind are tried.
  const calendar = Object.fromEntries(Object.entries(whole.calendar).map(([key, value]) => [key, Array.isArray(value) ? value.slice(0, 3) : value])) as Law['calendar'];
  const short = { ...whole, calendar };
  const otherOfPack = otherValues(packSchema, short.pack);
  const otherOfCalendar = otherValues(businessCalendarSchema, calendar);
  const changes = [
    ...leavesOf(short.pack).map(({ path, value }) => ({ path: ['pack', ...path], value, other: otherOfPack(path, value) })),
    ...leavesOf(calendar).map(({ path, value }) => ({ path: ['calendar', ...path], value, other: otherOfCalendar(path, value) })),
  ];

  it('can be changed: the test finds another value for each', () => {
    expect(changes.filter(({ other }) => other.length === 0).map(({ path }) => path.join('.'))).toEqual([]);
    expect(changes.length).toBeGreaterThan(200);
  });

  it('and none is told by its path alone, the last resort', () => {
    const untold = changes.flatMap(({ path, value, other }) => compareLaws(short, { ...short, ...withLeaf({ pack: short.pack, calendar }, { path, from: value, to: other[0] }) }).untold);
    expect(untold).toEqual([]);
  });
});
