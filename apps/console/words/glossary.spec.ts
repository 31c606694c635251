import { accountEventSchemas } from '../../../libs/account/account.events.ts';
import { caseEventSchemas } from '../../../libs/case/case.events.ts';
import { eventTitle, interventionWords, roleWords, ruleStatusWords, spelled, statusWords, stuckWords } from './glossary.ts';

/** Words of the engine, which mean nothing at a desk. */
const inside = /\b(fence|episode|advance|nudge|fold)(s|d|ed)?\b/i;

describe('the words of the desk', () => {
  it('hold none that only the engine knows', () => {
    const tables = [statusWords, stuckWords, interventionWords, roleWords, ruleStatusWords].flatMap((table) => Object.values<string>(table));
    const titles = [...Object.keys(accountEventSchemas), ...Object.keys(caseEventSchemas)].map(eventTitle);
    for (const words of [...tables, ...titles]) expect(words).not.toMatch(inside);
  });

  it('say lock-off for every shut-off', () => {
    const titles = [...Object.keys(accountEventSchemas), ...Object.keys(caseEventSchemas)].map(eventTitle);
    expect([...titles, ...Object.values(statusWords)].filter((words) => /shut.?off|door tag/i.test(words))).toEqual([]);
  });

  it('spell what has no word of its own', () => {
    expect(['NoticeOrdered', 'PetitionFiled'].map(eventTitle)).toEqual(['Notice ordered', 'Petition filed']);
    expect(['pre-petition', 'pastDueCents', 'planned'].map(spelled)).toEqual(['Pre petition', 'Past due', 'Planned']);
  });
});
