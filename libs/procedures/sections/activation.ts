import { dollars } from '../../kernel/money.ts';
import type { ActivationThreshold, WhatIfMeasure } from '../../policy/activation.ts';
import type { Law } from '../../policy/facts.ts';
import { statement, type Section, type Statement } from '../statement.ts';

const measured: Record<WhatIfMeasure, string> = {
  cases: 'the number of cases',
  resolvedCases: 'the number of cases that were resolved',
  meanDaysToResolution: 'the mean of days until a case is resolved',
  notices: 'the number of notices',
  shutOffs: 'the number of shut-offs',
  meanDaysToShutOff: 'the mean of days until a shut-off',
  restorations: 'the number of reconnections',
  collectedCents: 'what is collected',
  penaltiesCents: 'what is charged in penalties',
  feesCents: 'what is charged in fees',
};

const moves = { rises: 'rises', falls: 'falls', either: 'rises or falls' } as const;
const periods = { history: 'in recorded history', ahead: 'in what comes next' } as const;

export function activation({ pack }: Law): Section {
  return {
    id: 'activation',
    title: 'Changing these procedures',
    about: 'Another version of the pack is tried on recorded and open cases before it takes effect.',
    groups: [
      {
        id: 'thresholds',
        title: 'What one person may not change alone',
        lead: 'Two people sign for a change that passes any of these:',
        statements: (pack.activation?.thresholds ?? []).map((threshold) => thresholdStatement(threshold, pack.activation?.rule ?? '')),
      },
    ],
  };
}

function thresholdStatement({ measure, of, in: period, direction, percent, butAtLeast }: ActivationThreshold, rule: string): Statement {
  const least = butAtLeast === 0 ? '' : ` and by at least ${measure.endsWith('Cents') ? dollars(butAtLeast) : butAtLeast}`;
  const scope = of === 'all' ? 'all accounts together' : 'any segment of accounts';
  const when = period === undefined ? '' : ` ${periods[period]}`;
  return statement(`activation.${measure}.${of}.${period ?? 'both'}`, `For ${scope}${when}, ${measured[measure]} ${moves[direction]} by more than ${percent} %${least}.`, rule);
}
