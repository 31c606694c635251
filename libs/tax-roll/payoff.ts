import { ledgerOf } from '../account/ledger.ts';
import { pastDueOn } from '../account/past-due.ts';
import { isPrePetition } from '../account/pre-petition.ts';
import type { AccountState } from '../account/account.state.ts';
import { standingHolds } from '../account/holds.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import { dollars, sumCents, type Cents } from '../kernel/money.ts';
import type { LocalDate } from '../kernel/time.ts';
import { why, type SeasonContext } from './season-context.ts';

export interface Payoff {
  readonly accountId: string;
  readonly parcelId: string | null;
  readonly asOf: LocalDate;
  /** The last day on which it is good. */
  readonly expiresOn: LocalDate;
  /** To the utility: by service, what is open, whether it is past due or not; penalties and fees by themselves. */
  readonly services: readonly { readonly service: string; readonly openCents: Cents }[];
  readonly toUtilityCents: Cents;
  readonly pastDueCents: Cents;
  /** To the county treasurer, who takes the full certified amount separately (OH-CERT-LIEN); never to the utility. */
  readonly certifiedCents: Cents;
  /** Credit that is kept for what is certified. */
  readonly suspenseCents: Cents;
  readonly because: readonly Because[];
}

/**
 * What would pay everything off on a sale or a refinancing, as of today: per service, what is certified apart, good for the days of the
 * pack. Nobody who is protected by a stay is asked to pay: the letter then names the treasurer alone; and debt of before a petition
 * is never asked for, whatever became of its stay (BK-STAY, BK-DISCHARGE).
 */
export function payoffOf(context: SeasonContext, account: AccountState): Payoff {
  const { law, today, now, authority } = context;
  const ledger = ledgerOf(account, law);
  const open = ledger.charges.filter((charge) => charge.openCents > 0 && !isPrePetition(account, charge, law, now));
  const services = [...Map.groupBy(open, ({ kind }) => kind)].map(([service, charges]) => ({ service: service as string, openCents: sumCents(charges.map(({ openCents }) => openCents)) }));
  const stay = standingHolds(account, law, now).find(({ kind }) => kind === 'bankruptcy');
  const toUtilityCents = stay ? 0 : sumCents(services.map(({ openCents }) => openCents));
  const expiresOn = plusDays(today, authority.payoff.validDays);
  const sentence = `As of ${today}, ${dollars(toUtilityCents)} is payable to the utility and ${dollars(ledger.certifiedCents)}, which is certified, to the county treasurer alone; good through ${expiresOn}.`;
  const reasons = [why(context, authority.payoff.rule, sentence), ...(stay ? [why(context, law.pack.holds.bankruptcy.rule, `Nothing is asked of the debtor: ${stay.sentence}`)] : [])];
  return {
    accountId: account.accountId,
    parcelId: account.parcelId ?? null,
    asOf: today,
    expiresOn,
    services: stay ? [] : services,
    toUtilityCents,
    pastDueCents: stay ? 0 : pastDueOn(account, law, today).pastDueCents,
    certifiedCents: ledger.certifiedCents,
    suspenseCents: ledger.suspenseCents,
    because: reasons,
  };
}
