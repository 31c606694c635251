import type { AccountEvent } from '../../account/account.events.ts';
import { dollars } from '../../kernel/money.ts';

/** What a docket, counsel or the utility tells of a bankruptcy, in a sentence; null for every other event. */
export function tellCourt(event: AccountEvent): string | null {
  switch (event.type) {
    case 'PetitionFiled':
      return `A chapter ${event.data.chapter} petition was filed on docket ${event.data.docket}.`;
    case 'BankruptcyDismissed':
      return `Docket ${event.data.docket} was dismissed.`;
    case 'BankruptcyDischarged':
      return `Docket ${event.data.docket} was discharged.`;
    case 'BankruptcyConverted':
      return `Docket ${event.data.docket} was converted to chapter ${event.data.chapter}.`;
    case 'PlanConfirmed':
      return `A plan was confirmed on docket ${event.data.docket}.`;
    case 'BankruptcyReopened':
      return event.data.vacatesDismissal ? `The dismissal of docket ${event.data.docket} was vacated.` : `Docket ${event.data.docket} was reopened.`;
    case 'StayReliefGranted':
      return `Relief from the stay of docket ${event.data.docket} was granted for ${event.data.acts.join(', ')}.`;
    case 'StayOrdered':
      return `A court ordered on docket ${event.data.docket}: the stay is ${event.data.order}.`;
    case 'DischargeDenied':
      return `The discharge was denied on docket ${event.data.docket}.`;
    case 'BankruptcyClosed':
      return `Docket ${event.data.docket} was closed.`;
    case 'AssetsNoticed':
      return `Creditors on docket ${event.data.docket} are asked for claims: there are assets.`;
    case 'BankruptcyTold':
      return `Somebody said by ${event.data.channel} that a petition was filed (${event.data.tipId}).`;
    case 'BankruptcyNotFound':
      return `No docket was found for ${event.data.tipId}; two people looked.`;
    case 'BankruptcyFound':
      return `What was told of as ${event.data.tipId} is docket ${event.data.docket}; its petition is known.`;
    case 'PetitionMisattributed':
      return `Docket ${event.data.docket} is not this customer's; two people looked.`;
    case 'ClaimFiled':
      return `The claim was filed on docket ${event.data.docket} on ${event.data.filedOn}${event.data.claimNumber === undefined ? '' : ` (${event.data.claimNumber})`}.`;
    case 'AssuranceRequested':
      return `Assurance of ${dollars(event.data.amountCents)} was asked for on docket ${event.data.docket}.`;
    case 'AssuranceGiven':
      return `Assurance of ${dollars(event.data.amountCents)} was given on docket ${event.data.docket} (${event.data.form}).`;
    case 'PetitionDayRead':
      return `Of bill ${event.data.billId}, ${event.data.unitsThroughPetition} of ${event.data.units} units were used through the day of the petition.`;
    case 'BankruptcyReviewAnswered':
      return `The review "${event.data.review}" of docket ${event.data.docket} was answered.`;
    case 'StayReleased':
      return `Counsel released the hold of docket ${event.data.docket}.`;
    case 'PostPetitionDebtPursued':
      return `Counsel lets debt of after the petition on docket ${event.data.docket} be pursued.`;
    case 'ChargesTaggedAdministrative':
      return `Counsel counts what was charged in the case of docket ${event.data.docket} among its costs of administration.`;
    default:
      return null;
  }
}
