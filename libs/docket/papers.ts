/**
 * What sort of paper an entry is, by how it begins: the court's order, an entry of the clerk, a petition, or what a party filed or a
 * postman certified. Only the first three can be a milestone.
 */
export type Paper = 'order' | 'stipulated-order' | 'court-entry' | 'other';

export interface PaperFound {
  readonly paper: Paper;
  /** Where what the paper says begins. */
  readonly from: number;
}

/** Marks before the first word: "(1 pg)", "**CORRECTED**", "DOCKET TEXT:". Voided entries were put aside before. */
const leading = /^(?:[\s*~"'<>:.,#|_–-]|\((?:\d+ pgs?|\w{1,3})\)|docket text:|text(?:[- ]only)? entry:?|clerk['’]?s? entry:?|(?:amended|corrected|revised)(?=\s*[*:]))*/i;

const qualifier =
  "(?:agreed|consent|stipulated|final|amended|corrected|revised|interim|ex\\s?parte|default|docket|text(?:[- ]only)?|civil minute|endorsed|court['’]?s?|judge['’]?s|bench|short|standing|uncontested|unopposed|opinion|memorandum|decision|(?:proposed\\s+)?findings of fact|conclusions of law|first|second|third|supplemental|emergency|expedited|chapter\\s+\\d+|bankruptcy|oral|paperless|virtual|electronic|marginal|nunc pro tunc|conditional|administrative|summary|joint|form|dismissal|discharge|confirmation|conversion|closing|reinstatement|and|&|with|notice and)";
const order = new RegExp(`^(?:${qualifier}\\s*[,:/&-]?\\s*)*(?:order(?:ed|s)?|judgment|decree)\\b`, 'i');
/** The kind of order is said before the word: "Dismissal Order", "Discharge Order", "Final Decree". */
const namedOrder = /^(?!orders?\b)(?:\w+\s+){0,3}?(?:dismissal|discharge|confirmation|conversion|closing|reinstatement|final)\s+(?:order|decree)\b/i;
const notYetAnOrder = /^(?:\w+\s+){0,3}?(?:orders?|judgment)\s*(?:\(?proposed|not signed|unsigned|upload|submitted|lodged|due\b|to be (?:submitted|filed|lodged)|received|returned|forthcoming|to follow|not entered)/i;
const stipulatedOrder = /^(?:(?:amended|second|third|fourth|final)\s+)*(?:so[- ]ordered\s+(?:stipulation|agreement|letter)|stipulation\s*(?:and|&)\s*(?:\w+\s+)?order|agreement and order)\b/i;
/** What parties file, hearings, post, receipts and reminders: whatever they tell of orders, they are none. */
const party =
  /^(?:(?:amended|second|third|first|supplemental|emergency|expedited|ex\s?parte|joint|agreed|renewed|verified|unopposed|corrected|debtors?['’]?s?['’]?|joint debtor['’]?s?|trustee['’]?s?|creditor['’]?s?|u\.?\s?s\.?\s+trustee['’]?s?|united states trustee['’]?s?|plaintiff['’]?s?|defendants?['’]?s?['’]?|chapter \d+|standing|movant['’]?s?|uncontested|routine)\s+)*(?:motions?\b|applications?\b|request\b|objections?\b|oppositions?\b|response\b|reply\b|declaration\b|affidavit\b|certificat|certification|proof of service|memorandum of (?:law|points)|brief\b|exhibits?\b|statement\b|receipt\b|bnc\b|hearing\b|minutes?\b|minute entry|courtroom|tentative|transcript|proposed\b|stipulation\b|withdrawal\b|notice (?:of )?(?:\w+ ){0,5}?(?:hearing|motion|application|intent|deadline|deficien|submi|lodg|present|appear|appeal|entry|withdraw|filing|requirement|proposed|settlement|opportunity|objection|continu|adjourn|reschedul|default|non-?compliance|missing)|complaint\b|adversary\b|answer\b|summons\b|report\b|final (?:report|account)|deficiency|meeting of creditors|341\b|deadline|reminder|letter\b|email|remark|set (?:deadline|hearing)|recommendation|return(?:ed)? mail|schedules?\b|amendment\b|claims?\b|assignment|transfer (?:agreement|of claim))/i;

/** @param own the entry's own words, as `ownWords` gives them */
export function paperOf(own: string): PaperFound {
  const from = leading.exec(own)?.[0].length ?? 0;
  const head = own.slice(from);
  if (notYetAnOrder.test(head)) return { paper: 'other', from };
  const stipulated = stipulatedOrder.exec(head);
  if (stipulated) return { paper: 'stipulated-order', from: from + stipulated[0].length };
  if (namedOrder.test(head)) return { paper: 'court-entry', from };
  const found = order.exec(head);
  if (found) return { paper: 'order', from: from + found[0].length };
  return { paper: party.test(head) ? 'other' : 'court-entry', from };
}
