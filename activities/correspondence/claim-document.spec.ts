import { claimDocument, mattersOf, proofOfClaim } from '../../libs/bankruptcy/index.ts';
import { Story, local } from '../../test/support/story.ts';
import { documentPdf } from './document-pdf.ts';

describe('the data of a proof of claim on paper', () => {
  const story = new Story().bill('2026-09-01', '2026-09-22', 20_000, 'B1').given('2026-11-02 10:00', 'PetitionFiled', { docket: '26-7', chapter: '7', accountIds: ['A1'] });
  const text = claimDocument(proofOfClaim(mattersOf([story.account])[0] as ReturnType<typeof mattersOf>[number], story.law, local('2026-12-01')));

  it('names each item of the form by its number, with the amount to the cent', () => {
    expect(text.facts).toEqual(
      expect.arrayContaining([
        { label: '7. How much is the claim', value: '$220.00 as of 2026-11-02' },
        { label: '7. Includes interest or other charges', value: 'Yes, $20.00, itemised below' },
        { label: 'To be filed by', value: '2027-05-03, subject to a notice of assets' },
      ]),
    );
    expect(text.sections[0]?.text.split('\n')).toHaveLength(2);
  });

  it('is one page of PDF, the same bytes whenever it is printed', async () => {
    const layout = story.law.documents?.forms.letter;
    if (!layout) throw new Error('the county has letters');
    const print = () => documentPdf([{ text, layout }], { letterhead: ['County Water and Sewer'], at: local('2026-12-01') });
    const [first, second] = [await print(), await print()];
    expect(first.pages).toBe(1);
    expect(first.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.pdf.equals(second.pdf)).toBe(true);
  });
});
