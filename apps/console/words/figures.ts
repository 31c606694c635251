// Formats are dear to make, and a list that is scrolled writes hundreds of figures in each frame.
const inDollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const asDay = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
const asMoment = new Map<string, Intl.DateTimeFormat>();

/** `123456` → "$1,234.56" */
export const dollars = (cents: number): string => inDollars.format(cents / 100);

/** A moment on the clocks of the utility. @param zone such as America/New_York */
export function moment(instant: string, zone: string): string {
  const format = asMoment.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  asMoment.set(zone, format);
  return format.format(new Date(instant));
}

/** `2027-03-05` → "Mar 5, 2027" */
export function day(date: string): string {
  return asDay.format(new Date(`${date}T00:00:00Z`));
}

/** Whether a text like a date names a day. */
export const isDay = (date: string) => !Number.isNaN(new Date(`${date}T00:00:00Z`).getTime());

/** "3 days", "5 h", "2 min": how long ago, by the utility's clock. */
export function age(since: string, now: string): string {
  const minutes = Math.max(0, Math.floor((new Date(now).getTime() - new Date(since).getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** A fact as a reason states it. */
export function fact(name: string, value: string | number | boolean | null): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && name.endsWith('Cents')) return dollars(value);
  return String(value);
}
