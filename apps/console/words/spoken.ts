import type { components } from '../generated/openapi.ts';
import { day, isDay, moment } from './figures.ts';

type Words = components['schemas']['DeskWords'];

let words: Partial<Words> = {};
let zone = 'UTC';

/** From the session, before any screen is shown: what this utility calls things, and by which clocks it lives. */
export function speak(session: { readonly words: Words; readonly zone: string }): void {
  ({ words, zone } = session);
}

/** "{DoorNotice} hung" → "Hang tag hung" */
export function filled(template: string): string {
  return template.replaceAll(/\{(\w)(\w*)\}/g, (_all, first: string, rest: string) => {
    const word = words[`${first.toLowerCase()}${rest}` as keyof Words] ?? `${first}${rest}`;
    return first === first.toUpperCase() ? capital(word) : word;
  });
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A table whose words are those of the utility whenever it is asked. */
export function spoken<T extends Readonly<Record<string, string>>>(templates: T): Readonly<Record<keyof T, string>> {
  return Object.defineProperties({}, Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, { enumerable: true, get: () => filled(template) }]))) as Record<keyof T, string>;
}

/** The words of law and engine in what the API says, and what a desk says for them. */
const forLaw: readonly (readonly [RegExp, string])[] = [
  [/\b(s)hut[- ]off notice/gi, '{notice}'],
  [/\b(d)isconnect(?:ion)? notice/gi, '{notice}'],
  [/\b(s)hut-off/gi, '{shutOff}'],
  [/\b(s)hut off\b/gi, '{shutOffDone}'],
  [/\b(d)oor tag/gi, '{doorNotice}'],
  [/\b(r)estoration/gi, '{restoration}'],
  [/\b(a)rrangement/gi, '{arrangement}'],
  [/\b(c)rew\b/gi, '{crew}'],
  [/\b(e)very guard holds\b/gi, 'nothing stands against it'],
  [/\b(g)uard\b/gi, 'condition'],
  [/\b(g)uards\b/gi, 'conditions'],
  [/\b(f)ences?\b/gi, 'hold'],
  [/\b(e)pisode\b/gi, 'case'],
];

/** What somebody said or wrote stands in quotation marks and stays as it is. */
const quoted = /("[^"]*"|“[^”]*”)/;
const instants = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g;
const dates = /(?<![\w:./-])\d{4}-\d{2}-\d{2}(?![\w-])/g;

/** An id that was drawn, with the letters of what it is: its first eight places tell it from the others of a household. */
const drawnIds = /\b((?:[a-z]+-)?[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A sentence of the API in the words of the desk, with days, moments and ids as people write them. */
export function saying(sentence: string): string {
  return sentence
    .split(quoted)
    .map((part, index) => (index % 2 === 1 ? part : inDeskWords(part)))
    .join('');
}

function inDeskWords(text: string): string {
  const worded = forLaw.reduce((so, [law, desk]) => so.replaceAll(law, (_all, first: string) => (first === first.toUpperCase() ? capital(filled(desk)) : filled(desk))), text);
  return worded.replaceAll(instants, (instant) => moment(instant, zone)).replaceAll(dates, (date) => (isDay(date) ? day(date) : date)).replaceAll(drawnIds, '$1');
}
