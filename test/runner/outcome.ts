/** What a step of the test run came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly skipped: number;
}

export interface Failure {
  readonly name: string;
  /** The first lines of what went wrong; nothing when it stands in the output above. */
  readonly detail?: string;
}

export const PASSED: Outcome = { passed: 1, failed: [], skipped: 0 };

export function failedWith(name: string, detail?: string): Outcome {
  return { passed: 0, failed: [{ name, ...(detail !== undefined && { detail }) }], skipped: 0 };
}

export function sumOf(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.flatMap(({ failed }) => failed),
    skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** The last line of a run. */
export function tally({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
