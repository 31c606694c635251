import { instead } from './instead.ts';

describe('Two versions of a sentence in one', () => {
  it.each([
    ['15 days have passed.', '20 days have passed.', '20 instead of 15 days have passed.'],
    ['The fee is $45.00; Arrears posts it.', 'The fee is $50.00; Arrears posts it.', 'The fee is $50.00 instead of $45.00; Arrears posts it.'],
    ['It is open from 08:00 to 17:00.', 'It is open from 07:30 to 16:30.', 'It is open from 07:30 instead of 08:00 to 16:30 instead of 17:00.'],
  ])('%s → %s', (before, after, both) => {
    expect(instead(before, after)).toBe(both);
  });

  it('tells both in full where something was only added, so that nobody has to guess what was there', () => {
    expect(instead('In this order: sewer, water.', 'In this order: sewer, water, other.')).toBe('In this order: sewer, water, other. Until now: In this order: sewer, water.');
  });

  it('tells both in full where little stayed', () => {
    expect(instead('It may be turned off on holidays.', 'No water is closed then.')).toBe('No water is closed then. Until now: It may be turned off on holidays.');
  });
});
