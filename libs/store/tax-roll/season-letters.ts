import type { AccountState } from '../../account/account.state.ts';
import { dayOf } from '../../calendar/business-calendar.ts';
import { plusDays } from '../../calendar/days.ts';
import { languagesFor } from '../../documents/index.ts';
import type { Cents } from '../../kernel/money.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Law } from '../../policy/facts.ts';
import { because } from '../../policy/evaluate.ts';
import { mayBeNoticed, objectionsEndOn, seasonContext, type RollLine, type SeasonState } from '../../tax-roll/index.ts';
import type { Database } from '../database.ts';
import { lockAccounts } from '../load-accounts.ts';
import { readUtility } from '../utility.ts';
import type { WorkingAccount } from '../working-account.ts';

/** A notice to an owner, as it is to be written. It leaves PostgreSQL for the printer alone. */
export interface OwnerLetter {
  readonly noticeId: string;
  readonly lineId: string;
  readonly accountId: string;
  readonly parcelId: string;
  /** Of the customer, where the account is the owner's; otherwise null: the letter goes to the owner of the parcel, and never names a tenant. */
  readonly owner: { readonly name: string; readonly mailingAddress: string } | null;
  readonly premiseAddress: string;
  readonly amountCents: Cents;
  readonly payByOn: LocalDate;
  readonly certifyOn: LocalDate;
  readonly objectByOn: LocalDate;
  readonly hearingOn: LocalDate | null;
  readonly languages: readonly string[];
  readonly largePrint: boolean;
  readonly orderedAt: Instant;
  readonly orderedOn: LocalDate;
  readonly law: Law;
  readonly rules: readonly { readonly citation: string }[];
}

/**
 * The notices of a season that wait for their mailing. @param mailOn the day on which they go to the post: the days to object are counted from it
 * @returns null when there is no such season
 */
export async function ownerLetters(db: Database, utilityId: string, seasonId: string, mailOn: LocalDate | null): Promise<OwnerLetter[] | null> {
  return db.forUtility(utilityId, async (em) => {
    const { law, now } = await readUtility(em, utilityId);
    const [season] = await em.execute<{ state: SeasonState }[]>('select state from roll_season where utility_id = ? and season_id = ?', [utilityId, seasonId]);
    if (!season) return null;
    const context = seasonContext({ ...season.state, lines: {} }, law, now);
    const rows = await em.execute<{ line: RollLine; account: AccountState; name: string; mailing_address: string; premise_address: string }[]>(
      `select l.state as line, a.state as account, p.name, p.mailing_address, p.premise_address from roll_line l
         join account a on a.utility_id = l.utility_id and a.account_id = l.line_id
         join account_person p on p.utility_id = l.utility_id and p.account_id = l.line_id
       where l.utility_id = ? and l.season_id = ? and l.status = 'candidate' order by l.line_id`,
      [utilityId, seasonId],
    );
    const { rules, days } = context;
    const { found } = await lockAccounts(em, utilityId, rows.map(({ line }) => line.lineId));
    const orderedOn = mailOn ?? dayOf(context.law.calendar, now);
    return rows.flatMap(({ line, account, name, mailing_address: mailingAddress, premise_address: premiseAddress }): OwnerLetter[] => {
      if (line.notice === null || line.notice.mailedOn !== null || context.law.documents === null || !mayBeNoticed(context, (found.get(line.lineId) as WorkingAccount).folded.state)) return [];
      const isOwners = account.contract === 'owner-occupant' || account.contract === 'owner';
      return [{
        noticeId: line.notice.noticeId,
        lineId: line.lineId,
        accountId: line.accountId,
        parcelId: line.parcelId ?? '',
        owner: isOwners ? { name, mailingAddress } : null,
        premiseAddress,
        amountCents: line.amountCents,
        payByOn: plusDays(days.frozenOn, -1),
        certifyOn: days.frozenOn,
        objectByOn: objectionsEndOn(context, orderedOn),
        hearingOn: days.hearingOn ?? null,
        languages: languagesFor(context.law.documents, isOwners ? (account.language ?? null) : null),
        largePrint: isOwners && (account.largePrint ?? false),
        orderedAt: now,
        orderedOn,
        law: context.law,
        rules: [rules.ownerNoticeRule, rules.rule].map((rule) => because(context.law, rule, '', {})),
      }];
    });
  });
}
