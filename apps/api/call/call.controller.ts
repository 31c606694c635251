import { randomInt } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { isRefusal } from '../../../libs/kernel/because.ts';
import { readUtility, tellOfBankruptcy, toldCourt, type Database } from '../../../libs/store/index.ts';
import { readAccount, readCase, readContacts, readNames, readPerson } from '../../../libs/store/read/index.ts';
import { appendToAccount } from '../accounts/append-to-account.ts';
import { Input } from '../http/input.ts';
import { notFound, refused } from '../http/problem.ts';
import { hasRole, Serves, type Caller, type InputOf } from '../http/route.ts';
import { once } from '../idempotency/idempotency.ts';
import { DATABASE } from '../provided.ts';
import { looksBeforeIdentity } from '../roles.ts';
import { callPage } from './call-page.ts';
import { callRoutes } from './call.routes.ts';
import { confirmationsOf } from './confirmation.ts';
import { decideContact } from './contact-result.ts';
import { contactRoutes, type ContactWish } from './contact.routes.ts';

/** Without letters that sound or look like another sign. */
const signs = '23456789abcdefghjkmnpqrstvwxyz';
const signsOfReference = 10;

/** To be read out and typed in again: ten signs of thirty, unlike any other of the account. */
function newReference(): string {
  return Array.from({ length: signsOfReference }, () => signs[randomInt(signs.length)]).join('');
}

/** What somebody at the phone can take in. */
const lastContacts = 5;

@Controller()
export class CallController {
  readonly #db: Database;

  constructor(@Inject(DATABASE) db: Database) {
    this.#db = db;
  }

  @Serves(callRoutes.readCall)
  async read(@Input() { caller, params }: InputOf<typeof callRoutes.readCall>) {
    const { utilityId } = caller;
    const { accountId } = params;
    return this.#db.forUtility(utilityId, async (em) => {
      const account = await readAccount(em, utilityId, accountId);
      if (!account) throw notFound('account', accountId);
      const lastCase = account.openCaseId === null ? null : await readCase(em, utilityId, account.openCaseId);
      const person = await readPerson(em, utilityId, accountId);
      const { thirdParties, persons = [], contacts: known } = account.state;
      const names = thirdParties.length + persons.length === 0 ? new Map() : await readNames(em, utilityId, accountId);
      const contacts = known.length === 0 ? [] : await readContacts(em, utilityId, accountId, lastContacts);
      return callPage({ utility: await readUtility(em, utilityId, [accountId]), account, lastCase, person, names, contacts, mayLookFirst: hasRole(caller, looksBeforeIdentity) });
    });
  }

  @Serves(contactRoutes.recordContact)
  record(@Input() input: InputOf<typeof contactRoutes.recordContact>) {
    const { caller, params, body } = input;
    const { accountId } = params;
    const id = newReference();
    const contactId = `c-${id}`;
    return once(this.#db, contactRoutes.recordContact, input, async (db) => {
      const told = body.result.kind === 'bankruptcy' ? await toldOfBankruptcy(db, caller, { accountId, id }, body, body.result) : null;
      if (told !== null && isRefusal(told)) return { problem: refused(told) };
      return appendToAccount(db, { utilityId: caller.utilityId, accountId, cause: `contact/${contactId}` }, (context, state) => {
        const decided = decideContact(context, state, body, id, caller);
        if (isRefusal(decided)) return decided;
        const { drafts, reference, confirmed, words = body.result.kind } = decided;
        const { kind } = body.result;
        const confirmations = confirmationsOf(words, { ...confirmed, account: accountId, reference }, context.account.language ?? null, context.law);
        return { draft: drafts, body: { contactId, kind, reference, confirmations } };
      });
    });
  }
}

const tellers = { customer: 'debtor', attorney: 'attorney' } as const;
const channels = { phone: 'phone', counter: 'counter', 'e-mail': 'e-mail', letter: 'letter', visit: 'counter' } as const;

/** The hold of a petition that somebody tells of, in the transaction of the contact. @param id the contact's, under which the petition stands until its docket is found @returns the hold, or why it cannot be told */
async function toldOfBankruptcy(db: Database, { utilityId, subject }: Caller, { accountId, id }: { readonly accountId: string; readonly id: string }, wish: ContactWish, { court, docketNumber }: { readonly court?: string | undefined; readonly docketNumber?: string | undefined }) {
  const docket = court !== undefined && docketNumber !== undefined ? { court, docketNumber } : { court: toldCourt, docketNumber: `t-${id}` };
  const toldBy = wish.caller in tellers ? tellers[wish.caller as keyof typeof tellers] : 'somebody-else';
  const said = `Told by ${wish.caller.replace('-', ' ')} (${wish.channel}, taken by ${subject}): ${[court, docketNumber, wish.said].filter(Boolean).join(', ')}`;
  const told = await tellOfBankruptcy(db, utilityId, { accountId, docket, toldBy, channel: channels[wish.channel], said });
  if (told === null) throw notFound('account', accountId);
  return told;
}
