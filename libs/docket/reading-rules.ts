import type { MilestoneKind } from './docket.ts';
import { debtors, motionFor, theCase, theDismissal, thePlan, theStay, vacating } from './phrases.ts';

/**
 * One way in which dockets tell of a milestone. `says` is matched at the beginning of a clause of an order ("Granting …", "Dismissing …")
 * or of an entry of the clerk. `plain` says so itself; `bare` says so only if another entry bears it out; `open` leaves it to a person.
 */
export interface ReadingRule {
  readonly kind: MilestoneKind;
  readonly paper: 'order' | 'court-entry';
  readonly says: RegExp;
  readonly strength: 'plain' | 'bare' | 'open';
  /** Words anywhere in the entry that make it plain: "… GRANTED." */
  readonly plainIf?: RegExp;
  /** In a sentence, for the screen of the person who decides. */
  readonly why: string;
}

const starting = (pattern: string) => new RegExp(`^\\s*${pattern}`, 'i');
const grant = String.raw`(?:grant(?:ing|ed)|allowing|approving|sustaining)\b`;
/** "Order re: Motion to …": an order on something, and the text does not say which way it went. */
const on = String.raw`(?:re\b:?|on\b|regarding\b|concerning\b|respecting\b|resolving\b|as to\b)\s*`;
/** An order on a motion often ends with which way it went. */
const granted = /^(?!.*\b(?:den(?:ied|ying)|in part|moot|withdrawn|continued|vacat\w+|conditional\w*|stricken)\b).*\b(?:granted|allowed)\b/is;
const fromChapter = String.raw`from\s+(?:(?:an?\s+)?(?:individual\s+)?ch|\d)`;
const toConvert = String.raw`(?:to\s+(?:voluntarily\s+)?convert\b|for\s+(?:voluntary\s+)?conversion\b(?:\s+of)?)(?:\s+(?:(?:and\s+)?(?:re-?assign|transfer)\w*\s+))?\s*(?:${theCase}|${fromChapter}|to\b|chapter\b|ch\.?\s|\d+\s*to\s*\d+|$|[.,;(-])`;
const caseIs = String.raw`(?:it is\s+(?:hereby\s+|further\s+|therefore\s+|so\s+)?(?:ordered|adjudged)(?:,?\s+(?:and\s+)?(?:adjudged|decreed|ordered))*(?:,?\s+that)?|ordered that|that)\s+${theCase}[^.;]{0,60}?\b(?:is|are|be|shall be|stands)\s+(?:and\s+(?:the\s+same\s+)?(?:hereby\s+)?is\s+)?(?:hereby\s+)?`;

export const readingRules: readonly ReadingRule[] = [
  // The petition: the stay begins (BK-STAY).
  {
    kind: 'petition',
    paper: 'court-entry',
    says: starting(
      String.raw`(?:(?:chapter\s+\d+|subchapter\s+v|electronic|paper|emergency|skeletal|skeleton|bare|joint|debtor['’]?s|small business)\s+)*(?:(?:in)?voluntary\s+(?:joint\s+)?(?:bankruptcy\s+)?petition\b|(?:in)?voluntary\s+\(chapter \d+\)|chapter\s+\d+\s+(?:(?:in)?voluntary\s+)?(?:bankruptcy\s+)?petition\b|petition\s+(?:under\s+|for\s+(?:relief\s+under\s+)?|\()?\s*chapter\s+\d+|bankruptcy petition\b)(?!\s+(?:generated|preparer|package|date|amended|cover|fee(?!\s+(?:amount|paid))|deficien))`,
    ),
    strength: 'plain',
    why: 'The entry is the petition.',
  },
  // Conversion: the petition date stays, the chapter changes (BK-CONVERT).
  { kind: 'converted', paper: 'order', says: starting(String.raw`convert(?:ing|ed)\s+(?:\w+\s+){0,2}?(?:${theCase}|${fromChapter}|to\s+chapter)`), strength: 'plain', why: 'An order converts the case.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`(?:(?:of|for)\s+(?:voluntary\s+)?conversion\b(?!\s+of\s+(?:claim|hearing))|to\s+convert\s+${theCase})`), strength: 'plain', why: 'The order is an order of conversion.' },
  { kind: 'converted', paper: 'order', says: starting(`${grant}${motionFor}${toConvert}`), strength: 'plain', why: 'An order grants a motion to convert the case.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`upon\s+(?:the\s+)?conversion\b`), strength: 'bare', why: 'An order upon a conversion; what converted the case is another entry.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`${grant}${motionFor}to\s+dismiss\b.{0,60}?\bor(?:,?\s+in the alternative,?)?\s+(?:to\s+)?convert`), strength: 'open', why: 'An order grants a motion to dismiss or to convert; the text does not say which.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`${theCase}\s+(?:is\s+)?(?:hereby\s+)?converted\b`), strength: 'plain', why: 'The order says that the case is converted.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`${grant}(?:\s+\w+){0,3}?\s+conversion\b`), strength: 'plain', why: 'An order grants the conversion.' },
  { kind: 'converted', paper: 'order', says: starting(`${on}${motionFor}${toConvert}`), strength: 'bare', plainIf: granted, why: 'An order on a motion to convert; the text does not say which way it went.' },
  { kind: 'converted', paper: 'order', says: starting(String.raw`${on}(?:\w+\s+){0,2}conver(?:sion\b|ting\b)`), strength: 'bare', plainIf: granted, why: 'An order on conversion; the text does not say which way it went.' },
  { kind: 'converted', paper: 'order', says: starting(`${caseIs}converted`), strength: 'plain', why: 'It is ordered that the case is converted.' },
  {
    kind: 'converted',
    paper: 'court-entry',
    says: starting(
      String.raw`(?:(?:amended\s+)?(?:debtors?['’]?s?['’]?\s+|debtor\(s\)['’]?s?\s+)?(?:notice\s+of\s+)(?:debtors?['’]?s?['’]?\s+)?(?:voluntary\s+)?conver(?:sion|ting)\b(?!\s+(?:hearing|fee))|notice\s+(?:of\s+election\s+)?(?:to\s+convert|converting)\s+(?:${theCase}|to\s+chapter)|voluntary\s+conversion\b|conversion\s+(?:of\s+${theCase}|(?:from|to)\s+chapter)|conversion\s+order|(?:bankruptcy\s+|chapter\s+\d+\s+)?case\s+converted\b|converted\s+to\s+chapter)`,
    ),
    strength: 'plain',
    why: 'A notice of conversion: from chapter 12 or 13 to 7 it takes effect by itself (FRBP 1017(f)).',
  },
  // Confirmation of the plan.
  { kind: 'plan-confirmed', paper: 'order', says: starting(String.raw`confirm(?:ing|ed)\s+(?:the\s+)?${thePlan}(?!\s+modif|\s+(?:modif\w+\s+)?(?:modif\w+|after|post-?)\s*confirm)`), strength: 'plain', why: 'An order confirms the plan.' },
  { kind: 'plan-confirmed', paper: 'order', says: starting(String.raw`of\s+confirmation\b`), strength: 'plain', why: 'The order is an order of confirmation.' },
  { kind: 'plan-confirmed', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:to\s+confirm|for\s+confirmation\s+of)\s+${thePlan}`), strength: 'plain', why: 'An order grants a motion to confirm the plan.' },
  { kind: 'plan-confirmed', paper: 'order', says: starting(String.raw`${grant}\s+confirmation\b`), strength: 'plain', why: 'An order grants confirmation.' },
  { kind: 'plan-confirmed', paper: 'order', says: starting(String.raw`${on}(?:plan\s+)?confirm(?:ation\b(?!\s+(?:hearing|schedul))|ing\b)`), strength: 'open', plainIf: granted, why: 'An order on confirmation; the text does not say which way it went.' },
  { kind: 'plan-confirmed', paper: 'court-entry', says: starting(String.raw`(?:${thePlan}\s+confirmed\b|confirmation\s+order\b)`), strength: 'plain', why: 'The clerk enters that the plan is confirmed.' },
  // Dismissal of the case: the stay ends (BK-DISMISS). Adverse.
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`(?:and\s+notice\s+of\s+)?dismiss(?:ing|ed)\s+(?:and\s+closing\s+)?${theCase}`), strength: 'plain', why: 'An order dismisses the case.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`(?:of|for|granting|approving|directing)\s+(?:\w+\s+)?dismissal\s+(?:of\s+|-\s*)?${theCase}`), strength: 'plain', why: 'The order is an order of dismissal of the case.' },
  {
    kind: 'dismissed',
    paper: 'order',
    says: starting(String.raw`(?:and\s+notice\s+)?(?:of|for)\s+dismissal\b(?!\s+of\s+(?!${theCase}))[^;]{0,140}?\b(?:${debtors}|case)\s+dismissed\b`),
    strength: 'plain',
    why: 'An order of dismissal that ends with who is dismissed.',
  },
  {
    kind: 'dismissed',
    paper: 'order',
    says: starting(String.raw`(?:and\s+notice\s+)?(?:of|for)\s+dismissal\s+(?:\([^)]*\)\s*)?(?:for|due to|arising from|at|after|under|pursuant to)\s[^;.]{0,60}?\b(?:schedules|statements?|plan|confirmation|341|meeting of creditors|filing fee|521|109\(h\)|credit counsel\w*|matrix|mailing list|required (?:documents|information))`),
    strength: 'plain',
    why: 'An order of dismissal for a reason for which only a case is dismissed.',
  },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`to\s+dismiss\s+${theCase}`), strength: 'plain', why: 'The order is an order to dismiss the case.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:(?:to|for)\s+)?(?:voluntar(?:y|ily)\s+)?(?:dismiss(?:al\s+of|ing)?)\s+${theCase}`), strength: 'plain', why: 'An order grants a motion to dismiss the case.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:to|for)\s+(?:voluntar(?:y|ily)\s+)?dismiss(?:al)?(?=\s*(?:$|[.,;:]|filed|by\b|for\b|under\b|pursuant|with\b|without\b|due\b))`), strength: 'bare', why: 'An order grants a motion to dismiss; of what, the text does not say.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`(?:(?:and\s+notice\s+)?of|granting|approving)\s+dismissal(?=\s*(?:$|[.,;:(-]|with\b|without\b|for\b|filed|by\b|and\b))`), strength: 'bare', why: 'An order of dismissal; of what, the text does not say.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${theCase}\s+(?:is\s+|are\s+)?(?:hereby\s+)?dismissed\b`), strength: 'plain', why: 'The order says that the case is dismissed.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${grant}(?:\s+\w+){0,3}?\s+(?:stipulations?|agreement)\s+(?:to\s+dismiss|(?:for|of)\s+(?:the\s+)?dismissal\s+of|dismissing)\s+${theCase}`), strength: 'open', why: 'An order approves an agreement to dismiss the case; its conditions are in the paper.' },
  { kind: 'dismissed', paper: 'order', says: starting(`${caseIs}dismissed`), strength: 'plain', why: 'It is ordered that the case is dismissed.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${grant}${motionFor}to\s+convert\b.{0,60}?\bor(?:,?\s+in the alternative,?)?\s+(?:to\s+)?dismiss`), strength: 'open', why: 'An order grants a motion to convert or to dismiss; the text does not say which.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${on}${motionFor}(?:to|for)\s+(?:voluntary\s+)?dismiss(?:al of)?\s+${theCase}`), strength: 'open', plainIf: granted, why: 'An order on a motion to dismiss the case; the text does not say which way it went.' },
  { kind: 'dismissed', paper: 'order', says: starting(String.raw`${on}(?:\w+\s+)?dismiss(?:al|ing)\b(?:\s+of)?\s+${theCase}`), strength: 'bare', plainIf: granted, why: 'An order on the dismissal of the case; the text does not say which way it went.' },
  {
    kind: 'dismissed',
    paper: 'court-entry',
    says: starting(String.raw`(?:(?:bankruptcy\s+)?case\s+dismissed\b|dismissal\s+order\b|order\s*[-:]\s*dismiss|dismissed\s*[-–:.]\s*case)(?!\s+(?:adversary|motion|hearing))`),
    strength: 'plain',
    why: 'The clerk enters that the case is dismissed.',
  },
  {
    kind: 'dismissed',
    paper: 'court-entry',
    says: starting(String.raw`(?:clerk['’]?s?\s+)?(?:notice\s+of\s+(?:order\s+of\s+)?dismissal(?=\s*(?:$|[.;:(]|of\s+${theCase}|to\s+creditors))|notice\s+that\s+${theCase}\s+(?:has\s+been|was|is)\s+dismissed|dismissal\s+of\s+${theCase})`),
    strength: 'bare',
    why: 'A notice of dismissal; the order itself is another entry.',
  },
  // A dismissal taken back: the hold comes back (BK-REOPEN). Protecting.
  { kind: 'dismissal-vacated', paper: 'order', says: starting(String.raw`${vacating}\s+${theDismissal}`), strength: 'plain', why: 'An order takes the dismissal back.' },
  { kind: 'dismissal-vacated', paper: 'order', says: starting(String.raw`(?:re-?instating\s+(?:${theCase}|chapter|$|[.,])|(?:of|for)\s+reinstatement\b(?!\s+of\s+(?:agreement|loan|motion))|to\s+reinstate\s+${theCase})`), strength: 'plain', why: 'An order reinstates the case.' },
  { kind: 'dismissal-vacated', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:to\s+)?(?:(?:reconsider|alter|amend)\s+(?:and|or|\/)\s+)?(?:for\s+(?:the\s+)?)?(?:${vacating}|relief\s+from)\s+${theDismissal}`), strength: 'plain', why: 'An order grants a motion to take the dismissal back.' },
  { kind: 'dismissal-vacated', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:(?:to|for)\s+)?(?:\w+\s+(?:and|or|\/)\s+)?re-?instat(?:e|ing|ement(?:\s+of)?)\s+${theCase}`), strength: 'plain', why: 'An order grants a motion to reinstate the case.' },
  {
    kind: 'dismissal-vacated',
    paper: 'order',
    says: starting(String.raw`(?:${grant}${motionFor}(?:(?:to|for)\s+)?(?:(?:reconsider\w*|alter|amend)(?:\s+(?:and|or)\s+)?)?(?:vacat\w+|set(?:ting)?\s+aside|reconsider\w*|rescind\w*|relief\s+from)|${vacating}\s+(?:the\s+)?(?:prior\s+)?order)\b`),
    strength: 'bare',
    why: 'An order takes another order back; the text does not say which.',
  },
  { kind: 'dismissal-vacated', paper: 'order', says: starting(`${caseIs}re-?instated`), strength: 'plain', why: 'It is ordered that the case is reinstated.' },
  { kind: 'dismissal-vacated', paper: 'court-entry', says: starting(String.raw`(?:(?:bankruptcy\s+)?case\s+re-?instated\b|dismissal\s+(?:order\s+)?vacated\b|reinstatement\s+(?:order\b|of\s+${theCase})|notice\s+of\s+reinstatement\s+of\s+${theCase})`), strength: 'plain', why: 'The clerk enters that the case is reinstated.' },
  // Discharge of the debtor, never of a trustee, an attorney, a lien or an order to show cause (BK-DISCHARGE). Protecting.
  { kind: 'discharged', paper: 'order', says: starting(String.raw`(?:\(?chapter \d+\)?\s*)?discharging\s+(?:chapter\s+\d+\s+)?${debtors}(?!\s+from\b)`), strength: 'plain', why: 'An order discharges the debtor.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`(?:(?:of|for)\s+|${grant}\s+(?:entry\s+of\s+)?(?:an?\s+)?|entering\s+(?:an?\s+)?|-\s*)?(?:(?:chapter\s+\d+|final|full|standard)\s+)*discharge\s*(?:(?:of|to|for)\s+(?:chapter\s+\d+\s+)?${debtors}|(?:under|pursuant)\b|after\s+completion|$|[.,;(])`), strength: 'plain', why: 'The order is the discharge.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`discharging\s+(?!.*\b(?:from|possession|trustee|attorney|counsel|receiver|examiner|custodian|surety|bond|liens?|judgment|order|show cause|debt\b|committee|professional|clerk|employer|withholding|wage)\b)\S`), strength: 'open', why: 'An order discharges somebody whom the text does not call the debtor.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:for\s+)?(?:(?:to\s+)?(?:enter|issue)\s+|entry\s+of\s+)?(?:(?:an?|the|order\s+of|debtors?['’]?s?['’]?|chapter\s+\d+|hardship)\s+)*discharge\b(?!\s+(?:of\s+)?(?:the\s+)?(?:chapter\s+\d+\s+)?(?:trustee|attorney|lien|order|judgment|mortgage|receiver|show cause))`), strength: 'open', why: 'An order grants a motion for a discharge; the discharge itself is commonly an order of its own.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`${grant}\s+(?:the\s+)?(?:joint\s+)?debtor(?:s|\(s\))?['’]?s?['’]?\s+(?:an?\s+|(?:his|her|their)\s+)?discharge\b(?!\s+(?:of|motion))`), strength: 'plain', why: 'An order grants the debtor a discharge.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`${on}discharge\b(?!\s+(?:of|hearing|eligib|deadline))`), strength: 'open', why: 'An order about the discharge; the text does not say which way it went.' },
  { kind: 'discharged', paper: 'order', says: starting(String.raw`${on}discharge\s+of\s+${debtors}`), strength: 'plain', why: 'The order is the discharge of the debtor.' },
  {
    kind: 'discharged',
    paper: 'court-entry',
    says: starting(
      String.raw`(?:standard\s+|final\s+)?(?:discharge\s+of\s+(?:chapter\s+\d+\s+)?${debtors}|chapter\s+\d+\s+discharge\b(?!\s+(?:of\s+)?(?:the\s+)?(?:chapter\s+\d+\s+)?(?:trustee|certif|request|hearing|eligib|require|questionnaire|not|pending|denied|withheld|deadline))|discharge\s+(?:order\b|granted\b|issued\b|entered\b)|${debtors}\s+discharged\b)(?!\s+(?:requested|hearing|denied|withheld|not\b|vacated|revoked|deadline))`,
    ),
    strength: 'plain',
    why: 'The entry is the discharge.',
  },
  // No discharge (or one taken away). Adverse.
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`(?:that\s+)?(?:denying|revoking)\s+(?:(?:the|joint|debtors?['’]?s?['’]?|chapter\s+\d+|debtor\(s\)['’]?s?|a|entry\s+of|defendants?['’]?s?)\s+)*discharge\b(?!\s*(?:ability|of\s+(?:(?:the|a)\s+)?(?:trustee|attorney|lien|debts?\b|mortgage|student|judgment|claim|receiver|order)|as\s+premature|without\s+prejudice|motion|exception))`), strength: 'plain', why: 'An order denies or revokes the discharge.' },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`${grant}[^.;]{0,100}?(?:waiver\s+of\s+(?:(?:the|debtors?['’]?s?['’]?|chapter\s+\d+)\s+)*discharge\b|(?:to|and)\s+waive\s+(?:(?:the|debtors?['’]?s?['’]?|chapter\s+\d+)\s+)*discharge\b)`), strength: 'plain', why: 'An order approves the waiver of the discharge (11 U.S.C. 727(a)(10)).' },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`waiving\s+(?:(?:the|debtors?['’]?s?['’]?|chapter\s+\d+)\s+)*discharge\b`), strength: 'plain', why: 'An order approves the waiver of the discharge (11 U.S.C. 727(a)(10)).' },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:to\s+)?(?:deny|revoke|denial\s+of|revocation\s+of)\s+(?:(?:the|debtors?['’]?s?['’]?|chapter\s+\d+)\s+)*discharge\b`), strength: 'plain', why: 'An order grants a motion to deny or revoke the discharge.' },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`(?:of|for)\s+(?:denial|revocation)\s+of\s+(?:(?:the|debtors?['’]?s?['’]?|chapter\s+\d+)\s+)*discharge\b`), strength: 'plain', why: 'The order denies or revokes the discharge.' },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`(?:that\s+)?(?:${debtors}\s+)?(?:is|are)?\s*not\s+(?:entitled|eligible)\s+(?:to|for)\s+(?:an?\s+)?discharge`), strength: 'open', why: 'An order says that the debtor is not entitled to a discharge.' },
  { kind: 'discharge-denied', paper: 'court-entry', says: starting(String.raw`discharge\s+(?:denied|revoked|waived)\b`), strength: 'plain', why: 'The clerk enters that the discharge is denied.' },
  {
    kind: 'discharge-denied',
    paper: 'court-entry',
    says: starting(String.raw`(?:(?:order\s+|notice\s+(?:of|that)\s+)?(?:bankruptcy\s+|chapter\s+\d+\s+)?(?:case\s+clos(?:ed|ing)|clos(?:ed|ing)\s+(?:of\s+)?(?:bankruptcy\s+)?case)\s+without\s+(?:an?\s+|entry\s+of\s+|issuance\s+of\s+|the\s+)*discharge|notice\s+of\s+(?:no|non-?)\s*discharge|discharge\s+(?:not\s+(?:entered|issued|granted)|withheld))`),
    strength: 'open',
    why: 'The case was closed without a discharge; one may still follow when what is missing comes in.',
  },
  { kind: 'discharge-denied', paper: 'order', says: starting(String.raw`closing\s+${theCase}\s+without\s+(?:an?\s+|entry\s+of\s+|issuance\s+of\s+|the\s+)*discharge`), strength: 'open', why: 'The case was closed without a discharge; one may still follow when what is missing comes in.' },
  // Relief from the stay: only for whom and what the order describes (BK-RELIEF). Adverse.
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`${grant}(?:\s+(?:the|noncontested|uncontested|agreed|amended))*${motionFor}(?:(?:for|to\s+obtain)\s+)?(?:order\s+)?(?:(?:granting|in rem)\s+)*relief\s+(?:from\s+(?:(?:automatic|the|co-?debtor|debtor|bankruptcy|section\s+362)\s+)*)?stay\b`), strength: 'plain', why: 'An order grants a motion for relief from the stay.' },
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:to\s+)?(?:for\s+)?(?:modify|lift|terminate|annul|vacate|modification\s+of|termination\s+of|modifying|lifting|terminating|annulling)\s+${theStay}`), strength: 'plain', why: 'An order grants a motion to lift the stay.' },
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`(?:${grant}\s+|for\s+|of\s+)(?:(?:limited|in rem|partial|prospective|retroactive|immediate|motion)\s+)*(?:relief\s+(?:from\s+)?${theStay}|stay\s+relief)`), strength: 'plain', why: 'An order grants relief from the stay.' },
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`(?:modifying|lifting|terminating|annulling|vacating|dissolving)\s+${theStay}`), strength: 'plain', why: 'An order lifts the stay.' },
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`(?:conditioning|${on}|resolving|conditionally\s+\w+|settling|${grant}(?:\s+\w+){0,3}?\s+(?:stipulation|agreement|agreed\s+order))(?:(?!\bdenying\b)[^;]){0,120}?\b(?:relief\s+from\s+${theStay}|(?:modify|lift|terminate|annul)\s+${theStay})`), strength: 'open', why: 'An order on relief from the stay, of which the text does not say that it was granted without conditions.' },
  { kind: 'stay-relief', paper: 'order', says: starting(String.raw`(?:confirming|determining|declaring|finding)\s+(?:that\s+)?(?:(?:no|the|automatic)\s+)*(?:(?:termination|absence|inapplicability)\s+of\s+${theStay}|stay\s+(?:is|has|does)\s+(?:not|been|no|expired|terminated))`), strength: 'open', why: 'An order says that the stay ended or never was; what that frees is for a person to read.' },
  // Reopened: the hold comes back (BK-REOPEN). Protecting.
  { kind: 'reopened', paper: 'order', says: starting(String.raw`re-?opening\s+(?:${theCase}|chapter)`), strength: 'plain', why: 'An order reopens the case.' },
  { kind: 'reopened', paper: 'order', says: starting(String.raw`(?:to\s+re-?open\s+${theCase}|(?:${grant}\s+|for\s+)?re-?opening\s+of\s+${theCase})`), strength: 'plain', why: 'The order is an order to reopen the case.' },
  { kind: 'reopened', paper: 'order', says: starting(String.raw`${grant}${motionFor}(?:(?:to|for)\s+)?re-?open(?:ing(?:\s+of)?)?\s*(?:${theCase}|chapter|and\b|$|[.,;(]|to\s+(?:add|file|amend|avoid)|filed|by\b|for\b)`), strength: 'plain', why: 'An order grants a motion to reopen the case.' },
  { kind: 'reopened', paper: 'order', says: starting(String.raw`${on}${motionFor}to\s+re-?open\s+${theCase}`), strength: 'open', plainIf: granted, why: 'An order on a motion to reopen; the text does not say which way it went.' },
  { kind: 'reopened', paper: 'order', says: starting(`${caseIs}re-?opened`), strength: 'plain', why: 'It is ordered that the case is reopened.' },
  { kind: 'reopened', paper: 'court-entry', says: starting(String.raw`(?:(?:bankruptcy|chapter \d+)\s+)?case\s+re-?opened\b`), strength: 'plain', why: 'The clerk enters that the case is reopened.' },
  // Closed.
  { kind: 'closed', paper: 'order', says: starting(String.raw`(?:(?:of|directing)\s+)?clos(?:ing|ure\s+of)\s+(?:the\s+estate\s+and\s+)?${theCase}`), strength: 'plain', why: 'An order closes the case.' },
  { kind: 'closed', paper: 'order', says: starting(String.raw`(?:to\s+close\s+${theCase}|(?:of\s+|${grant}\s+|entering\s+)?(?:the\s+)?final\s+decree|${grant}${motionFor}(?:(?:for|to)\s+)?(?:enter\s+|entry\s+of\s+)?(?:an?\s+|the\s+)?(?:final\s+decree|clos(?:e|ing)\s+${theCase}))`), strength: 'plain', why: 'The order is the final decree.' },
  { kind: 'closed', paper: 'order', says: starting(`${caseIs}closed`), strength: 'plain', why: 'It is ordered that the case is closed.' },
  { kind: 'closed', paper: 'order', says: starting(String.raw`${grant}[^.;]{0,160}?\band\s+closing\s+${theCase}`), strength: 'plain', why: 'An order closes the case.' },
  { kind: 'closed', paper: 'court-entry', says: starting(String.raw`(?:notice\s+(?:of|that)\s+(?:the\s+)?)?(?:(?:bankruptcy|chapter\s+\d+|main)\s+)*case\s+(?:has\s+been\s+|is\s+|was\s+)?(?:administratively\s+)?(?:closed|terminated)\b`), strength: 'plain', why: 'The clerk enters that the case is closed.' },
  { kind: 'closed', paper: 'court-entry', says: starting(String.raw`(?:closed\s*[.:-]\s*(?!adversary)|final\s+decree\b|terminated\s+case\b|close\s+(?:(?:bankruptcy|chapter\s+\d+)\s+)*case\b|terminated\s+for\s+statistical)`), strength: 'plain', why: 'The clerk enters that the case is closed.' },
];
