import { boundOf, tripSentence } from './breaker.ts';

const rule = { atMost: 400, atLeast: 40, timesUsual: 5 };

describe('The bound of a day', () => {
  it('is so many times the usual day', () => {
    expect(boundOf([10, 30, 20], rule)).toEqual({ atMost: 100, usual: 20, from: 'learnt' });
  });

  it('never falls below what a quiet utility may need on a busy day', () => {
    expect(boundOf([7, 7, 7], rule)).toEqual({ atMost: 40, usual: 7, from: 'learnt' });
    expect(boundOf([8, 8, 8], rule)).toEqual({ atMost: 40, usual: 8, from: 'learnt' });
    expect(boundOf([9, 9, 9], rule)).toEqual({ atMost: 45, usual: 9, from: 'learnt' });
  });

  it('of what comes on few days in a year is the one that is set, since a usual day has none', () => {
    const certifications = { atMost: 400, atLeast: 400, timesUsual: 5 };
    expect(boundOf([0, 0, 0], certifications)).toEqual({ atMost: 400, usual: 0, from: 'set' });
    expect(tripSentence('certifications', 400, boundOf([0, 0, 0], certifications))).toBe('One more than 400 certifications to the tax roll was about to be ordered on one day; the bound that is set is 400.');
  });

  it('never rises above the one that is set', () => {
    expect(boundOf([79, 79, 79], rule)).toEqual({ atMost: 395, usual: 79, from: 'learnt' });
    expect(boundOf([80, 80, 80], rule)).toEqual({ atMost: 400, usual: 80, from: 'set' });
    expect(boundOf([900, 900, 900], rule)).toEqual({ atMost: 400, usual: 900, from: 'set' });
  });

  it('goes by the median: one wild day teaches nothing', () => {
    expect(boundOf([10, 10, 10, 10, 5_000], rule).usual).toBe(10);
    expect(boundOf([10, 30, 20, 40], rule).usual).toBe(25);
  });

  it('of an even number of days cuts halves off: 5 × 8.5 is 42', () => {
    expect(boundOf([8, 9], rule)).toEqual({ atMost: 42, usual: 8.5, from: 'learnt' });
  });

  it('is the least one for a utility without a past, however high the set one is, and the set one where that is lower still', () => {
    expect(boundOf([], rule)).toEqual({ atMost: 40, usual: 0, from: 'learnt' });
    expect(boundOf([], { ...rule, atMost: 20 })).toEqual({ atMost: 20, usual: 0, from: 'set' });
  });
});

it('A breaker says why it tripped', () => {
  expect(tripSentence('notices', 20, { atMost: 20, usual: 3, from: 'set' })).toBe('One more than 20 notices and postings was about to be ordered on one day; the bound that is set is 20.');
  expect(tripSentence('shut-offs', 15, { atMost: 15, usual: 3, from: 'learnt' })).toBe('One more than 15 shut-offs was about to be ordered on one day; the bound learnt from a usual day of 3 is 15.');
});
