/** Pieces of patterns: how courts name the case, its debtors, motions and the stay. All are read without regard to capitals. */

const caseAdjective = String.raw`(?:the|both|this|that|above|entire|captioned|entitled|whole|debtors?['’]?s?['’]?|debtor\(s\)['’]?s?|joint|individual|chapter|ch\.?|\d{1,2}|bankruptcy|voluntary|involuntary|underlying|main|instant|closed|a)`;

/** The case itself, and nothing inside it: no motion, claim, complaint, appeal, hearing, or adversary proceeding. */
export const theCase = String.raw`(?:${caseAdjective}[-\s]+)*?(?:cases?\b(?!\s*(?:management|conference|status|no\b))|(?:involuntary |voluntary )?petition\b(?!\s+(?:date|for|to\b))|bankruptcy\b(?=\s*(?:$|[.,;:(]|for\b|with|of\b|pursuant|under))|chapter\s+\d{1,2}(?=\s*(?:$|[.,;:(]|for\b|with\b|without\b|due\b))|debtor\(s\)(?!['’])|debtors?\b(?!['’])(?!\s+(?:attorney|counsel|fees?|motions?|applications?|objections?|plan|claims?|exam\w*|response|in possession)\b))`;

export const debtors = String.raw`(?:(?:the|above[- ]named|individual|named|both)\s+)*(?:joint\s+)?debtor(?:s|\(s\))?(?![\w'’])(?![\s-]+in[\s-]+possession)`;

/**
 * "trustee's amended motion to", "motion / application for entry of order": whose it is does not matter here. It is the first motion that the clause
 * names: "granting the motion to withdraw the motion to dismiss" dismisses nothing.
 */
export const motionFor = String.raw`(?:(?!\b(?:motions?|applications?|requests?|leave|denying|order|objection|to|for)\b)[^;:]){0,140}?(?:notice\s+of\s+(?:motion|application)\s+and\s+)?\b(?:motions?|applications?|requests?|petitions?)\b(?:\s*\/\s*(?:application|request|notice))?(?:\s*\(s\))?(?:\s+(?:filed by|of|by)\s+(?:(?!\b(?:to|for)\b)[^;:]){1,60}?)?[\s,:-]*(?:(?:for|seeking)\s+(?:entry\s+of\s+)?(?:an?\s+)?order\s*)?[\s,:-]*`;

export const theStay = String.raw`(?:(?:the|automatic|debtor|bankruptcy|section 362(?:\(a\))?|362|co-?debtor|provisions? of the|effect of the)\s+)*stay\b(?!\s+(?:pending|of (?:the )?(?:order|judgment|proceeding)|put|litigation))`;

export const thePlan = String.raw`(?:(?:the|debtors?['’]?s?['’]?|joint|first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|amended|modified|revised|corrected|chapter|\d{1,2}|small business|consensual|plan proponents?['’]?|proposed|individual|liquidating|prepackaged|original|as|and|last|final|further|subchapter|v|combined|disclosure statement)[-\s,]+)*plans?\b`;

export const vacating = String.raw`(?:vacat\w+|set(?:ting)? aside|rescind\w+|revers\w+|withdraw\w+|strik\w+|void\w+|reconsider\w*(?:\s+of)?)`;
/** The dismissal of the case, not of something in it. */
export const theDismissal = String.raw`(?:(?:the|this|an?|prior|court['’]?s?|clerk['’]?s?|notice of|and)\s+)*(?:(?:orders?|judgment)\s+(?:(?:on|of|for|granting|re:?|regarding)\s+)?(?:(?:trustee['’]?s?|u\.?s\.?)\s+)*(?:motions?\s+)?(?:(?:to|for|of)\s+)?)?(?:dismissing\s+${theCase}|dismissal(?:\s+orders?)?(?!\s+of\s+(?:(?:the|this|an?)\s+)?(?:adversary|complaint|motion|claim|counter|appeal|cause|count|defendant|party|application|objection))|dismiss(?:ed)?\s+${theCase})`;
