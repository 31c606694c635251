import { dollars } from '../../kernel/money.ts';
import type { Law } from '../../policy/facts.ts';
import { percent } from '../words.ts';
import { statement, type Section, type Statement } from '../statement.ts';

export function lapsing({ pack }: Law): Section {
  return {
    id: 'lapsing',
    title: 'Values that have to be renewed',
    about: 'When one of these has lapsed, the steps that rest on it wait; nothing else does.',
    groups: [
      { id: 'values', title: 'Values and their periods', statements: Object.keys(pack.lapsing?.values ?? {}).flatMap((name) => statementsOf(name, pack.lapsing as NonNullable<typeof pack.lapsing>)) },
      {
        id: 'warnings',
        title: 'Warnings',
        statements: pack.lapsing ? [statement('lapsing.warnDaysAhead', `It is said ${pack.lapsing.warnDaysAhead} days before a value, the calendar or a listed holiday lapses.`, pack.lapsing.rule)] : [],
      },
    ],
  };
}

function statementsOf(name: string, { values }: NonNullable<Law['pack']['lapsing']>): Statement[] {
  const { says, rule, periods } = values[name] as (typeof values)[string];
  return periods.map(({ validFrom, validThrough, cents, basisPoints, source }, index) =>
    statement(`lapsing.${name}.${index}`, `${says}: ${basisPoints !== undefined ? `${percent(basisPoints)} a year` : cents === undefined ? 'open' : dollars(cents)} from ${validFrom} through ${validThrough} (${source}).`, rule),
  );
}
