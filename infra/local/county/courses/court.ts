import type { BillStory } from '../story.ts';

const sharedDebtorShare = 0.2;

/** A petition after the due date; the stay ends by dismissal or discharge, or lasts beyond the plan. */
export function petitions(story: BillStory): void {
  const { random, account, neighbourId, bill } = story;
  const chapter = random.weighted({ '7': 45, '13': 55 });
  const docket = `27-3${account.accountId.slice(2)}`;
  const accountIds = random.chance(sharedDebtorShare) ? [account.accountId, neighbourId] : [account.accountId];
  const filed = random.between(3, 40);
  story.tellOfCourt('PetitionFiled', filed, { docket, chapter, accountIds });
  const ending = random.weighted(
    chapter === '7' ? { discharged: 70, dismissed: 20, open: 10 } : { discharged: 0, dismissed: 75, open: 25 },
  );
  const ended = filed + random.between(45, 80);
  if (ending === 'discharged') story.tellOfCourt('BankruptcyDischarged', ended, { docket, accountIds });
  if (ending !== 'dismissed') return;
  story.tellOfCourt('BankruptcyDismissed', ended, { docket, accountIds });
  const owedCents = filed > 1 ? story.latePriceCents : bill.totalCents;
  story.pay(ended + random.between(15, 40), owedCents, story.guaranteedTender());
}
