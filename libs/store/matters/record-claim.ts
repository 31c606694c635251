import type { AccountEvent } from '../../account/account.events.ts';
import { dayOf } from '../../calendar/business-calendar.ts';
import { isRefusal, type Refusal } from '../../kernel/because.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import { because } from '../../policy/evaluate.ts';
import type { Law } from '../../policy/facts.ts';
import { inForceAt } from '../../policy/law-book.ts';
import type { Petition } from '../../account/account.state.ts';
import type { Database } from '../database.ts';
import { readMatter } from '../read/dockets.ts';
import { UnitOfWork } from '../unit-of-work.ts';

/** A proof of claim that a person filed with the court. */
export interface FiledClaim {
  readonly filedOn: LocalDate;
  /** As the court's register of claims numbers it; not known at once everywhere. */
  readonly claimNumber?: string | undefined;
  readonly by: string;
  /** Makes the events' ids: recorded once under it. */
  readonly recordId: string;
}

/**
 * Records that the claim of a docket was filed, on every account of the debtor that it covers, in one transaction: what reminded of it is answered
 * (BK-POC). Accounts of those who answer beside the debtor have no claim of their own.
 * @returns the accounts; null when the account knows no such docket; a refusal where the day cannot be, or no petition is known
 */
export async function recordClaim(db: Database, utilityId: string, accountId: string, docket: string, claim: FiledClaim): Promise<{ readonly accountIds: readonly string[] } | Refusal | null> {
  return db.retrying(utilityId, async (em) => {
    const matter = await readMatter(em, utilityId, accountId, docket);
    if (matter === null) return null;
    const work = await UnitOfWork.begin(em, utilityId, matter.accounts.map(({ state }) => state.accountId));
    const { now, law } = work.utility;
    // As the accounts stand under their locks: a docket may have turned out to be another person's since.
    const covered = [...work.accounts.values()].flatMap((account) => {
      const petition = account.folded.state.petitions.find((known) => known.docket === docket && known.role === 'debtor');
      return petition ? [{ account, petition }] : [];
    });
    const refusal = refusalOf(covered.map(({ petition }) => petition), docket, claim, inForceAt(law, now), now);
    if (isRefusal(refusal)) return refusal;
    const { filedOn, claimNumber, by, recordId } = claim;
    const accountIds = covered.map(({ account }) => account.accountId).sort();
    const provenance = { cause: `docket/${recordId}`, correlationId: `docket/${recordId}` };
    for (const { account } of covered) {
      const event: AccountEvent = {
        type: 'ClaimFiled',
        // Sorts after the review that it answers (`…/review/claim-due`), also where a sandbox clock stands still between the two.
        id: `arrears#${docket}/reviewed/claim/${recordId}`,
        effectiveAt: now,
        recordedAt: now,
        data: { docket, accountIds, filedOn, ...(claimNumber === undefined ? {} : { claimNumber }) },
        because: [because(inForceAt(law, now), 'AUTHORITY', `${by} says that the claim was filed on ${filedOn}.`, { by, docket })],
      };
      await work.append(account, [event], () => provenance);
      await work.advance(account, provenance);
    }
    await work.commit();
    return { accountIds };
  });
}

function refusalOf(petitions: readonly Petition[], docket: string, { filedOn }: FiledClaim, law: Law, now: Instant): Refusal | null {
  const { rule } = law.bankruptcy.claims;
  const refuse = (sentence: string): Refusal => ({ refused: true, because: because(law, rule, sentence, { docket }), notBefore: null });
  const filings = petitions.flatMap(({ filedAt }) => (filedAt === null ? [] : [dayOf(law.calendar, filedAt)])).sort();
  const [petitionOn] = filings;
  if (petitionOn === undefined) return refuse(`The petition of docket ${docket} is not known: look up the day of filing first.`);
  if (filedOn < petitionOn) return refuse(`No claim is filed on ${filedOn}: the petition of docket ${docket} is of ${petitionOn}.`);
  const today = dayOf(law.calendar, now);
  if (filedOn > today) return refuse(`Today is ${today}: record the claim of docket ${docket} once it was filed.`);
  return null;
}
