import { filledNames, languagesFor, statementOf, type DocumentStatement, type ValueName } from '../documents/index.ts';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Law } from './facts.ts';
import { packValues } from './notice-statement.ts';

/** Papers that a step brings to the premises, beside the notice to the customer: to the occupants, or with the crew. */
export const paperNames = ['occupant-notice', 'third-party-notice', 'door-tag', 'final-notice', 'visit', 'shut-off'] as const;
export type PaperName = (typeof paperNames)[number];

/** What is decided with a paper, or asked for again when it is printed. */
const givenWith: Readonly<Record<PaperName, readonly ValueName[]>> = {
  'occupant-notice': ['notice', 'notice-date', 'service-address', 'shut-off-date'],
  'third-party-notice': ['account', 'notice', 'notice-date', 'customer-name', 'third-party-name', 'mailing-address', 'service-address', 'amount-past-due', 'pay-by-date'],
  'door-tag': ['account', 'notice', 'notice-date', 'service-address', 'amount-past-due', 'shut-off-date'],
  'final-notice': ['account', 'notice', 'notice-date', 'service-address', 'amount-past-due', 'shut-off-date'],
  visit: ['account', 'notice', 'notice-date', 'service-address', 'amount-past-due', 'pay-by-date'],
  'shut-off': ['account', 'notice', 'notice-date', 'service-address', 'amount-past-due'],
};

/** Who may live there speaks any of the languages; a crew's paper is in those of the household. */
const inAllLanguages = new Set<PaperName>(['occupant-notice']);

const statementsOf = rememberedFor((law: Law) =>
  remembered((paper: PaperName) => remembered((language: string) => remembered((besides: string) => stated(law, paper, language === '' ? null : language, besides === '' ? [] : (besides.split('|') as ValueName[]))))),
);

/**
 * What a paper would say of itself.
 * @param language the household's, BCP 47
 * @param besides what is known for this account alone, like the monthly cost
 * @returns null under a pack that names no document for it
 */
export function paperStatement(law: Law, paper: PaperName, language: string | undefined, besides: readonly ValueName[] = []): DocumentStatement | null {
  return statementsOf(law)(paper)(language ?? '')(besides.join('|'));
}

/** What a paper says when everything is known that anybody may tell. */
export function fullestPaper(law: Law, paper: PaperName): DocumentStatement | null {
  return paperStatement(law, paper, undefined, ['monthly-cost']);
}

function stated(law: Law, paper: PaperName, language: string | null, besides: readonly ValueName[]): DocumentStatement | null {
  const { documents, pack } = law;
  const document = pack.documents?.steps[paper];
  if (documents === null || document === undefined) return null;
  const values = new Set([...filledNames(packValues(law)), ...givenWith[paper], ...besides]);
  return statementOf(documents, document, inAllLanguages.has(paper) ? documents.languages : languagesFor(documents, language), values);
}
