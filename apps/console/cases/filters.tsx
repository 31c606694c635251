import { type FormEvent, useId } from 'react';
import { Choice } from '../look/choice';
import { caseStuckKinds, spelled, statusWords, stuckWords } from '../words/glossary';
import type { CaseWish } from './case-wish';

const every = 'every';
const which: Readonly<Record<string, string>> = { open: 'Open', held: 'On hold', stuck: 'Stuck', closed: 'Closed', [every]: 'Every case' };
const sortWords: Readonly<Record<NonNullable<CaseWish['sort']>, string>> = {
  case: 'By number',
  next: 'By what happens next',
  balance: 'Owes most first',
  'oldest-due': 'Oldest bill first',
  opened: 'Opened first',
  newest: 'Opened last',
};
const holdKinds = ['bankruptcy', 'medical', 'dispute', 'review', 'extension', 'reported-payment', 'arrangement', 'manual', 'field', 'tenant', 'pledge', 'estate', 'investigation', 'moratorium'];
const holdWords = Object.fromEntries(holdKinds.map((kind) => [kind, spelled(kind)]));
const classWords = { residential: 'Residential', commercial: 'Commercial', hospital: 'Hospital', 'care-home': 'Care home' };
const whoseWords = { '@me': 'Mine', '@nobody': 'Nobody’s' };

interface Props {
  readonly wish: CaseWish;
  readonly onWish: (wish: CaseWish) => void;
}

const whichOf = ({ open, held, stuck }: CaseWish) => (stuck === true ? 'stuck' : held === true ? 'held' : open === true ? 'open' : open === false ? 'closed' : every);

/** What a list of cases can be narrowed by. What is asked for most stands in sight, the rest is unfolded. */
export function Filters({ wish, onWish }: Props) {
  const { open: _open, held: _held, stuck: _stuck, ...others } = wish;
  const pickWhich = (key: string) => onWish({ ...others, ...(key === every ? {} : key === 'closed' ? { open: false } : key === 'open' ? { open: true } : { open: true, [key]: true }) });
  const pick = (name: keyof CaseWish, label: string, words: Readonly<Record<string, string>>, all: string) => {
    const { [name]: chosen, ...rest } = wish;
    return <Choice label={label} options={{ [every]: all, ...words }} chosen={typeof chosen === 'string' && chosen in words ? chosen : every} onChoose={(key) => onWish(key === every ? rest : { ...rest, [name]: key })} />;
  };
  return (
    <>
      <div className="filters">
        <Choice label="Which" options={which} chosen={whichOf(wish)} onChoose={pickWhich} />
        {pick('status', 'Stands at', statusWords, 'Anywhere')}
        {pick('assignedTo', 'Whose', whoseWords, 'Anybody’s')}
        {pick('sort', 'In order', sortWords, 'By number')}
      </div>
      <details className="more">
        <summary>More filters{moreOf(wish) === 0 ? '' : ` (${moreOf(wish)} set)`}</summary>
        <div className="filters">
          {pick('heldBy', 'Held by', holdWords, 'Whatever')}
          {pick('stuckKind', 'Stuck in', Object.fromEntries(caseStuckKinds.map((kind) => [kind, stuckWords[kind]])), 'Whatever')}
          {pick('customerClass', 'Class', classWords, 'Any')}
        </div>
        <Written key={JSON.stringify(wish)} wish={wish} onWish={onWish} />
      </details>
    </>
  );
}

const inSight = new Set(['open', 'held', 'stuck', 'status', 'assignedTo', 'sort']);
const moreOf = (wish: CaseWish) => Object.keys(wish).filter((name) => !inSight.has(name)).length;

const written = [
  ['balanceFromCents', 'Owes from, in dollars', 'number'],
  ['balanceToCents', 'Owes up to, in dollars', 'number'],
  ['dueThroughOn', 'Oldest bill due by', 'date'],
  ['openedFromOn', 'Opened from', 'date'],
  ['openedThroughOn', 'Opened through', 'date'],
  ['nextFromOn', 'Next happens from', 'date'],
  ['nextThroughOn', 'Next happens through', 'date'],
  ['language', 'Language, such as es', 'text'],
  ['pack', 'Version of the rules', 'text'],
] as const;

/** What is written and not chosen: it counts once it is asked for, so that nothing is looked up while somebody types. */
function Written({ wish, onWish }: Props) {
  const ids = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const kept: Record<string, unknown> = { ...wish };
    for (const [name, , kind] of written) {
      const text = String(given.get(name) ?? '').trim();
      if (text === '') delete kept[name];
      else kept[name] = kind === 'number' ? Math.round(Number(text) * 100) : text;
    }
    onWish(kept as CaseWish);
  };
  const shown = (name: (typeof written)[number][0]) => (name === 'balanceFromCents' || name === 'balanceToCents' ? (wish[name] === undefined ? '' : String(wish[name] / 100)) : (wish[name] ?? ''));
  return (
    <form className="written" onSubmit={submit}>
      {written.map(([name, label, kind]) => (
        <div key={name}>
          <label htmlFor={`${ids}${name}`}>{label}</label>
          <input id={`${ids}${name}`} name={name} type={kind} defaultValue={shown(name)} {...(kind === 'number' ? { step: '0.01' } : kind === 'text' ? { maxLength: 100 } : {})} />
        </div>
      ))}
      <button type="submit" className="button">
        Apply
      </button>
    </form>
  );
}
