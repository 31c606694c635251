import type { Pack } from '../policy/pack.ts';

const weekdayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Monday, Tuesday and Friday` of 1, 2, 5. */
export function weekdaysIn(words: readonly number[]): string {
  return listed(words.map((weekday) => weekdayNames[weekday] as string));
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `3 business days` of 3 and `business day`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** 1050 → `10.5 %` */
export function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** `reported-payment` → `Reported payment`, `returnedPayment` → `Returned payment` */
export function spoken(name: string): string {
  const words = name.replaceAll('-', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `3 business days`, `1 hour` */
export function within(limit: Pack['answersWithin'][keyof Pack['answersWithin']]): string {
  return 'hours' in limit ? counted(limit.hours, 'hour') : counted(limit.businessDays, 'business day');
}

export const poster = { arrears: 'Arrears posts it', billing: 'the billing system posts it' } as const;
