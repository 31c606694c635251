/** A place inside a YAML file: keys and indexes from the top. */
export type Path = readonly (string | number)[];

/** What is wrong, before it has a file and a line. */
export interface Finding {
  readonly path: Path;
  /** `error`: the pack cannot be used. `warning`: it can, and somebody should look. */
  readonly severity: 'error' | 'warning';
  /** What is wrong, a sentence. */
  readonly what: string;
  /** What to do about it, a sentence. */
  readonly mend: string;
}

/** A finding with its place. */
export interface Fault extends Omit<Finding, 'path'> {
  readonly file: string;
  /** From 1; null when the file is not there at all. */
  readonly line: number | null;
}

export function error(path: Path, what: string, mend: string): Finding {
  return { path, severity: 'error', what, mend };
}

export function warning(path: Path, what: string, mend: string): Finding {
  return { path, severity: 'warning', what, mend };
}

/** `pack.yaml:41: error: There is no predicate "nobody-minds". Did you mean …?` */
export function faultLine(fault: Fault): string {
  const place = fault.line === null ? fault.file : `${fault.file}:${fault.line}`;
  return `${place}: ${fault.severity}: ${fault.what} ${fault.mend}`;
}

/** A pack that cannot be used: every fault with its file, line and mending. */
export class BrokenPack extends Error {
  constructor(
    readonly pack: string,
    readonly faults: readonly Fault[],
  ) {
    super(`${pack} cannot be used:\n${faults.map((fault) => `  ${faultLine(fault)}`).join('\n')}`);
    this.name = 'BrokenPack';
  }
}
