/*
 * Runs spec files in this process, one after the other, and stops at the first test that fails. Jest starts each file anew, which is
 * right for tests and far too slow for a hundred mutants; what the scenario specs use of it is little, and `expect` is Jest's own.
 */
import { format } from 'node:util';
import { expect } from 'expect';

type Body = () => unknown;
interface Test {
  readonly title: string;
  readonly run: Body;
  readonly before: readonly Body[];
  readonly after: readonly Body[];
}

export interface Failure {
  readonly file: string;
  readonly title: string;
}

export interface Outcome {
  readonly tests: number;
  readonly failure: Failure | null;
}

const titles: string[] = [];
const before: Body[][] = [[]];
const after: Body[][] = [[]];
let tests: Test[] = [];

function describe(title: string, body: Body): void {
  titles.push(title);
  before.push([]);
  after.push([]);
  body();
  titles.pop();
  before.pop();
  after.pop();
}

function it(title: string, run: Body): void {
  tests.push({ title: [...titles, title].join(' › '), run, before: before.flat(), after: after.flat() });
}

/** `it.each(rows)('… %s', run)`: a row is a list of arguments or one argument; `$name` is a field of it. */
function each(define: (title: string, run: Body) => void) {
  return (rows: readonly unknown[]) => (title: string, run: (...args: unknown[]) => unknown) => {
    for (const row of rows) {
      const args = Array.isArray(row) ? (row as unknown[]) : [row];
      const fields = title.replaceAll(/\$(\w+)/g, (_all, name: string) => String((args[0] as Record<string, unknown> | null)?.[name]));
      const holes = [...fields.matchAll(/%[sdijo]/g)].length;
      define(format(fields, ...args.slice(0, holes)), () => run(...args));
    }
  };
}

Object.assign(globalThis, {
  describe: Object.assign(describe, { each: each(describe) }),
  it: Object.assign(it, { each: each(it) }),
  test: Object.assign(it, { each: each(it) }),
  expect,
  beforeEach: (body: Body) => before.at(-1)?.push(body),
  afterEach: (body: Body) => after.at(-1)?.push(body),
});

/** @returns after the first failure, or when all have passed. A file that cannot be read has failed: its packs may be refused at load. */
export async function runSpecs(files: readonly string[]): Promise<Outcome> {
  let count = 0;
  for (const file of files) {
    tests = [];
    try {
      await import(file);
    } catch (error) {
      return { tests: count, failure: { file, title: `(the file itself) ${(error as Error).message.split('\n')[0]}` } };
    }
    for (const { title, run, before: first, after: last } of tests) {
      count += 1;
      try {
        for (const body of first) await body();
        await run();
        for (const body of last) await body();
      } catch {
        return { tests: count, failure: { file, title } };
      }
    }
  }
  return { tests: count, failure: null };
}
