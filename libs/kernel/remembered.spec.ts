import { keepingLast, noteReading, remembered, rememberedFor, watchedReadings } from './remembered.ts';

describe('what is remembered', () => {
  it('is computed once for each text, also when the answer is null', () => {
    const asked: string[] = [];
    const answer = remembered((text: string) => (asked.push(text), text === 'a' ? null : text));
    expect([answer('a'), answer('b'), answer('a'), answer('b')]).toEqual([null, 'b', null, 'b']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('is forgotten when there is too much of it', () => {
    const asked: number[] = [];
    const answer = remembered((value: number) => asked.push(value), 2);
    for (const value of [1, 2, 3, 1]) answer(value);
    expect(asked).toEqual([1, 2, 3, 1]);
  });

  it('is not an error: the same question is asked again', () => {
    let attempts = 0;
    const answer = remembered((text: string) => {
      attempts += 1;
      if (attempts === 1) throw new Error('once');
      return text;
    });
    expect(() => answer('a')).toThrow('once');
    expect(answer('a')).toBe('a');
  });

  it('belongs to one object, not to an equal one', () => {
    let computed = 0;
    const answer = rememberedFor((_law: object) => (computed += 1));
    const law = {};
    expect([answer(law), answer(law), answer({})]).toEqual([1, 1, 2]);
  });

  it('is nothing that was worked out of what somebody watches: it is read again, and seen to be', () => {
    const watched = {
      get days() {
        noteReading();
        return 10;
      },
    };
    const plain = { days: 10 };
    const answer = rememberedFor((law: { readonly days: number }) => remembered((more: number) => law.days + more));
    const readingsOf = (ask: () => unknown) => {
      const before = watchedReadings();
      ask();
      return watchedReadings() - before;
    };
    expect([answer(watched)(1), answer(plain)(1)]).toEqual([11, 11]);
    expect([readingsOf(() => answer(watched)(1)), readingsOf(() => answer(watched)(1)), readingsOf(() => answer(plain)(1))]).toEqual([1, 1, 0]);
  });

  it('is the last answer alone where it is asked for so, and only for both the same objects', () => {
    let computed = 0;
    const answer = keepingLast((_state: object, _law: object) => (computed += 1));
    const [state, other, law] = [{}, {}, {}];
    expect([answer(state, law), answer(state, law), answer(state, {}), answer(other, law), answer(state, law)]).toEqual([1, 1, 2, 3, 4]);
  });

  it('is the last answer for whatever is like the last one, where it is told what that is, and never under another law', () => {
    let computed = 0;
    const answer = keepingLast((_state: { readonly bills: object }, _law: object) => (computed += 1), (state, last) => state.bills === last.bills);
    const [bills, law] = [{}, {}];
    expect([answer({ bills }, law), answer({ bills }, law), answer({ bills: {} }, law), answer({ bills }, {})]).toEqual([1, 1, 2, 3]);
  });
});
