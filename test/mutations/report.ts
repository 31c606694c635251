import { nameOf, type Mutant } from './mutant.ts';
import type { Failure } from './spec-runner.ts';

export interface Judged {
  readonly mutant: Mutant;
  /** The first test that failed; null when none did. */
  readonly failure: Failure | null;
}

interface Figures {
  /** How many mutants there are; some may not have been tried. */
  readonly ofAll: number;
  readonly tests: number;
  readonly files: number;
  readonly seconds: number;
  /** Why a survivor changes nothing that could be seen, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
}

const kinds = { 'always-holds': 'the predicate always holds', removed: 'the guard is taken from a step', shifted: 'a number of the guard is moved by one', changed: 'another value that names its rule is changed' } as const;

/** The result of a run, for docs/mutations.md. */
export function markdownOf(judged: readonly Judged[], { ofAll, tests, files, seconds, reasons }: Figures): string {
  const survivors = judged.filter(({ failure }) => failure === null);
  const counted = (Object.keys(kinds) as Mutant['kind'][]).map((kind) => {
    const ofKind = judged.filter(({ mutant }) => mutant.kind === kind);
    const left = ofKind.filter(({ failure }) => failure === null);
    return `| ${kinds[kind]} | ${ofKind.length} | ${ofKind.length - left.length} | ${left.length} |`;
  });
  return `# Mutations of the guards

Each guard of each pack is taken away, each of its numbers is moved by one to the side that protects less, each predicate is made to
hold always, and each other value that stands beside its rule is changed; then the scenarios run until one notices. \`node --import tsx test/mutations/run.ts\` writes this page.

${judged.length} of ${ofAll} mutants were tried against ${tests} tests in ${files} files, two at a time${seconds === 0 ? '' : `; the last run took ${Math.floor(seconds / 60)} min ${seconds % 60} s`}.
${judged.length < ofAll ? 'The others wait for a run: `node --import tsx test/mutations/run.ts --rest` tries what is new and what survived.\n' : ''}
| what is changed | mutants | noticed | survived |
| --- | --- | --- | --- |
${counted.join('\n')}

## Survivors

${survivors.length === 0 ? 'None.' : `| mutant | why |\n| --- | --- |\n${survivors.map(({ mutant }) => `| ${nameOf(mutant)} | ${reasons[nameOf(mutant)] ?? '**no spec notices**'} |`).join('\n')}`}

## Who notices

| mutant | the first spec that fails |
| --- | --- |
${judged.flatMap(({ mutant, failure }) => (failure === null ? [] : [`| ${nameOf(mutant)} | ${failure.file.replace('test/scenarios/', '')}: ${failure.title.replaceAll('|', '\\|')} |`])).join('\n')}
`;
}
