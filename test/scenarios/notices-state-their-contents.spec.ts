import type { Law } from '../../libs/policy/facts.ts';
import { Story } from '../support/story.ts';

/** A law that reads what the notice says of itself, before it is ordered and again before the water is shut off. */
function asksFor(blocks: readonly string[]): (pack: Law['pack']) => Law['pack'] {
  const guard = { 'notice-contains': { blocks: [...blocks], languages: ['en'], customersLanguage: true, rule: 'GEN-CRAFT' } };
  return (pack) => {
    const step = (name: 'notice' | 'shut-off') => ({ ...pack.steps[name], guards: [...pack.steps[name].guards, guard] });
    return { ...pack, steps: { ...pack.steps, notice: step('notice'), 'shut-off': step('shut-off') } };
  };
}

const craft = asksFor(['dispute-how', 'person-with-power-to-correct', 'phone']);

describe('A disconnect notice states what it contains, and the guard reads that (GEN-CRAFT)', () => {
  it('a household that reads Spanish is written to in English and Spanish, and the event keeps it', () => {
    const story = new Story({ account: { language: 'es' }, pack: craft }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20');
    expect(story.last('NoticeOrdered')?.data).toMatchObject({ document: 'disconnect-notice', languages: ['en', 'es'] });
    expect(story.rulesOf('NoticeOrdered').filter((rule) => rule === 'GEN-CRAFT')).toHaveLength(2);
  });

  it('content that the document does not have is not promised: no notice is ordered', () => {
    const story = new Story({ pack: asksFor(['policy-offer']) }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-25');
    expect(story.told.filter((line) => line.includes('NoticeOrdered'))).toEqual([]);
  });

  it('a household whose language becomes known after the notice gets a fresh one in it before anything else happens', () => {
    const story = new Story({ pack: craft }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20').mailed('2027-03-20 15:00', 'A1.1.n1');
    story.given('2027-03-22 10:00', 'AccountChanged', { language: 'es' });
    expect(story.since('2027-03-22')).toEqual(['2027-03-22 NoticeWithdrawn', '2027-03-22 NoticeOrdered']);
    expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice (disconnect-notice, in en) lacks its text in es.']);
    expect(story.last('NoticeOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n2', languages: ['en', 'es'] });
  });

  it('one in a language that the pack does not have is written to in English, and nothing waits for it', () => {
    const story = new Story({ account: { language: 'hy' }, pack: craft }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20');
    expect(story.last('NoticeOrdered')?.data.languages).toEqual(['en']);
  });
});
