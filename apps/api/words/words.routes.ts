import { z } from 'zod';
import { defaultDeskWords, deskWordsSchema } from '../../../libs/kernel/desk-words.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter } from '../http/schemas.ts';

/** Every word, as screens use it. */
export const deskWordsView = z.strictObject(Object.fromEntries(Object.keys(defaultDeskWords).map((name) => [name, z.string()])) as Record<keyof typeof defaultDeskWords, z.ZodString>).meta({ id: 'DeskWords' });

export const wordsRoutes = {
  setWords: defineRoute('setWords', {
    method: 'POST',
    path: '/utilities/{utilityId}/words',
    tag: 'Utility',
    summary: 'Says what the staff call things, for the screens of the console',
    description: 'In lower case, as within a sentence. What is left out has its default. Law, packs and papers keep their words. They come with `GET /session`.',
    params: z.strictObject({ utilityId: idParameter }),
    body: deskWordsSchema,
    query: z.strictObject({}),
    response: deskWordsView,
    responseName: 'Every word',
  }),
} as const;
