/* One mutant in a process of its own: changes the law, runs the specs, prints the outcome as JSON. Started by `run.ts`. */
import { loadLaw } from '../../libs/policy/load.ts';
import { predicates } from '../../libs/policy/predicates/index.ts';
import { applyTo, type Mutant } from './mutant.ts';
import { runSpecs } from './spec-runner.ts';

const { mutant, files } = JSON.parse(process.argv[2] as string) as { mutant: Mutant | null; files: string[] };

if (mutant?.kind === 'always-holds') {
  const known = predicates.find((predicate) => predicate.name === mutant.predicate) as unknown as { evaluate: (...args: unknown[]) => object };
  const { evaluate } = known;
  known.evaluate = (...args) => ({ ...evaluate(...args), holds: true, notBefore: null, noticeIsSpent: false });
} else if (mutant !== null) applyTo(loadLaw(mutant.pack), mutant);

process.stdout.write(JSON.stringify(await runSpecs(files)));
// Whatever a spec left open is of no interest.
process.exit(0);
