import type { ComposedDocument } from '../documents/index.ts';
import { dollars } from '../kernel/money.ts';
import type { Payoff } from './payoff.ts';

/**
 * A payoff as a letter to whoever sells, buys or lends: what goes to the utility service by service, what is certified apart, and until when
 * it is good (OH-CERT-LIEN). In English, since it goes to a title company. @param to the lines of its address
 */
export function payoffDocument(payoff: Payoff, authority: string, to: readonly string[]): ComposedDocument {
  const { accountId, parcelId, asOf, expiresOn, services, toUtilityCents, pastDueCents, certifiedCents, suspenseCents } = payoff;
  const [, stay] = payoff.because;
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['Account', accountId],
    ...(parcelId === null ? [] : [['Parcel', parcelId] as const]),
    ['As of', asOf],
    ['Good through', expiresOn],
    ...services.map(({ service, openCents }) => [`To the utility: ${service}`, dollars(openCents)] as const),
    ['To the utility, in all', dollars(toUtilityCents)],
    ['Of that past due', dollars(pastDueCents)],
    ['Certified, to the county treasurer alone', dollars(certifiedCents)],
    ...(suspenseCents > 0 ? [['Received by the utility, not yet applied', dollars(suspenseCents)] as const] : []),
  ];
  const certified = `${dollars(certifiedCents)} of this property's utility charges is certified to ${authority}. The county treasurer takes the full certified amount apart from the property tax; the utility takes no payment for it. A lien that was recorded or listed is released once the certified amount is paid in full.`;
  const service = stay === undefined ? `Pay ${dollars(toUtilityCents)} to us. What is used after ${asOf} is billed apart.` : `Nothing is asked of the debtor, and nothing here is a demand for payment. ${stay.sentence}`;
  const sections = [
    { block: 'payoff-utility', heading: 'What is paid to the utility', text: service, lines: [] },
    ...(certifiedCents > 0 ? [{ block: 'payoff-certified', heading: 'What is certified', text: certified, lines: [] }] : []),
    { block: 'payoff-expires', heading: 'How long this is good', text: `These figures are those of ${asOf}. They are good through ${expiresOn}; after that day ask for new ones. A payment that comes back, or a bill that is corrected, changes them at once.`, lines: [] },
  ];
  return { document: 'payoff-letter', language: 'en', form: 'letter', to, title: 'Payoff statement', opening: 'What would pay off the utility charges of this account, for a sale or a refinancing.', facts: rows.map(([label, value]) => ({ label, value })), sections, pageOf: 'Page {page} of {pages}' };
}
