/** Two versions of a sentence in one: `… is due 20 instead of 15 days after …`. Where too much differs both are told in full. */
export function instead(before: string, after: string): string {
  const [from, to] = [tokensOf(before), tokensOf(after)];
  const runs = runsOf(from, to);
  const changed = runs.filter((run) => run.same === null);
  const kept = runs.filter((run) => run.same !== null).reduce((sum, run) => sum + (run.same as readonly string[]).length, 0);
  const readable = changed.length <= 2 && changed.every((run) => run.from.length > 0 && run.to.length > 0) && kept * 2 >= Math.max(from.length, to.length);
  if (!readable) return `${after} Until now: ${before}`;
  return joined(runs.flatMap((run) => run.same ?? [...run.to, 'instead', 'of', ...run.from]));
}

interface Run {
  readonly same: readonly string[] | null;
  readonly from: string[];
  readonly to: string[];
}

/** Words, and the punctuation that ends them by itself: "15," and "20." differ in two things. */
function tokensOf(sentence: string): string[] {
  return sentence.split(/\s+/).flatMap((word) => {
    const end = /[,.;:]$/.exec(word) ? word.at(-1) : undefined;
    return end === undefined || word.length === 1 ? [word] : [word.slice(0, -1), end];
  });
}

function joined(tokens: readonly string[]): string {
  return tokens.reduce((text, token) => (text === '' || /^[,.;:]$/.test(token) ? text + token : `${text} ${token}`), '');
}

/** The longest common subsequence, as runs of what stayed and of what was replaced. */
function runsOf(from: readonly string[], to: readonly string[]): Run[] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1) (lengths[i] as number[])[j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const runs: Run[] = [];
  const changed = (): Run => {
    const last = runs.at(-1);
    if (last !== undefined && last.same === null) return last;
    const run = { same: null, from: [], to: [] };
    runs.push(run);
    return run;
  };
  for (let [i, j] = [0, 0]; i < from.length || j < to.length; ) {
    if (i < from.length && from[i] === to[j]) {
      const last = runs.at(-1);
      if (last?.same) (last.same as string[]).push(from[i] as string);
      else runs.push({ same: [from[i] as string], from: [], to: [] });
      [i, j] = [i + 1, j + 1];
    } else if (j >= to.length || (i < from.length && at(i + 1, j) >= at(i, j + 1))) changed().from.push(from[i++] as string);
    else changed().to.push(to[j++] as string);
  }
  return runs;
}
