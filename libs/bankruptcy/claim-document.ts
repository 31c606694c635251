import type { ComposedDocument } from '../documents/index.ts';
import { dollars } from '../kernel/money.ts';
import type { ProofOfClaim } from './proof-of-claim.ts';

/**
 * The data of a claim as a document: each item of Official Form 410 by its number, and the itemisation that is attached to it. In English,
 * since it goes to a court. It names no debtor: the docket does.
 */
export function claimDocument(claim: ProofOfClaim): ComposedDocument {
  const { creditor, secured, fileBy } = claim;
  const yesNo = (is: boolean) => (is ? 'Yes' : 'No');
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['Docket', `${claim.docket}, chapter ${claim.chapter}`],
    ['1. Current creditor', creditor.name],
    ['3. Notices and payments go to', [creditor.contact, ...creditor.address, creditor.phone].join(', ')],
    ['4. Amends a claim already filed', yesNo(claim.amendsClaimFiled)],
    ['6. Last four signs of the accounts', claim.accountsEndIn.join(', ')],
    ['7. How much is the claim', `${dollars(claim.claim.cents)} as of ${claim.claim.asOf}`],
    ['7. Includes interest or other charges', claim.claim.includesInterestOrOtherCharges ? `Yes, ${dollars(claim.claim.chargesCents)}, itemised below` : 'No'],
    ['8. Basis of the claim', claim.basis],
    ['9. Secured', secured.isSecured ? `Yes, ${secured.by ?? ''}: ${dollars(secured.cents)} secured, ${dollars(secured.unsecuredCents)} unsecured` : 'No'],
    ['10. Based on a lease', yesNo(claim.lease)],
    ['11. Subject to a right of set-off', yesNo(claim.setOff.isSubject)],
    ['12. Entitled to priority', yesNo(claim.priority)],
    ['To be filed by', `${fileBy.lastDayOn}${fileBy.subjectToAssetNotice ? ', subject to a notice of assets' : ''}`],
  ];
  const items = claim.itemisation.map(
    (item) => `Account ${item.accountId.slice(-4)}, ${item.billId ?? 'no bill'}, ${item.kind}${item.usedThroughOn === null ? '' : ` through ${item.usedThroughOn}`}, charged ${item.chargedOn}: ${dollars(item.chargedCents)}, paid ${dollars(item.paidCents)}, claimed ${dollars(item.claimedCents)}`,
  );
  return {
    document: 'proof-of-claim-data',
    language: 'en',
    form: 'letter',
    to: [],
    title: 'Data for a proof of claim (Official Form 410)',
    opening: 'The items of the form by their numbers. Whoever signs the form reads them against the docket first.',
    facts: rows.map(([label, value]) => ({ label, value })),
    sections: [{ block: 'itemisation', heading: 'Itemisation', text: items.join('\n'), lines: [] }],
    pageOf: 'Page {page} of {pages}',
  };
}
