import { dollars } from '../../kernel/money.ts';
import type { Law } from '../../policy/facts.ts';
import { statement, type Section, type Statement } from '../statement.ts';
import { percent, spoken } from '../words.ts';

/** What the other sections tell in sentences of their own, by its path in the pack. */
const toldElsewhere = [
  /^(id|version|title|effectiveFrom|calendar|sweepAt)$/,
  /^(contact|rules|bill|application|penalty|steps|paths|phoneNotice|shutOffWindow|clearance|release|limits|restoration|paymentChannels|feeds|lapsing|deposits|activation|secondPerson|answersWithin|breakers?)\b/,
  /^fees\.\w+\.(cents|rule|postedBy)$/,
  /^fees\.\w+\.lowIncomeCaps\.guards\b/,
  /^arrangement\.(maxInstalments|downPaymentBasisPoints|cureBusinessDays|rule)$/,
  /^holds\.[\w-]+\.(rule|resumeAt|resumeRule|restores|maxBusinessDays|onlyTheQuestionedPart)$/,
  /^fieldResults\.[\w-]+\.(next|maxVisits|fee)$/,
  /^documents\.(texts|languages|steps|values)\b/,
];

/** Every value that has no sentence of its own yet, in plain words: a pack that learns something new is never silent about it. */
export function further({ pack }: Law): Section {
  const { rules: _rules, ...terms } = pack;
  return { id: 'further', title: 'Further terms', about: 'What else this pack says.', groups: [{ id: 'further-terms', title: 'Terms', statements: termsBelow(terms, [], null) }] };
}

function termsBelow(node: Readonly<Record<string, unknown>>, path: readonly string[], above: string | null): Statement[] {
  const rule = typeof node['rule'] === 'string' ? node['rule'] : above;
  const rules = rule === null ? [] : [rule];
  const values = Object.entries(node).filter(([key, value]) => key !== 'rule' && value !== undefined);
  if (values.length === 0 && rule !== null && !isTold([...path, 'rule'])) return [statement(path.join('.'), `${named(path)}: yes.`, ...rules)];
  return values.flatMap(([key, value]) => {
    const here = [...path, key];
    if (isTree(value)) return termsBelow(value, here, rule);
    return isTold(here) ? [] : [statement(here.join('.'), `${named(here)}: ${said(key, value)}.`, ...rules)];
  });
}

const isTold = (path: readonly string[]) => toldElsewhere.some((pattern) => pattern.test(path.join('.')));

/** Lists of plain values are said as one; lists of anything more are gone through. */
function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(Array.isArray(value) && value.every((item) => typeof item !== 'object'));
}

/** `Certification, owner notice days` */
function named(path: readonly string[]): string {
  return path.map((key, index) => (index === 0 ? spoken(key) : spoken(key).toLowerCase())).join(', ').replace(/ (cents|basis points)$/, '');
}

function said(key: string, value: unknown): string {
  if (typeof value === 'number' && /cents$/i.test(key)) return dollars(value);
  if (typeof value === 'number' && /basisPoints$/i.test(key)) return percent(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
