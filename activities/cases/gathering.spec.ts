import { Gathering, Unanswered } from './gathering.ts';

const answers = (questions: readonly string[]) => new Map(questions.map((question) => [question, question.toUpperCase()]));

describe('Gathering', () => {
  it('answers what is asked at about the same time together, and never more than so many', async () => {
    const runs: string[][] = [];
    const gathering = new Gathering<string, string>({ most: 3, windowMs: 1, atOnce: 1, run: async (asked) => (runs.push([...asked]), answers(asked)) });
    await expect(Promise.all(['a', 'b', 'a', 'c', 'd'].map((question) => gathering.ask(question)))).resolves.toEqual(['A', 'B', 'A', 'C', 'D']);
    expect(runs).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('tells a failure to the one who asked for it alone', async () => {
    const run = async (asked: readonly string[]) => {
      if (asked.includes('bad')) throw new Error('cannot');
      return answers(asked);
    };
    const gathering = new Gathering<string, string>({ most: 10, windowMs: 1, atOnce: 1, run });
    const results = await Promise.allSettled(['a', 'bad', 'c'].map((question) => gathering.ask(question)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('says so when nothing was said', async () => {
    const gathering = new Gathering<string, string>({ most: 1, windowMs: 0, atOnce: 1, run: async () => new Map() });
    await expect(gathering.ask('a')).rejects.toThrow(Unanswered);
  });
});
