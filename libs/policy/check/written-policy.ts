import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { filledNames, languageSchema, statementOf } from '../../documents/index.ts';
import type { Law } from '../facts.ts';
import { packValues } from '../notice-statement.ts';
import { error, type Finding } from './fault.ts';

const actSchema = z.strictObject({ scope: z.string(), rule: z.string(), citation: z.string(), fromConnections: z.int(), languages: z.array(languageSchema), below: z.array(languageSchema) });

/** What the Act asks, as data beside this file. */
const act = actSchema.parse(parse(readFileSync(join(import.meta.dirname, 'policy-languages.yaml'), 'utf8')));

/** A pack under the Act has a written policy (CA-998-POLICY), in every language that the law lists for a utility of its size (CA-998-LANG). */
export function writtenPolicy(law: Law): Finding[] {
  const { pack, documents } = law;
  if (pack.rules[act.scope] === undefined) return [];
  if (pack.policy === undefined) return [error(['rules', act.scope], `The pack rests on ${act.scope} and names no written policy.`, 'Add "policy" with its document, its connections and its rules.')];
  // Documents that could not be read are told of by themselves.
  if (documents === null) return pack.documents === undefined ? [error(['policy', 'document'], 'The pack names no documents, so there is no policy.', 'Add "documents".')] : [];
  const { document, contains } = pack.policy;
  if (documents.structures[document] === undefined) return [error(['policy', 'document'], `There is no document "${document}".`, `Known are: ${Object.keys(documents.structures).join(', ')}.`)];
  const statement = statementOf(documents, document, documents.languages, filledNames(packValues(law)));
  const lacking = contains.filter((block) => !statement.contains.includes(block));
  return [
    ...(lacking.length === 0 ? [] : [error(['policy', 'contains'], `The policy "${document}" lacks ${lacking.join(', ')} in one of its languages.`, 'Add the text, or the values that it names under "documents.values".')]),
    ...languageFindings(law.pack.policy as NonNullable<Law['pack']['policy']>, documents.languages),
  ];
}

function languageFindings({ connections, areaLanguages = [], onRequest = [], languagesRule }: NonNullable<Law['pack']['policy']>, written: readonly string[]): Finding[] {
  const isSmall = connections < act.fromConnections;
  const atHand = [...(isSmall ? act.below : act.languages), ...areaLanguages].filter((language) => !written.includes(language));
  const had = isSmall ? act.languages.filter((language) => !written.includes(language) && !onRequest.includes(language) && !act.below.includes(language)) : [];
  return [
    ...(atHand.length === 0 ? [] : [error(['policy', 'languagesRule'], `The policy is not written in ${atHand.join(', ')}, which ${languagesRule} (${act.citation}) asks of a utility with ${connections} connections.`, 'Add the language under "documents.languages" and its texts.')]),
    ...(had.length === 0 ? [] : [error(['policy', 'languagesRule'], `The policy is not to be had in ${had.join(', ')}, which ${languagesRule} (${act.citation}) asks for on request.`, 'List the language under "policy.onRequest", or write it.')]),
  ];
}
