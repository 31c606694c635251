import type { AccountEventData } from '../../../libs/account/account.events.ts';
import { openCallbacks } from '../../../libs/account/callbacks.ts';
import { limitRefusal } from '../../../libs/account/limits.ts';
import { amountsToTell } from '../../../libs/case/amounts-to-tell.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { why, type Context } from '../../../libs/case/context.ts';
import { isRefusal, type Refusal } from '../../../libs/kernel/because.ts';
import type { LocalDate } from '../../../libs/kernel/time.ts';
import { grantRoles, type GrantKind } from '../../../libs/policy/limits.ts';
import type { AccountDraft } from '../accounts/append-to-account.ts';
import { agreed } from '../arrangements/arrangements.controller.ts';
import { Problem } from '../http/problem.ts';
import { highestRole, type Caller } from '../http/route.ts';
import type { Confirmed, ConfirmedKind } from './confirmation.ts';
import type { ContactWish } from './contact.routes.ts';
import { whoHearsWhat } from './who-hears-what.ts';

/** What a contact comes to: its own event first, then what was granted or asked for in it. */
export interface ContactDecided {
  readonly drafts: readonly AccountDraft[];
  readonly reference: string;
  readonly confirmed: Omit<Confirmed, 'account' | 'reference'>;
  /** Other words than those of the result's kind. */
  readonly words?: ConfirmedKind;
}

/** What only somebody may have who is known, since it binds or concerns the customer alone. */
const needsIdentity = new Set<ContactWish['result']['kind']>(['extension', 'arrangement', 'promise']);

/** @param id the contact's, from which the other ids follow @throws Problem `invalid` for a day that is past */
export function decideContact(context: Context, state: CaseState | null, wish: ContactWish, id: string, by: Caller): ContactDecided | Refusal {
  const beside = besideResult(context, wish, id, by);
  if (isRefusal(beside)) return beside;
  const decided = decideResult(context, state, wish, id, by);
  return isRefusal(decided) ? decided : { ...decided, drafts: [...decided.drafts, ...beside] };
}

/** What a contact brings whatever it comes to: the caller stands on the account from now on, and a promise to call is kept. */
function besideResult(context: Context, wish: ContactWish, id: string, by: Caller): readonly AccountDraft[] | Refusal {
  const drafts: AccountDraft[] = [];
  if (wish.isNamed) {
    const role = personRoleOf(wish.caller);
    if (role === null || wish.callerName === undefined) throw new Problem('invalid', 'Who is to stand on the account needs a name, and to be more than its customer or somebody else.', { faults: [{ path: wish.callerName === undefined ? 'body.callerName' : 'body.caller', message: 'is not enough to stand on the account' }] });
    const needsLetter = byLetterAlone.has(role);
    if (needsLetter ? !wish.identifiedBy.includes('letter-of-authority') : wish.identifiedBy.length === 0)
      return refuse(context, 'AUTHORITY', needsLetter ? `An ${role} comes onto the account by a letter of authority or a deed alone.` : 'Nobody comes onto the account before it is clear who calls.');
    drafts.push(drafted(context, wish, by, { type: 'PersonNamed', id: `arrears#person/p-${id}`, data: { personId: `p-${id}`, role, contact: { name: wish.callerName }, evidence: `c-${id}` } }));
  }
  if (wish.callback !== undefined) {
    if (!openCallbacks(context.account).some(({ contactId }) => contactId === wish.callback)) return refuse(context, 'AUTHORITY', `No callback ${wish.callback} waits on this account: it was done, or never promised.`);
    drafts.push(drafted(context, wish, by, { type: 'CallbackDone', id: `arrears#callback/${wish.callback}/done`, data: { contactId: wish.callback, doneBy: by.subject, outcome: wish.said } }));
  }
  return drafts;
}

const personRoleByCaller: Partial<Record<ContactWish['caller'], AccountEventData<'PersonNamed'>['role']>> = { payer: 'bill-to', occupant: 'occupant', owner: 'owner', attorney: 'attorney', executor: 'executor' };
/** What these say of themselves gives them a say over somebody else's account. */
const byLetterAlone: ReadonlySet<AccountEventData<'PersonNamed'>['role']> = new Set(['owner', 'attorney', 'executor']);
const personRoleOf = (caller: ContactWish['caller']) => personRoleByCaller[caller] ?? null;

function decideResult(context: Context, state: CaseState | null, wish: ContactWish, id: string, by: Caller): ContactDecided | Refusal {
  const { result } = wish;
  if (needsIdentity.has(result.kind) && (wish.identifiedBy.length === 0 || (wish.caller !== 'customer' && wish.caller !== 'payer' && wish.caller !== 'executor')))
    return refuse(context, 'AUTHORITY', `A ${result.kind} needs the customer, a payer or an executor, and by what it was clear who calls.`);
  const stay = context.holds.find(({ kind }) => kind === 'bankruptcy');
  if (stay && (result.kind === 'promise' || result.kind === 'extension')) return refuse(context, context.law.pack.holds.bankruptcy.rule, `${stay.sentence} Nothing is bargained about what was charged before it.`);
  const contact = logged(context, wish, `c-${id}`, by);
  switch (result.kind) {
    case 'extension':
      return granted(context, by, { grant: 'extension', grantId: `e-${id}`, throughOn: result.untilOn }, (takenAs) => ({
        drafts: [contact, drafted(context, wish, by, { type: 'ExtensionGranted', id: `arrears#extension/e-${id}`, data: { extensionId: `e-${id}`, untilOn: result.untilOn, grantedBy: by.subject, grantedAs: takenAs } })],
        reference: `e-${id}`,
        confirmed: { until: result.untilOn },
      }));
    case 'reported-payment': {
      const { kind: _kind, ...payment } = result;
      return granted(context, by, { grant: 'reported-payment', grantId: `r-${id}`, throughOn: null }, (takenAs) => ({
        drafts: [contact, drafted(context, wish, by, { type: 'PaymentReported', id: `arrears#reported-payment/r-${id}`, data: { reportId: `r-${id}`, ...payment, takenAs } })],
        reference: `r-${id}`,
        confirmed: { amount: payment.amountCents, confirmation: payment.confirmation },
      }));
    }
    case 'promise':
      return granted(context, by, { grant: 'promise', grantId: `c-${id}`, throughOn: result.on }, (takenAs) => ({
        drafts: [logged(context, wish, `c-${id}`, by, { promise: { amountCents: result.amountCents, on: result.on, takenAs } })],
        reference: `c-${id}`,
        confirmed: { amount: result.amountCents, until: result.on },
      }));
    case 'arrangement': {
      const plan = agreed(context, result.wish, `a-${id}`, by);
      if (isRefusal(plan)) return plan;
      return { drafts: [contact, plan.draft as AccountDraft], reference: `a-${id}`, confirmed: { down: plan.body.downPaymentCents, instalments: plan.body.instalments } };
    }
    case 'dispute': {
      const bill = result.billId === undefined ? {} : { billId: known(context, result.billId) };
      const cents = result.disputedCents === undefined ? {} : { disputedCents: result.disputedCents };
      return withFact(contact, drafted(context, wish, by, { type: 'DisputeOpened', id: `arrears#dispute/d-${id}`, data: { disputeId: `d-${id}`, ...bill, ...cents } }), `d-${id}`);
    }
    case 'review': {
      const about = result.billId === undefined ? {} : { about: { billId: known(context, result.billId) } };
      const lodgedBy = wish.caller === 'customer' ? 'customer' : wish.caller === 'occupant' ? 'adult-resident' : 'somebody-else';
      return withFact(contact, drafted(context, wish, by, { type: 'ReviewRequested', id: `arrears#review/v-${id}`, data: { reviewId: `v-${id}`, lodgedBy, ...about } }), `v-${id}`);
    }
    case 'death':
      return withFact(contact, drafted(context, wish, by, { type: 'CustomerDied', id: `arrears#death/d-${id}`, data: { reportId: `d-${id}` } }), `d-${id}`);
    case 'restoration': {
      const { restoration } = context.law.pack;
      if (context.account.valve !== 'off') return refuse(context, restoration.rule, 'The water is not off as far as is known here: it cannot be asked for back.');
      const { restoresWater } = amountsToTell(state, context);
      const fact = drafted(context, wish, by, { type: 'RestorationRequested', id: `arrears#restoration/w-${id}`, data: { requestId: `w-${id}` } });
      // Where nothing may be asked for, no amount is named, nor to whom what is owed is no concern.
      return restoresWater === null || !hearsWhatIsDue(context, wish) ? { ...withFact(contact, fact, `w-${id}`), words: 'nothing' } : { ...withFact(contact, fact, `w-${id}`), confirmed: { amount: restoresWater.cents } };
    }
    case 'callback':
      notPast(context, result.on);
      return { drafts: [logged(context, wish, `c-${id}`, by, { callbackOn: result.on })], reference: `c-${id}`, confirmed: { until: result.on } };
    case 'medical-form':
    case 'bankruptcy':
    case 'nothing':
      return { drafts: [contact], reference: `c-${id}`, confirmed: {} };
  }
}

function hearsWhatIsDue(context: Context, { caller, identifiedBy }: ContactWish): boolean {
  const hears = whoHearsWhat(context).find((known) => known.caller === caller)?.hears;
  if (hears === 'everything-with-authority') return identifiedBy.includes('letter-of-authority');
  return identifiedBy.length > 0 && (hears === 'everything' || hears === 'what-is-due');
}

function withFact(contact: AccountDraft, fact: AccountDraft, reference: string): ContactDecided {
  return { drafts: [contact, fact], reference, confirmed: {} };
}

function granted(context: Context, by: Caller, wish: { readonly grant: GrantKind; readonly grantId: string; readonly throughOn: LocalDate | null }, make: (as: (typeof grantRoles)[number]) => ContactDecided): ContactDecided | Refusal {
  if (wish.throughOn !== null) notPast(context, wish.throughOn);
  const as = highestRole(by, grantRoles) ?? 'specialist';
  return limitRefusal(context.account, { ...wish, at: context.now, as }, context.law) ?? make(as);
}

function logged(context: Context, wish: ContactWish, contactId: string, by: Caller, more: Partial<Pick<AccountEventData<'ContactLogged'>, 'promise' | 'callbackOn'>> = {}): AccountDraft {
  const spokeWith = wish.caller === 'customer' ? 'customer' : wish.caller === 'occupant' ? 'adult-resident' : undefined;
  const data: AccountEventData<'ContactLogged'> = {
    contactId,
    channel: wish.channel,
    outcome: wish.said,
    ...(spokeWith === undefined ? {} : { spokeWith }),
    covered: [...wish.covered],
    caller: wish.caller,
    ...(wish.callerName === undefined ? {} : { callerName: wish.callerName }),
    identifiedBy: [...wish.identifiedBy],
    takenBy: by.subject,
    ...more,
  };
  return drafted(context, wish, by, { type: 'ContactLogged', id: `arrears#contact/${contactId}`, data });
}

type Drafted = Pick<Extract<AccountDraft, { type: 'ContactLogged' | 'ExtensionGranted' | 'PaymentReported' | 'DisputeOpened' | 'ReviewRequested' | 'CustomerDied' | 'RestorationRequested' | 'PersonNamed' | 'CallbackDone' }>, 'type' | 'id' | 'data'>;

function drafted(context: Context, wish: ContactWish, { subject }: Caller, event: Drafted): AccountDraft {
  return { ...event, because: [why(context, 'AUTHORITY', `${subject}: ${wish.said}`, { by: subject, caller: wish.caller })] } as AccountDraft;
}

function known({ account }: Context, billId: string): string {
  if (account.bills.some((bill) => bill.billId === billId)) return billId;
  throw new Problem('invalid', `There is no bill "${billId}" on this account.`, { faults: [{ path: 'body.result.billId', message: 'is no bill of this account' }] });
}

function notPast({ today }: Context, on: LocalDate): void {
  if (on < today) throw new Problem('invalid', `${on} is past; today is ${today}.`, { faults: [{ path: 'body.result', message: `${on} is past; today is ${today}` }] });
}

function refuse(context: Context, rule: string, sentence: string): Refusal {
  return { refused: true, because: why(context, rule, sentence), notBefore: null };
}
