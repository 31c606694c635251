import { OverdueWatch } from './overdue-watch.ts';

const pauses = { firstMs: 10, againMs: 20, longestMs: 30 };

describe('OverdueWatch', () => {
  it('gives time at first, then asks less and less often', () => {
    const watch = new OverdueWatch(pauses);
    const asked = [0, 9, 10, 29, 30, 59, 60, 90].filter((now) => watch.due(['A1.1'], now).length > 0);
    expect(asked).toEqual([10, 30, 60, 90]);
  });

  it('begins anew with what was not overdue in between', () => {
    const watch = new OverdueWatch(pauses);
    watch.due(['A1.1'], 0);
    watch.due([], 5);
    expect(watch.due(['A1.1'], 10)).toEqual([]);
  });

  it('leaves to the next time what is more than it may', () => {
    const watch = new OverdueWatch({ ...pauses, firstMs: 0 });
    expect(watch.due(['a', 'b', 'c'], 0, 2)).toEqual(['a', 'b']);
    expect(watch.due(['a', 'b', 'c'], 1, 2)).toEqual(['c']);
  });
});
