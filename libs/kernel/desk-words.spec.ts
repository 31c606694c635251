import { defaultDeskWords, deskWordsOf, deskWordsSchema, insideWords } from './desk-words.ts';

describe('the words of a utility', () => {
  it('are its own where it says so, and sound ones everywhere else', () => {
    expect(deskWordsOf({ shutOff: 'disconnection', doorNotice: 'door notice' })).toEqual({ ...defaultDeskWords, shutOff: 'disconnection', doorNotice: 'door notice' });
    expect(deskWordsOf({})).toEqual(defaultDeskWords);
    expect(deskWordsOf({ shutOff: '<b>' })).toEqual(defaultDeskWords);
  });

  it.each([
    ['a word that no screen knows', { lockOff: 'lock-off' }],
    ['nothing', { crew: '' }],
    ['more than fits a heading', { crew: 'c'.repeat(31) }],
    ['markup', { crew: 'crew<script>' }],
    ['a placeholder', { crew: 'crew {shutOff}' }],
    ['a word of the engine', { shutOff: 'advance' }],
    ['a capital, which a sentence would not have', { crew: 'Crew' }],
  ])('are not %s', (_what, words) => {
    expect(deskWordsSchema.safeParse(words).success).toBe(false);
  });

  it('may be thirty letters, and words with accents', () => {
    expect(deskWordsSchema.safeParse({ crew: 'c'.repeat(30), notice: 'dernière mise en demeure' }).success).toBe(true);
  });

  it('hold none that only the engine knows', () => {
    for (const words of Object.values(defaultDeskWords)) expect(words).not.toMatch(insideWords);
  });
});
