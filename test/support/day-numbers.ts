/** Days as numbers (days since 1970), for what writes the engine down a second time: nothing here knows the engine's calendar. */
export const dayMs = 86_400_000;

/** `2027-03-05` → its number. */
export function dayNumber(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / dayMs;
}

export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday; the first of January 1970 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
