import type { ComposedDocument } from '../../libs/documents/index.ts';
import { instant } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { documentPdf } from './document-pdf.ts';
import { PdfThread } from './pdf-thread.ts';

const layout = loadLaw('OH-COUNTY@1').documents?.forms['letter'];
const document = (title: string): ComposedDocument => ({ document: 'notice', language: 'en', form: 'letter', to: [], title, opening: 'To whom it concerns.', facts: [], sections: [], pageOf: 'Page {page} of {pages}' });
const parts = (title: string) => [{ text: document(title), layout: layout as NonNullable<typeof layout> }];
const options = { letterhead: ['The county'], at: instant('2027-03-20T12:00:00Z') };

describe('documents laid out in a thread of its own', () => {
  const thread = new PdfThread();
  afterAll(() => thread.stop());

  it('are the same to the byte, however many wait', async () => {
    const titles = ['First', 'Second', 'Third'];
    const printed = await Promise.all(titles.map((title) => thread.print(parts(title), options)));
    for (const [index, title] of titles.entries()) expect(printed[index]).toEqual(await documentPdf(parts(title), options));
  });

  it('one that cannot be written is told by name, and the next is written', async () => {
    await expect(thread.print(parts('Ա. Պետրոսյան'), options)).rejects.toMatchObject({ name: 'NoGlyph', message: expect.stringContaining('No font has U+') });
    expect((await thread.print(parts('Next'), options)).pages).toBe(1);
  });

  it('when the thread dies, what was under way is told as failed, and another one writes the next', async () => {
    const cut = thread.print(parts('Cut off'), options);
    await Promise.all([expect(cut).rejects.toThrow('The thread that lays letters out ended'), thread.stop()]);
    expect((await thread.print(parts('Next'), options)).pages).toBe(1);
  });
});
