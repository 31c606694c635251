import { filledNames, languagesFor, statementOf, type DocumentStatement, type ValueName } from '../documents/index.ts';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Law } from './facts.ts';
import { packValues } from './notice-statement.ts';

export const docketLetterNames = ['assurance', 'division', 'void'] as const;
export type DocketLetterName = (typeof docketLetterNames)[number];

const givenWithAll: readonly ValueName[] = ['account', 'notice', 'notice-date', 'customer-name', 'mailing-address', 'service-address', 'docket', 'petition-date'];
const givenWith: Readonly<Record<DocketLetterName, readonly ValueName[]>> = {
  assurance: ['assurance-amount', 'assurance-by'],
  division: ['new-account-from'],
  void: ['void-papers'],
};

const statementsOf = rememberedFor((law: Law) => remembered((letter: DocketLetterName) => remembered((language: string) => stated(law, letter, language === '' ? null : language))));

/** What a letter of a docket to a household of that language would say of itself; null under a pack that does not write it. */
export function docketLetterStatement(law: Law, letter: DocketLetterName, language: string | undefined): DocumentStatement | null {
  return statementsOf(law)(letter)(language ?? '');
}

function stated(law: Law, letter: DocketLetterName, language: string | null): DocumentStatement | null {
  const { documents, pack } = law;
  const document = pack.docketLetters?.[letter]?.document;
  if (documents === null || document === undefined) return null;
  return statementOf(documents, document, languagesFor(documents, language), new Set([...filledNames(packValues(law)), ...givenWithAll, ...givenWith[letter]]));
}
