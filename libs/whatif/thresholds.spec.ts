import { activationThresholdSchema, type ActivationThreshold } from '../policy/activation.ts';
import type { Totals, WhatIfReport } from './report.ts';
import { thresholdsExceeded } from './thresholds.ts';

const totals = (some: Partial<Totals> = {}): Totals => ({
  accounts: 1_000,
  cases: 0,
  resolvedCases: 0,
  meanDaysToResolution: null,
  notices: 0,
  shutOffs: 0,
  meanDaysToShutOff: null,
  restorations: 0,
  collectedCents: 0,
  penaltiesCents: 0,
  feesCents: 0,
  ...some,
});
const both = (current: Partial<Totals>, draft: Partial<Totals>) => ({ current: totals(current), draft: totals(draft) });

type Period = WhatIfReport['history'];
const period = (total: Period['total'], segments: Period['segments'] = []): Period => ({ fromAt: '' as never, toAt: '' as never, total, segments, unchangedAccounts: 0 });
const same = period(both({}, {}));
const report = (history: Period, ahead: Period = same) => ({ history, ahead }) as WhatIfReport;
const limit = (some: Partial<ActivationThreshold>) => activationThresholdSchema.parse({ measure: 'shutOffs', percent: 5, ...some });
const sentences = (...args: Parameters<typeof thresholdsExceeded>) => thresholdsExceeded(...args).map(({ sentence }) => sentence);

describe('The thresholds of an activation', () => {
  it('are passed by more shut-offs than the limit allows', () => {
    expect(sentences(report(period(both({ shutOffs: 100 }, { shutOffs: 106 }))), [limit({})])).toEqual(['Shut-offs over recorded history rise from 100 to 106 (+6.0 %); the limit is 5 %.']);
  });

  it('are not passed by exactly the limit', () => {
    expect(sentences(report(period(both({ shutOffs: 100 }, { shutOffs: 105 }))), [limit({})])).toEqual([]);
    expect(sentences(report(period(both({ penaltiesCents: 333_300 }, { penaltiesCents: 333_300 * 1.05 }))), [limit({ measure: 'penaltiesCents' })])).toEqual([]);
  });

  it('look one way unless told otherwise: fewer shut-offs need no second signature', () => {
    const fewer = report(period(both({ shutOffs: 100 }, { shutOffs: 50 })));
    expect(sentences(fewer, [limit({})])).toEqual([]);
    expect(sentences(fewer, [limit({ direction: 'falls' })])).toEqual(['Shut-offs over recorded history fall from 100 to 50 (−50.0 %); the limit is 5 %.']);
    expect(sentences(fewer, [limit({ direction: 'either' })])).toHaveLength(1);
  });

  it('are passed by something where there was nothing, whatever the share', () => {
    const [reason] = thresholdsExceeded(report(period(both({}, { shutOffs: 1 }))), [limit({ percent: 400 })]);
    expect(reason).toMatchObject({ changePercent: null, sentence: 'Shut-offs over recorded history rise from 0 to 1 (from none); the limit is 400 %.' });
  });

  it('ask each segment by itself, and leave alone what is too small to say anything', () => {
    const segments: Period['segments'] = [
      { dimension: 'class', value: 'residential', ...both({ notices: 900 }, { notices: 910 }) },
      { dimension: 'language', value: 'es', ...both({ notices: 40 }, { notices: 60 }) },
      { dimension: 'language', value: 'ko', ...both({ notices: 1 }, { notices: 3 }) },
    ];
    const exceeded = thresholdsExceeded(report(period(both({ notices: 941 }, { notices: 973 }), segments)), [limit({ measure: 'notices', of: 'any-segment', percent: 20, butAtLeast: 5 })]);
    expect(exceeded.map(({ sentence }) => sentence)).toEqual(['Notices for language es over recorded history rise from 40 to 60 (+50.0 %); the limit is 20 %.']);
    expect(exceeded[0]?.segment).toEqual({ dimension: 'language', value: 'es' });
  });

  it('do not ask everybody twice where no account says its language, but do where some say it', () => {
    const unknown = (accounts: number) => ({ dimension: 'language' as const, value: 'unknown', ...both({ accounts, shutOffs: 10 }, { accounts, shutOffs: 20 }) });
    const ofEach = [limit({ of: 'any-segment' })];
    expect(sentences(report(period(both({ shutOffs: 10 }, { shutOffs: 20 }), [unknown(1_000)])), ofEach)).toEqual([]);
    expect(sentences(report(period(both({ shutOffs: 10 }, { shutOffs: 20 }), [unknown(999)])), ofEach)).toHaveLength(1);
  });

  it('look at what comes next, too, unless told to look at one period', () => {
    const ahead = report(same, period(both({ shutOffs: 10 }, { shutOffs: 20 })));
    expect(sentences(ahead, [limit({})])).toEqual(['Shut-offs in the cases that are open rise from 10 to 20 (+100.0 %); the limit is 5 %.']);
    expect(sentences(ahead, [limit({ in: 'history' })])).toEqual([]);
  });

  it('compare means in days, and none that is a mean of nothing', () => {
    const faster = report(period(both({ meanDaysToShutOff: 40 }, { meanDaysToShutOff: 36 })));
    const falls = [limit({ measure: 'meanDaysToShutOff', direction: 'falls' })];
    expect(sentences(faster, falls)).toEqual(['Days to shut-off over recorded history fall from 40.0 days to 36.0 days (−10.0 %); the limit is 5 %.']);
    expect(sentences(report(period(both({ meanDaysToShutOff: 40 }, { meanDaysToShutOff: null }))), falls)).toEqual([]);
  });
});
