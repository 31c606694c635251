/** One thing that is not as it must be: which invariant, where, and what was found. */
export interface Difference {
  readonly invariant: string;
  readonly where: string;
  readonly found: string;
}

/** Collects differences; each check names its own. */
export class Differences {
  readonly list: Difference[] = [];

  add(invariant: string, where: string, found: string): void {
    this.list.push({ invariant, where, found });
  }

  /** Adds one when the two texts differ. */
  unlessEqual(invariant: string, where: string, what: string, expected: string, actual: string): void {
    if (expected !== actual) this.add(invariant, where, `${what}: expected ${brief(expected)}, found ${brief(actual)}`);
  }
}

const longest = 400;

function brief(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
