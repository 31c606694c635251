import type { Pack } from '../../../libs/policy/pack.ts';
import { towns, townsInCalifornia } from './names.ts';

/** What differs between the sample counties of two states, beside the law. */
interface StateProfile {
  readonly pack: string;
  readonly billEveryDays: number;
  readonly towns: readonly string[];
  /** Of 100 households; null where nobody asked them. */
  readonly languages: Readonly<Record<string, number>> | null;
}

export const states = {
  OH: { pack: 'OH-COUNTY@1', billEveryDays: 91, towns, languages: null },
  CA: { pack: 'CA-998@2', billEveryDays: 30, towns: townsInCalifornia, languages: { en: 62, es: 24, 'zh-Hant': 5, vi: 4, tl: 3, ko: 2 } },
} as const satisfies Record<string, StateProfile>;

export type State = keyof typeof states;

export function isState(text: string): text is State {
  return text in states;
}

/** On which days after the due date the notice and the shut-off come, as the courses of payers think of them. */
const plainPace = { notice: 15, shutOff: 27 } as const;

interface Pace {
  readonly notice: number;
  readonly shutOff: number;
}

/**
 * Payers act before a notice, after it or after a shut-off, whenever the law lets these come: a course's days after the due date
 * are stretched to the pace of the pack.
 */
export function pacedBy(pack: Pack): (afterDue: number) => number {
  const { notice, shutOff } = paceOf(pack);
  if (notice === plainPace.notice) return (afterDue) => afterDue;
  return (afterDue) => {
    if (afterDue <= 0) return afterDue;
    if (afterDue <= plainPace.notice) return Math.round((afterDue * notice) / plainPace.notice);
    const after = afterDue - plainPace.notice;
    const between = plainPace.shutOff - plainPace.notice;
    return after <= between ? notice + Math.round((after * (shutOff - notice)) / between) : shutOff + after - between;
  };
}

function paceOf({ steps, paths }: Pack): Pace {
  const daysAmong = (guards: readonly Record<string, unknown>[]) =>
    Math.max(0, ...guards.flatMap((guard) => ('days-past-due-at-least' in guard ? [(guard['days-past-due-at-least'] as { days: number }).days] : [])));
  const notice = daysAmong(steps.notice.guards);
  const shutOff = daysAmong([...steps['shut-off'].guards, ...(paths ?? []).flatMap((path) => path.guards?.['shut-off'] ?? [])]);
  return { notice, shutOff: Math.max(shutOff, notice + plainPace.shutOff - plainPace.notice) };
}
