import { earlierOf, instant, instantSchema, isInstant, isLocalDate, laterOf, localDate, localDateSchema } from './time.ts';

describe('Local dates', () => {
  it.each(['2027-02-28', '2028-02-29', '2000-02-29', '2027-12-31'])('%s exists', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each(['2027-02-29', '1900-02-29', '2027-04-31', '2027-13-01', '2027-00-10', '2027-01-00', '2027-1-5', '20270105', '2027-01-05T00:00'])('%s does not', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => localDate(text)).toThrow(RangeError);
  });
});

describe('Instants', () => {
  it.each([
    ['2027-03-01T14:30:00Z', '2027-03-01T14:30:00.000Z'],
    ['2027-03-01T14:30:00.5Z', '2027-03-01T14:30:00.500Z'],
    ['2027-03-01T14:30:00.123456789Z', '2027-03-01T14:30:00.123Z'],
  ])('%s is %s: equal moments are equal texts', (text, canonical) => {
    expect(instant(text)).toBe(canonical);
  });

  it.each(['2027-03-01', '2027-03-01T14:30:00', '2027-03-01T14:30:00+01:00', '2027-02-29T00:00:00Z', '2027-03-01T24:00:00Z', '2027-03-01T14:60:00Z'])('%s is none', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => instant(text)).toThrow(RangeError);
  });
});

it.each(['9999-12-31', '2200-01-01', '1899-12-31', '0001-01-01'])('%s comes from a sender that means none, and is not taken in', (text) => {
  expect(localDateSchema.safeParse(text).error?.issues).toMatchObject([{ message: expect.stringContaining('between 1900 and 2199') }]);
  expect(instantSchema.safeParse(`${text}T00:00:00Z`).success).toBe(false);
  expect(localDateSchema.safeParse('2199-12-31').success).toBe(true);
});

it('the earlier of two, null being never; the later of two', () => {
  expect(earlierOf(null, null)).toBeNull();
  expect(earlierOf('2027-01-02', null)).toBe('2027-01-02');
  expect(earlierOf(null, '2027-01-02')).toBe('2027-01-02');
  expect(earlierOf('2027-01-02', '2027-01-01')).toBe('2027-01-01');
  expect(laterOf('2027-01-02', '2027-01-01')).toBe('2027-01-02');
});
