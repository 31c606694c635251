import { readingRules } from '../../libs/docket/index.ts';
import { explained } from './explained.ts';
import { goalFields, halfOf, headerFields, tallyOf, type RecordedDocket, type Tally } from './measure.ts';

export interface Measured {
  readonly page: string;
  /** What is not as the issue wants it; empty when all is well. */
  readonly faults: readonly string[];
}

const halves = ['written on', 'held back'] as const;

/** The page docs/docket-reading.md, from the dockets alone. */
export function measured(dockets: readonly RecordedDocket[]): Measured {
  const all = headerFields.map((field) => tallyOf(field, dockets));
  const byHalf = halves.map((half) => headerFields.map((field) => tallyOf(field, dockets.filter(({ docket }) => halfOf(docket.id) === half))));
  const goal = sumOf(all.filter(({ field }) => goalFields.has(field)));
  const differences = all.flatMap(({ field, missed, open, differing }) => [...new Set([...missed, ...open, ...differing])].map((id) => `${field}/${id}`));
  return { page: pageOf(dockets, all, byHalf, goal, differences), faults: faultsOf(goal, differences) };
}

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function sumOf(tallies: readonly Tally[]) {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  return { inFile: sum((tally) => tally.inFile), found: sum((tally) => tally.found), foundCertain: sum((tally) => tally.foundCertain), calledCertain: sum((tally) => tally.calledCertain), calledRight: sum((tally) => tally.calledRight), differing: tallies.flatMap(({ field, differing }) => differing.map((id) => `${field}/${id}`)) };
}

/** Headers that are silent where the docket speaks do not count against the reading: each is looked at and explained. */
function faultsOf(goal: ReturnType<typeof sumOf>, differences: readonly string[]): string[] {
  const faults: string[] = [];
  if (goal.found / goal.inFile < 0.98) faults.push(`recall is ${percent(goal.found, goal.inFile)}, and 98 % are wanted`);
  if (goal.foundCertain / goal.found < 0.9) faults.push(`${percent(goal.foundCertain, goal.found)} of what is found is certain, and 90 % are wanted`);
  const wrong = goal.differing.filter((difference) => explained[difference] === undefined);
  if (wrong.length > 0) faults.push(`certain and not in the header: ${wrong.join(', ')}`);
  for (const difference of differences) if (explained[difference] === undefined) faults.push(`${difference} differs and is not explained in test/docket-reading/explained.ts`);
  for (const difference of Object.keys(explained)) if (!differences.includes(difference)) faults.push(`${difference} is explained in test/docket-reading/explained.ts and does not differ`);
  return faults;
}

function tableOf(tallies: readonly Tally[]): string {
  const rows = tallies.map(({ field, inFile, found, foundCertain, calledCertain, calledRight, differing }) => [`\`${field}\``, inFile, found, foundCertain, calledCertain, calledRight, differing.length].join(' | '));
  return ['| milestone | in header and file | found | of these certain | called certain | header agrees | header silent or other |', '| --- | ---: | ---: | ---: | ---: | ---: | ---: |', ...rows.map((row) => `| ${row} |`)].join('\n');
}

function pageOf(dockets: readonly RecordedDocket[], all: readonly Tally[], byHalf: readonly (readonly Tally[])[], goal: ReturnType<typeof sumOf>, differences: readonly string[]): string {
  const ofHalf = (half: (typeof halves)[number]) => dockets.filter(({ docket }) => halfOf(docket.id) === half).length;
  return `# How dockets are read, and how well

\`arrears court read FILE.ndjson\` reads the entries of a docket into milestones by ${readingRules.length} plain rules (\`libs/docket/reading-rules.ts\`), each with a sentence that says
why. An entry is first stripped of what it only cites (\`own-words.ts\`); then its beginning tells what paper it is (\`papers.ts\`): motions, notices of hearing,
proposed orders, certificates of mailing, minutes and receipts are never a milestone, whatever they quote. An order is taken apart into its clauses
(\`clauses.ts\`), and a rule has to match a clause from its first word. \`doubts.ts\` lists what speaks against a reading, in its own words or in later
entries; a motion that was denied does not. With any doubt the milestone is told all the same, not certain, and a person decides.

What loosens a protection (dismissal, denial of discharge, relief from the stay) acts alone only when it is certain. Relief from the stay says
that an order granted it to somebody: for whom and for what stands in the words, and frees nobody else (BK-RELIEF).

This page is written by \`node --import tsx test/docket-reading/run.ts --write\` from the shared dockets; \`npm test\` fails when it no longer holds.

## Against the clerks' headers

${dockets.length} dockets of 38 courts. *In header and file*: the header states it, and an entry within three days has its word.

${tableOf(all)}

On conversions, dismissals and discharges together: recall ${goal.found} of ${goal.inFile} (${percent(goal.found, goal.inFile)}), of which certain ${percent(goal.foundCertain, goal.found)}; of ${goal.calledCertain} called certain the header agrees
with ${goal.calledRight} (${percent(goal.calledRight, goal.calledCertain)}). Against the dockets' own words none is wrong, and no adverse certainty is false: the one that differs is a
dismissal that the docket orders and its header is silent about.

## The half that the rules were written on, and the half held back

A hash of the docket's id halves the file. The rules were written while looking at ${ofHalf('written on')} dockets; the other ${ofHalf('held back')} were measured once before anybody looked at
them. That first look found 3 of 4 conversions, 7 of 9 dismissals, 12 of 12 discharges of the debtor and 6 of 6 of the joint debtor, 62 of 63 petitions, 13 of
13 closings and the one reopening, and called nothing certain that was wrong. Three wordings were missing, and are rules now: the order of dismissal that ends with
who is dismissed ("ORDER and notice of dismissal for failure to file schedules … - Debtor Dismissed"), an order in the past tense ("Order Converted …"),
and an order that vacates another which only its citation names. So the second table is no longer unseen.

${halves.map((half, index) => `### ${half === 'written on' ? 'Written on' : 'Held back'}: ${ofHalf(half)} dockets\n\n${tableOf(byHalf[index] ?? [])}`).join('\n\n')}

## Every difference, explained

${differences.map((difference) => `- \`${difference}\`: ${explained[difference] ?? 'NOT EXPLAINED'}`).join('\n')}

Not measured, since no header has them: relief from the stay, denied discharges, vacated dismissals. They were read by eye, and the wordings of
\`libs/docket/read-docket.spec.ts\` are made up after the manner of many courts.
`;
}
