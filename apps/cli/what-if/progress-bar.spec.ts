import { progressLine } from './progress-bar.ts';

it('says how many accounts are done, how fast, and how long it will take yet', () => {
  expect(progressLine(0, 1_000, 0)).toBe('░░░░░░░░░░░░░░░░░░░░░░░░ 0 % · 0 of 1000 accounts · 0/s · ');
  expect(progressLine(250, 1_000, 25)).toBe('██████░░░░░░░░░░░░░░░░░░ 25 % · 250 of 1000 accounts · 10/s · 1 min 15 s left');
  expect(progressLine(999, 1_000, 100)).toContain('99 % · 999 of 1000');
  expect(progressLine(1_000, 1_000, 100)).toBe('████████████████████████ 100 % · 1000 of 1000 accounts · 10/s · in 1 min 40 s');
});
