import { z } from 'zod';
import type { AccountState } from '../account/account.state.ts';
import { ledgerOf } from '../account/ledger.ts';
import { sideOf } from '../account/pre-petition.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import { centsSchema, sumCents } from '../kernel/money.ts';
import { localDateSchema, type Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { claimDeadline } from '../account/claim-deadline.ts';
import type { Matter, MatterAccount } from './matter.state.ts';

const itemSchema = z.strictObject({
  accountId: z.string(),
  billId: z.string().nullable(),
  kind: z.string(),
  /** The last day of the service, where it is known. */
  usedThroughOn: localDateSchema.nullable(),
  chargedOn: localDateSchema,
  chargedCents: centsSchema,
  paidCents: centsSchema,
  claimedCents: centsSchema,
});

/** What Official Form 410 asks of a creditor, in the form's own order, with the itemisation that it has attached. Names stay out of it: whoever prints it adds them. */
export const proofOfClaimSchema = z.strictObject({
  form: z.literal('Official Form 410'),
  docket: z.string(),
  chapter: z.string(),
  /** 1, 3: the utility, as its letters bear it. */
  creditor: z.strictObject({ name: z.string(), address: z.array(z.string()), contact: z.string(), phone: z.string() }),
  /** 4 */
  amendsClaimFiled: z.boolean(),
  /** 6: the last four signs by which the debtor's accounts are known. */
  accountsEndIn: z.array(z.string()),
  /** 7 */
  claim: z.strictObject({ asOf: localDateSchema, cents: centsSchema, includesInterestOrOtherCharges: z.boolean(), chargesCents: centsSchema }),
  /** 8 */
  basis: z.literal('Utility services performed'),
  /** 9: what lies on a tax roll is a lien on the parcel. */
  secured: z.strictObject({ isSecured: z.boolean(), by: z.string().nullable(), cents: centsSchema, unsecuredCents: centsSchema }),
  /** 10 */
  lease: z.literal(false),
  /** 11: a deposit of before the petition may be set off only with leave (BK-SETOFF). */
  setOff: z.strictObject({ isSubject: z.boolean() }),
  /** 12: never claimed by the machine; counsel says so. */
  priority: z.literal(false),
  fileBy: z.strictObject({ lastDayOn: localDateSchema, subjectToAssetNotice: z.boolean() }),
  itemisation: z.array(itemSchema),
});
export type ProofOfClaim = z.infer<typeof proofOfClaimSchema>;

/** A matter whose petition nobody knows has nothing to claim yet. */
export class NoPetition extends Error {
  constructor(docket: string) {
    super(`The petition of docket ${docket} is not known: look up the day of filing before a claim is prepared`);
    this.name = 'NoPetition';
  }
}

/**
 * The data of a proof of claim over all accounts of the debtor: what was charged through the petition, and through a conversion that counts
 * it with that, less what paid it. A write-off takes nothing from a claim.
 * @throws NoPetition
 */
export function proofOfClaim(matter: Matter, law: Law, now: Instant): ProofOfClaim {
  const { docket, petition } = matter;
  const deadline = claimDeadline(petition, law);
  if (deadline === null || petition.filedAt === null) throw new NoPetition(docket);
  const own = matter.accounts.filter((account) => account.petition.role === 'debtor');
  const itemisation = own.flatMap((account) => itemsOf(account, law));
  const securedCents = sumCents(own.map(({ state }) => ledgerOf(state, law).certifiedCents));
  const unsecuredCents = sumCents(itemisation.map((item) => item.claimedCents));
  const chargesCents = sumCents(itemisation.filter(({ kind }) => kind === 'penalty' || kind === 'fee').map((item) => item.claimedCents));
  const { letterhead } = law.pack.documents ?? {};
  return {
    form: 'Official Form 410',
    docket,
    chapter: petition.chapter,
    creditor: { name: letterhead?.name ?? law.pack.title, address: letterhead?.address ?? [], contact: law.pack.contact.person, phone: law.pack.contact.phone },
    amendsClaimFiled: own.some((account) => account.petition.claim !== undefined),
    accountsEndIn: own.map(({ state }) => state.accountId.slice(-4)),
    claim: { asOf: dayOf(law.calendar, petition.filedAt), cents: securedCents + unsecuredCents, includesInterestOrOtherCharges: chargesCents > 0, chargesCents },
    basis: 'Utility services performed',
    secured: { isSecured: securedCents > 0, by: securedCents > 0 ? 'lien on the tax list' : null, cents: securedCents, unsecuredCents },
    lease: false,
    setOff: { isSubject: own.some(({ state }) => holdsDeposit(state, petition.filedAt as Instant)) },
    priority: false,
    fileBy: { lastDayOn: deadline.lastDayOn, subjectToAssetNotice: deadline.subjectToAssetNotice },
    itemisation: itemisation.filter(({ chargedOn }) => chargedOn <= dayOf(law.calendar, now)),
  };
}

/** A deposit of before the petition that is still kept. It is told, and not taken: to set it off needs leave (BK-SETOFF). */
function holdsDeposit({ deposits }: AccountState, filedAt: Instant): boolean {
  return deposits.some(({ receivedAt, amountCents, takenOut }) => receivedAt <= filedAt && amountCents > sumCents(takenOut.map(({ cents }) => cents)));
}

function itemsOf({ state, petition }: MatterAccount, law: Law): ProofOfClaim['itemisation'] {
  // What the discharge wrote off was owed all the same when the petition was filed.
  const owed = { ...state, credits: state.credits.filter((credit) => credit.kind !== 'discharge') };
  return ledgerOf(owed, law).charges.flatMap((charge) => {
    if (sideOf(petition, charge, law) === null || charge.openCents === 0) return [];
    const { billId, kind, usedThroughOn = null, effectiveAt, amountCents, openCents } = charge;
    return [{ accountId: state.accountId, billId, kind, usedThroughOn, chargedOn: dayOf(law.calendar, effectiveAt), chargedCents: amountCents, paidCents: amountCents - openCents, claimedCents: openCents }];
  });
}
