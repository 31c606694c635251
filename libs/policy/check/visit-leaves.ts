import type { Law } from '../facts.ts';
import { fullestPaper } from '../paper-statement.ts';
import { predicateOf } from '../predicates/index.ts';
import { error, type Finding } from './fault.ts';

/** What a visit leaves after returned mail stands for the letter: it says all that the guards ask of a notice (CA-998-VISIT). */
export function visitLeaves(law: Law): Finding[] {
  const { pack, documents } = law;
  if (pack.returnedMail === undefined || documents === null) return [];
  const statement = fullestPaper(law, 'visit');
  if (statement === null) return [error(['returnedMail'], 'A visit follows returned mail, and no document says what it leaves.', 'Name one under "documents.steps.visit".')];
  const guards = [...Object.values(pack.steps), ...(pack.paths ?? []).flatMap((path) => Object.values(path.guards ?? {}).map((asked) => ({ guards: asked })))].flatMap((step) => step?.guards ?? []);
  const asked = guards.map(predicateOf).filter(({ predicate }) => predicate.name === 'notice-contains').flatMap(({ args }) => args['blocks'] as readonly string[]);
  const lacking = [...new Set(asked)].filter((block) => !statement.contains.includes(block));
  return lacking.length === 0 ? [] : [error(['returnedMail'], `What a visit leaves ("${statement.document}") lacks ${lacking.join(', ')}, which guards ask of a notice.`, 'Add the block to the document.')];
}
