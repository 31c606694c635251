import type { Instant } from '../../../libs/kernel/time.ts';

/** What is to come, in order of time. */
export class Queue<T> {
  readonly #byHour = new Map<string, { at: Instant; item: T }[]>();
  #hours: string[] = [];

  add(at: Instant, item: T): void {
    const hour = at.slice(0, 13);
    const known = this.#byHour.get(hour);
    if (known) known.push({ at, item });
    else {
      this.#byHour.set(hour, [{ at, item }]);
      this.#hours.push(hour);
    }
  }

  /** Takes out everything up to and with that moment. */
  takeThrough(moment: Instant): T[] {
    const hours = this.#hours.filter((hour) => hour <= moment.slice(0, 13));
    const due = hours.flatMap((hour) => (this.#byHour.get(hour) ?? []).filter(({ at }) => at <= moment));
    for (const hour of hours) {
      const left = (this.#byHour.get(hour) ?? []).filter(({ at }) => at > moment);
      if (left.length > 0) this.#byHour.set(hour, left);
      else this.#byHour.delete(hour);
    }
    this.#hours = this.#hours.filter((hour) => this.#byHour.has(hour));
    return due.sort((first, second) => (first.at < second.at ? -1 : first.at > second.at ? 1 : 0)).map(({ item }) => item);
  }
}
