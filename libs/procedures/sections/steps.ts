import type { Law } from '../../policy/facts.ts';
import type { Pack, StepName } from '../../policy/pack.ts';
import { statement, type Group, type Section, type Statement } from '../statement.ts';
import { counted, listed, spoken, weekdaysIn, within } from '../words.ts';
import { guardStatements } from './guards.ts';

/** In the order in which a case comes to them. */
export const stepOrder: readonly StepName[] = ['notice', 'occupant-notice', 'door-tag', 'shut-off', 'clearance', 'restoration'];

/** Who acts at a step and what they do; the engine's part is the same under every pack. */
const doing: Record<StepName, string> = {
  notice: 'Arrears orders the letter; the mailroom prints and mails it and reports the proof of mailing, without which nothing follows',
  'occupant-notice':
    'Arrears orders a letter, or a posting on the door, for each unit behind the account of an owner or manager; whoever delivers it reports the unit, the day and the proof, without which nothing is shut off',
  'door-tag': 'Arrears sends a crew; the crew posts the notice at the door and reports time, photo and its own name, without which nothing follows',
  'shut-off': 'Arrears sends a crew on the planned day, after it has asked every condition anew; the crew closes the valve with a clearance and reports',
  clearance: 'The crew asks for clearance at the door, for this order and this meter; Arrears asks every condition once more and answers at once',
  restoration: 'Arrears sends a crew; the crew opens the valve and reports',
};

export function steps(law: Law): Section {
  return {
    id: 'steps',
    title: 'The steps of a case',
    about: 'A case takes these steps in order. Every condition of a step is asked at the moment of acting; one that fails stops the step, and is told with its rule.',
    groups: [...paths(law), ...stepOrder.flatMap((step) => stepOf(step, law)), window(law), otherAnswers(law)],
  };
}

/** What kinds of accounts there are, which steps they take, and what is asked for them besides. */
function paths(law: Law): Group[] {
  return (law.pack.paths ?? []).map((path) => {
    const { when, rule } = path;
    const fits = [
      ...(when.classes === undefined ? [] : [`of the class ${either(when.classes)}`]),
      ...(when.services === undefined ? [] : [`with ${either(when.services)}`]),
      ...(when.withoutServices === undefined ? [] : [`without ${either(when.withoutServices)}`]),
    ];
    const key = `paths.${path.says}`;
    const taken = path.steps === undefined ? 'every step' : path.steps.length === 0 ? 'no step' : `only ${listed(path.steps.map((step) => `“${saysOf(step, law)}”`))}`;
    const besides = Object.entries(path.guards ?? {}) as [StepName, Parameters<typeof guardStatements>[1]][];
    return {
      id: `path-${path.says.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      title: path.says,
      statements: [
        statement(`${key}.when`, `These are accounts ${fits.length === 0 ? 'of every kind' : listed(fits)}. They take ${taken}.`, rule),
        ...besides.flatMap(([step, guards]) =>
          guardStatements(`${key}.${step}`, guards, law).map((asked) => ({ ...asked, text: `“${saysOf(step, law)}” besides asks: ${asked.text}` })),
        ),
      ],
    };
  });
}

const either = (words: readonly string[]) => words.map((word) => spoken(word).toLowerCase()).join(' or ');
const saysOf = (step: StepName, { pack }: Law) => pack.steps[step]?.says ?? spoken(step);

/** A pack may do without a step: a posting is not asked for everywhere. */
function stepOf(step: StepName, law: Law): Group[] {
  const known = law.pack.steps[step];
  return known === undefined ? [] : [stepGroup(step, known, law)];
}

function stepGroup(step: StepName, { says, rule, orderAt, guards }: NonNullable<Pack['steps'][StepName]>, law: Law): Group {
  return {
    id: `step-${step}`,
    title: says,
    conditions: guardStatements(`steps.${step}`, guards, law),
    statements: [
      statement(`steps.${step}.says`, `The staff call this step “${says}”. ${doing[step]}.`, rule),
      ...(orderAt === undefined ? [] : [statement(`steps.${step}.orderAt`, `It is ordered at ${orderAt} or, when it falls due later, then.`, 'CASE-PATH')]),
      ...timing(step, law.pack),
    ],
  };
}

/** By when it is done, and by when it is answered. */
function timing(step: StepName, { clearance, restoration, answersWithin }: Pack): Statement[] {
  switch (step) {
    case 'clearance':
      return [statement('clearance.validMinutes', `A clearance is good for ${counted(clearance.validMinutes, 'minute')}.`, clearance.rule)];
    case 'restoration':
      return [
        statement('restoration.sameDayUntil', `What is due by ${restoration.sameDayUntil} is done on the same day, what is due later on the next day.`, restoration.rule),
        answer('restoration', answersWithin),
      ];
    case 'notice':
    case 'occupant-notice':
      return [answer('letter', answersWithin)];
    default:
      return [answer(step, answersWithin)];
  }
}

function window({ pack: { shutOffWindow } }: Law): Group {
  const { weekdays, from, to, notOnHoliday, notBeforeHoliday, rule } = shutOffWindow;
  return {
    id: 'window',
    title: 'Days and hours for shut-offs',
    statements: [
      statement('shutOffWindow.weekdays', `Water is turned off only on ${weekdaysIn(weekdays)}.`, rule),
      statement('shutOffWindow.hours', `It is turned off between ${from} and ${to}.`, rule),
      statement('shutOffWindow.notOnHoliday', notOnHoliday ? 'It is not turned off on a holiday, nor on another day on which the office is closed.' : 'It may be turned off on holidays.', rule),
      statement('shutOffWindow.notBeforeHoliday', notBeforeHoliday ? 'It is not turned off on the day before a holiday.' : 'It may be turned off on the day before a holiday.', rule),
    ],
  };
}

const awaited: Record<keyof Pack['answersWithin'], string> = {
  letter: 'The mailroom reports the mailing of a letter',
  'door-tag': 'The crew reports a posting',
  'shut-off': 'The crew reports a shut-off',
  restoration: 'The crew reports a reconnection',
  recall: 'The crew acknowledges that it was called back',
  billing: 'The billing system books what Arrears posted',
};

function answer(kind: keyof Pack['answersWithin'], limits: Pack['answersWithin']): Statement {
  return statement(`answersWithin.${kind}`, `${awaited[kind]} within ${within(limits[kind])}; after that the case counts as stuck, and a supervisor sees it.`, 'CASE-PATH');
}

function otherAnswers({ pack }: Law): Group {
  const kinds = [...(pack.steps['door-tag'] === undefined ? ['door-tag' as const] : []), 'recall' as const, 'billing' as const];
  return { id: 'answers', title: 'Other answers', statements: kinds.map((kind) => answer(kind, pack.answersWithin)) };
}
