import type { DebtorsConcerned, DocketEntry } from './docket.ts';

/** Whether the case has one debtor or two, as far as the docket shows it. */
export type Household = 'one' | 'two' | 'not-shown';

const ofTheDebtors = /^\W*(?:\w+\W+){0,4}?(?:voluntary petition|schedules?\b|chapter 13 plan|statement of (?:financial|social|current|intention)|credit counseling|certificate of credit|financial management)/i;
const jointFiling = /\bfor joint debtor\b|\bjoint debtor\b(?!\s+status)|\bdebtors?\s+\S+(?:\s+\S+){0,4}\s+and\s+(?:\S+\s+){0,2}(?:joint debtor|spouse)/i;
const filers = /\b(?:on behalf of|filed by(?: attorney)?(?: debtors?)?)\s+(?!.*\bon behalf of\b)(.+?)(?=\s*(?:\(|(?<=[a-z)\]]{3})\.\s|\.?$|\b(?:schedule|summary|statement|receipt|fee|chapter|government|order meeting|means|\d+ day)\b))/i;
const afterComma = /^(?:inc|llc|l\.l\.c|llp|lp|l\.p|corp|co|ltd|jr|sr|ii|iii|iv|esq|p\.?a|p\.?c|pllc|n\.?a|d\/?b\/?a|dba|f\/?k\/?a|fka|a\/?k\/?a|aka|md|dds|the)\b/i;

const company = /\b(?:inc|llc|l\.l\.c|llp|lp|corp|company|co|ltd|partners|trust|group|association)\b/i;

export function householdOf(entries: readonly DocketEntry[]): Household {
  if (entries.some(({ text }) => jointFiling.test(text))) return 'two';
  let seesOne = false;
  for (const { text } of entries) {
    if (!ofTheDebtors.test(text)) continue;
    const filedFor = filers.exec(text)?.[1] ?? '';
    const names = filedFor.split(company.test(filedFor) ? /,\s+/ : /,\s+|\s+and\s+/).filter((name) => name.trim() !== '' && !afterComma.test(name) && !/^(?:the\s+)?(?:joint\s+)?debtor/i.test(name.trim()));
    if (names.length === 2) return 'two';
    if (names.length === 1 && /petition/i.test(text.slice(0, 80))) seesOne = true;
  }
  return seesOne ? 'one' : 'not-shown';
}

const namesBoth = /\bboth debtors\b|\bdebtors\b(?!['’])|\bdebtor(?:\(s\))?(?!\w)[^;]{0,80}?\band\s+(?:the\s+)?(?:\S+\s+){0,3}?(?:joint debtor|co-?debtor|spouse)|\bdebtor\s*(?:\/|&|,)\s*joint debtor|\bjoint debtor\b[^.;]{0,80}?\band\s+(?:the\s+)?debtor\b/i;
const namesJoint = /\bjoint debtor\b|\bco-?debtor spouse\b/i;
const namesTheDebtor = /\bas to (?:the )?(?:male |female )?debtor\b(?!\(|s)|\bdebtor only\b|\bcase debtor\b|\bdischarge,?\s*-?\s*debtor\b|\bprimary debtor\b/i;

/** Whom a milestone concerns: whom its words name; else all debtors of the case, which are two, one, or not shown (BK-JOINT). */
export function whoseMilestone(own: string, household: Household): DebtorsConcerned {
  const words = own.slice(0, own.search(/\b(?:filed by|the following part)/i) + 1 || own.length);
  if (namesBoth.test(words)) return 'both';
  if (namesJoint.test(words)) return 'joint';
  if (household === 'one' || namesTheDebtor.test(words)) return 'debtor';
  return 'both';
}
