import { stripVTControlCharacters } from 'node:util';

import type { Instant } from '../../../libs/kernel/time.ts';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

export const count = (value: number): string => value.toLocaleString('en-US');

export const percent = (share: number): string => `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`;

/** A bar of at most so many columns; whatever is not nothing shows. */
export function bar(share: number, columns: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return '█'.repeat(Math.floor(shown / 8)) + EIGHTHS[shown % 8];
}

/** The same on a track, so that one sees how much is left. */
export function barOnTrack(share: number, columns: number): { full: string; rest: string } {
  const full = bar(share, columns);
  return { full, rest: '░'.repeat(columns - full.length) };
}

/** Columns that a text takes up on the screen; colours take none. */
export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** `left ……… right`, so many columns together. */
export function spread(left: string, right: string, columns: number): string {
  return left + ' '.repeat(Math.max(1, columns - widthOf(left) - widthOf(right))) + right;
}

/** Cuts what would not fit into a line. */
export function cut(text: string, columns: number): string {
  const characters = [...text];
  return characters.length <= columns ? text : `${characters.slice(0, columns - 1).join('')}…`;
}

/** `1:05` or `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as the clock on the office wall shows it: `Tue, Mar 16, 2027, 09:00`. */
export function wallTime(at: Instant, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, format);
  return format.format(new Date(at));
}
