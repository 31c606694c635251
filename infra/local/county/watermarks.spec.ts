import { instant, type Instant } from '../../../libs/kernel/time.ts';
import { Watermarks } from './watermarks.ts';

const through = instant('2027-01-04T13:30:00Z');
const [early, late] = [instant('2027-01-04T14:00:00Z'), instant('2027-01-04T15:30:00Z')];

/** Says that all feeds are complete, the field feed's next word at that moment, and takes note of it. */
function say(watermarks: Watermarks, nextVisitAt: Instant | null) {
  const said = watermarks.due(through, (feed) => (feed === 'field' ? nextVisitAt : late));
  for (const event of said) watermarks.note(event);
  return said;
}

describe('the feeds’ marks', () => {
  it('are said when something changed, and then by the feed that it concerns', () => {
    const watermarks = new Watermarks('county');
    expect(say(watermarks, early)).toHaveLength(5);
    expect(say(watermarks, early)).toEqual([]);
    expect(say(watermarks, late).map(({ source, data }) => [source, data])).toEqual([
      ['/field', { throughAt: through, nextAt: late }],
    ]);
  });

  it('have another id when a feed goes back to what it meant before', () => {
    const watermarks = new Watermarks('county');
    const ids = [early, late, early, null].flatMap((next) =>
      say(watermarks, next).filter(({ source }) => source === '/field'),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });
});
