import type { MilestoneKind } from './docket.ts';

/** Something that speaks against a reading; `says` is what a person is shown. */
export interface Doubt {
  readonly of: readonly MilestoneKind[];
  readonly found: RegExp;
  readonly says: string;
}

const adverse: readonly MilestoneKind[] = ['dismissed', 'discharge-denied', 'stay-relief'];
const byOrder: readonly MilestoneKind[] = [...adverse, 'converted', 'plan-confirmed', 'dismissal-vacated', 'reopened', 'closed', 'discharged'];

/** In the entry's own words. */
export const doubtsInWords: readonly Doubt[] = [
  { of: byOrder, found: /\bdenying\b[^;]*\b(?:part|remaining|without prejudice)\b|\bgrant\w*[\s-]+in[\s-]+part|\bpartial(?:ly)?\s+grant|\bin\s+part\b/i, says: 'It grants only a part.' },
  { of: byOrder, found: /\b(?:conditional(?:ly)?|provisional(?:ly)?|tentative|unless|provided that|if (?:the )?(?:debtor|trustee|no|not)\b|failing which|in the event|upon (?:further|default|failure)|subject to|may be|will be|to be (?:dismissed|converted|closed)|effective (?:upon|on|as of|in|after|\d+)|absent\b|conditioned|conditioning)\b/i, says: 'It is bound to a condition.' },
  { of: byOrder, found: /\bshow cause\b|\bshould not be\b|\bwhy\b.{0,60}\bnot\b/i, says: 'It asks for a reason to be shown.' },
  { of: adverse, found: /\b(?:amended|corrected|revised|supplemental)\s+(?:\w+\s+){0,2}order\b/i, says: 'It is an amended order; the first one was another entry.' },
  { of: adverse, found: /\b(?:vacat(?!\w+\s+(?:the\s+)?(?:automatic\s+)?stay)|set(?:ting)? aside|reinstat|reconsider|rescind|stay(?:ing|ed)? (?:of )?(?:the )?(?:order|dismissal)|pending appeal|pending further|held in abeyance|abat)/i, says: 'It also speaks of taking an order back.' },
  { of: adverse, found: /\b(?:jointly administered|affiliated|certain of|certain (?:debtors|cases)|some of the|cases? (?:of|for|against) [A-Z][\w,. ]{2,60}\b(?:LLC|Inc|Corp|L\.P|LP|Ltd))/, says: 'It may concern one of several debtors only.' },
  { of: ['dismissed', 'closed', 'reopened', 'converted'], found: /\badversary\b|\badv\.? (?:pro|case|no)|\bappeal\b|\b\d{2}-ap-\d+|\b\d+:\d\d-ap-/i, says: 'It also speaks of an adversary proceeding or an appeal.' },
  { of: ['dismissed'], found: /\b(?:or|and\/or)\s+(?:(?:in the alternative,?|alternatively,?)\s+)?(?:to\s+)?convert/i, says: 'It names conversion beside dismissal.' },
  { of: ['converted'], found: /\b(?:or|and\/or)\s+(?:(?:in the alternative,?|alternatively,?)\s+)?(?:to\s+)?dismiss/i, says: 'It names dismissal beside conversion.' },
  { of: ['stay-relief'], found: /\bco-?debtor stay\b|\bstay as to (?:the )?co-?debtor|\bextend\w*\b|\bimpos\w+|\bcontinu(?:ing|e) (?:the )?(?:automatic )?stay|\bremain in effect|\badequate protection\b/i, says: 'It speaks of a stay that goes on, or of a co-debtor.' },
  { of: byOrder, found: /\b(?:proposed|unsigned|lodged|draft)\b/i, says: 'It speaks of a draft.' },
  { of: adverse, found: /\bdenied\b/i, says: 'It also says that something is denied.' },
  { of: adverse, found: /\b(?:incorrect|wrong|erroneous\w*|mistake\w*|inadvertent\w*|in error)\b/i, says: 'It speaks of a mistake.' },
  { of: adverse, found: /\b(?:as to|of) (?:the )?(?:wife|husband|spouse)\b/i, says: 'It names a spouse, and not which debtor that is.' },
  { of: adverse, found: /\bstayed\b|\bstay(?:s|ing)? (?:the )?effect|\b\d+[- ]day stay\b(?! (?:of|under|provided))/i, says: 'Its effect is put off.' },
  { of: ['discharged', 'discharge-denied'], found: /\bvacat\w+|\bset(?:ting)? aside|\bdefer\w*|\bdelay\w*|\bhold\w* (?:discharge )?open|\bwithh[eo]ld/i, says: 'It speaks of a discharge put off or taken back.' },
];

/** In an entry that comes later (or stands beside it on the same day); `about` is asked of that entry's own words. */
export interface LaterDoubt {
  readonly of: readonly MilestoneKind[];
  readonly about: RegExp;
  readonly says: string;
}

const back = String.raw`(?:vacat\w*|set(?:ting)? aside|reconsider\w*|rescind\w*|reinstat\w*|revok\w*|alter|amend judgment|relief from (?:the )?(?:order|judgment|dismissal)|rehear\w*|appeal\w*|stay(?:ing)? (?:the )?(?:order|dismissal)|expung\w*)`;
export const laterDoubts: readonly LaterDoubt[] = [
  { of: ['dismissed'], about: new RegExp(String.raw`\b${back}\b.{0,90}\b(?:dismiss\w*|(?:bankruptcy |chapter \d+ )?case\b|chapter \d+)|\bdismiss\w*.{0,60}\b(?:vacated|set aside|rescinded|reversed)|\breinstat\w+|\bstay pending appeal`, 'i'), says: 'A later entry asks or orders to take the dismissal back' },
  { of: ['discharged'], about: new RegExp(String.raw`\b(?:vacat\w*|revok\w*|revocation|rescind\w*|set(?:ting)? aside|withdraw\w*)\b.{0,60}\bdischarge\b|\bdischarge\b.{0,40}\b(?:vacated|revoked|set aside|rescinded)`, 'i'), says: 'A later entry asks or orders to take the discharge back' },
  { of: ['discharge-denied'], about: new RegExp(String.raw`\b${back}\b.{0,90}\bdischarge\b`, 'i'), says: 'A later entry speaks against it' },
  { of: ['plan-confirmed'], about: /\b(?:vacat\w*|revok\w*|revocation|set(?:ting)? aside|reconsider\w*)\b.{0,60}\bconfirm(?:ation|ing|ed)\b/i, says: 'A later entry asks or orders to take the confirmation back' },
  { of: ['stay-relief'], about: new RegExp(String.raw`\b(?:${back}|reimpos\w*|re-impos\w*)\b(?!\s+(?:the\s+)?(?:automatic\s+)?stay).{0,90}\b(?:relief|stay)\b|\breimpos\w*`, 'i'), says: 'A later entry speaks against it' },
  { of: ['converted'], about: new RegExp(String.raw`\b(?:vacat\w*|set(?:ting)? aside|reconsider\w*|rescind\w*)\b.{0,60}\bconver(?:sion|ting)\b`, 'i'), says: 'A later entry asks or orders to take the conversion back' },
  { of: ['reopened'], about: /\b(?:vacat\w*|set(?:ting)? aside)\b.{0,40}\bre-?open/i, says: 'A later entry asks or orders to take the reopening back' },
];

/** Papers that only a case which goes on has: they speak against an earlier dismissal. */
export const goesOn = /^\W*(?:(?:amended |modified |first |second )*chapter \d+ plan\b|statement adjourning meeting|notice of (?:continued|rescheduled) meeting|order (?:confirming|converting)|chapter \d+ discharge|order discharging debtor|discharge of debtor|order setting confirmation|meeting of creditors|notice of (?:chapter \d+ bankruptcy case|meeting of creditors))/i;

/** A petition is corrected in details every day; only these words say that it was none. */
export const voidLater = /\b(?:filed|entered|docketed|opened) in error\b|\bdisregard\b|\b(?:wrong|incorrect) case\b/i;

/** Said of an entry that is cited by number: it was none. */
export const struckLater = /\bin error\b|\bdisregard\b|\bcorrective entry\b|\bstricken\b|\bstriking\b|\bvoid(?:ed)?\b|\bwrong (?:case|pdf|order|event)|\bincorrect (?:case|pdf|order|event|docket)|\bvacat\w+/i;
