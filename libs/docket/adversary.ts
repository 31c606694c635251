import type { Docket } from './docket.ts';

/** An adversary proceeding has a docket of its own; its dismissals and closings are not the debtor's. */
const ofACase = /\bvoluntary petition\b|\bmeeting of creditors\b|\b341\b|\bchapter (?:7|9|11|12|13|15)\b|\bproofs? of claim\b|\btrustee['’]?s? (?:final )?report\b|\bschedules? [a-j]\b|\bcredit counseling|\border discharging debtor|\bdischarge of debtor|\bbankruptcy case\b/i;
const ofAnAdversary = /\badversary (?:case|proceeding)|\bsummons\b|\bcomplaint\b|\bplaintiff|\bdefendant|\bpre-?trial\b/i;

export function isAdversaryDocket(docket: Docket, entries: readonly { readonly own: string }[]): boolean {
  if (/-ap-|\bap\b/i.test(docket.docketNumber ?? '')) return true;
  if (entries.some(({ own }) => /^\W*(?:amended\s+)?(?:adversary (?:case|proceeding)[^.]{0,30}\.?\s*)?complaint (?:by|against|filed)/i.test(own)) && !entries.some(({ own }) => ofACase.test(own))) return true;
  const against = entries.filter(({ own }) => ofAnAdversary.test(own)).length;
  return against > 0 && against >= entries.length / 3 && !entries.some(({ own }) => ofACase.test(own));
}

/** An entry of the debtor's own docket about an adversary proceeding. */
export function tellsOfAnAdversary(own: string): boolean {
  const head = own.slice(0, 160);
  return /^\W*(?:\w+\W+){0,6}?adversary\b/i.test(head) || /\b(?:dismiss|clos|terminat|reopen|reinstat)\w*\s+(?:of\s+)?(?:the\s+|this\s+)?(?:adversary|complaint|plaintiff|defendant|\d{2}-ap-)/i.test(head);
}
