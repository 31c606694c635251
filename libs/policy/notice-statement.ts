import { filledNames, languagesFor, statementOf, type DocumentStatement, type DocumentValues, type ValueName } from '../documents/index.ts';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import type { Law } from './facts.ts';

/** What the pack itself gives its documents to say. */
export function packValues({ pack }: Pick<Law, 'pack'>): DocumentValues {
  return {
    'utility-name': pack.documents?.letterhead?.name ?? pack.title,
    'contact-person': pack.contact.person,
    phone: pack.contact.phone,
    'same-day-until': pack.restoration.sameDayUntil,
    'reconnection-fee': pack.fees.reconnection.cents,
    'returned-fee': pack.fees.returnedPayment.cents,
    'cure-days': String(pack.arrangement.cureBusinessDays),
    ...pack.documents?.values,
  };
}

/** The sender as letters bear it, a line each: name, address, telephone. */
export function senderOf({ pack }: Pick<Law, 'pack'>): readonly string[] {
  return [pack.documents?.letterhead?.name ?? pack.title, ...(pack.documents?.letterhead?.address ?? []), pack.contact.phone];
}

/** Every notice has these: some are decided with it, the others stand in PostgreSQL alone and are asked for again when it is printed. */
const givenWithNotice: readonly ValueName[] = ['account', 'notice', 'notice-date', 'amount-past-due', 'pay-by-date', 'customer-name', 'mailing-address', 'service-address'];

const statementsOf = rememberedFor((law: Law) => remembered((language: string) => stated(law, language === '' ? null : language)));

/** What the next notice to a household of that language would say of itself; null under a pack that names no documents. */
export function noticeStatement(law: Law, language: string | undefined): DocumentStatement | null {
  return statementsOf(law)(language ?? '');
}

function stated(law: Law, language: string | null): DocumentStatement | null {
  const { documents, pack } = law;
  if (documents === null || pack.documents === undefined) return null;
  const values = new Set([...filledNames(packValues(law)), ...givenWithNotice]);
  return statementOf(documents, pack.documents.steps.notice, languagesFor(documents, language), values);
}
