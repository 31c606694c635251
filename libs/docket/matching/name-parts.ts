/** A name as it is compared: of a person its surname and given names, of a company its words. Letters are bare of accents and capitals. */
export type NameParts = { readonly kind: 'person'; readonly surname: string; readonly given: readonly string[] } | { readonly kind: 'company'; readonly words: readonly string[] };

const company = /\b(?:inc|llc|l\.l\.c|llp|lp|l\.p|ltd|corp|corporation|company|co|plc|pllc|trust|church|association|partners|partnership|holdings|properties|enterprises|services|group|foundation|bakery|diner|laundry|nursery|hardware)\b/i;
const legalForm = new Set(['inc', 'llc', 'llp', 'lp', 'ltd', 'corp', 'corporation', 'company', 'co', 'plc', 'pllc', 'the', 'and', 'of']);
const suffix = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'esq', 'mr', 'mrs', 'ms', 'dr', 'md']);

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => bare(text).replace(/['’.]/g, '').split(/[^a-z0-9]+/).filter((word) => word !== '');

/**
 * The people or companies of a case or an account: "Ada Kern and Otto Kern", "Ada & Otto Kern", "Kern, Ada M.", "Kern Bakery, LLC".
 * Other names ("aka", "fka", "dba") are names too.
 */
export function namesIn(text: string): readonly NameParts[] {
  const pieces = text.split(/\b(?:a\/?k\/?a|f\/?k\/?a|d\/?b\/?a|n\/?k\/?a|c\/o)\b/i).map((piece) => piece.trim()).filter((piece) => piece !== '');
  return pieces.flatMap((piece) => (company.test(piece) ? companyIn(piece) : peopleIn(piece)));
}

function companyIn(text: string): NameParts[] {
  const words = wordsOf(text).filter((word) => !legalForm.has(word));
  return words.length === 0 ? [] : [{ kind: 'company', words }];
}

function peopleIn(text: string): NameParts[] {
  const people = text.split(/\s+(?:and|&)\s+|\s*;\s*/i);
  const last = partsOf(people.at(-1) ?? '');
  // "Ada & Otto Kern": the surname stands once.
  return people.flatMap((person) => {
    const words = wordsOf(person).filter((word) => !suffix.has(word));
    if (words.length === 1 && people.length > 1 && last) return [{ kind: 'person', surname: last.surname, given: words }];
    return partsOf(person) ?? [];
  });
}

function partsOf(person: string): Extract<NameParts, { kind: 'person' }> | null {
  const [before = '', after] = person.split(',');
  const isSurnameFirst = after !== undefined && wordsOf(after).some((word) => !suffix.has(word));
  const words = wordsOf(isSurnameFirst ? `${after} ${before}` : before).filter((word) => !suffix.has(word));
  const surname = words.at(-1);
  return surname === undefined || words.length < 2 ? null : { kind: 'person', surname, given: words.slice(0, -1) };
}
