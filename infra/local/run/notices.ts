const SHOWN = 2;
/** Old news is no news. */
const SHOWN_FOR_MS = 120_000;

/** What went wrong and what was mended. */
export class Notices {
  readonly #all: { readonly atMs: number; readonly text: string }[] = [];

  add(text: string): void {
    const time = new Date().toTimeString().slice(0, 8);
    this.#all.push({ atMs: performance.now(), text: `${time}  ${text.split('\n')[0] ?? ''}` });
    this.#all.splice(0, Math.max(0, this.#all.length - SHOWN));
  }

  latest(): string[] {
    return this.#all.filter(({ atMs }) => performance.now() - atMs < SHOWN_FOR_MS).map(({ text }) => text);
  }
}
