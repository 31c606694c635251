import { z } from 'zod';
import { languageAmong, languageSchema } from '../../documents/index.ts';
import { noticeStatement } from '../notice-statement.ts';
import { predicate, type Finding } from './predicate.ts';

/** A notice that was given by telephone states what the call covered. */
export const phoneScript = 'phone-script';

/**
 * The notice says what the law asks for, in the languages that it asks for. It reads what the document states of itself, never what
 * somebody wrote beside it: a notice that states nothing contains nothing.
 */
export const noticeContains = predicate({
  name: 'notice-contains',
  args: z.strictObject({
    blocks: z.array(z.string()).min(1),
    languages: z.array(languageSchema).optional(),
    /** Also in the customer's own language, where the pack has it. */
    customersLanguage: z.boolean().optional(),
    rule: z.string(),
  }),
  says: ({ blocks, languages = [], customersLanguage = false }) => {
    const inWhich = [...languages, ...(customersLanguage ? ["the customer's own language where the pack has it"] : [])];
    return `The notice contains ${blocks.join(', ')}${inWhich.length > 0 ? `, in ${inWhich.join(' and ')}` : ''}.`;
  },
  impossible: ({ blocks, languages = [] }, law) => {
    // Documents that could not be read are told of by themselves.
    if (law.documents === null && law.pack.documents !== undefined) return null;
    const best = noticeStatement(law, undefined);
    if (best === null) return 'The pack names no documents, so no notice can contain anything.';
    const lacking = blocks.filter((block) => !best.contains.includes(block));
    const untold = languages.filter((language) => !best.languages.includes(language));
    if (lacking.length > 0) return `The document "${best.document}" never contains ${lacking.join(', ')}.`;
    return untold.length > 0 ? `The document "${best.document}" is not written in ${untold.join(', ')} for every customer.` : null;
  },
  evaluate: ({ blocks: ofLetter, languages: inAll = [], customersLanguage: inOwn = false }, { noticeStatement: statement, customerLanguage }, { documents, pack }): Finding => {
    if (statement === null) return { holds: false, sentence: 'The notice does not say what it contains.', facts: {}, notBefore: null };
    // What a call has to cover, and that it was made in a language that both speak, is asked of the call itself.
    const wasCall = statement.document === phoneScript;
    const [blocks, languages, customersLanguage] = wasCall ? [pack.phoneNotice?.covers ?? ofLetter, [], false] : [ofLetter, inAll, inOwn];
    const own = customersLanguage && customerLanguage !== null ? languageAmong(documents?.languages ?? [], customerLanguage) : undefined;
    const lackingBlocks = blocks.filter((block) => !statement.contains.includes(block));
    const lackingLanguages = [...languages, ...(own === undefined ? [] : [own])].filter((language) => !statement.languages.includes(language));
    const lacking = [...lackingBlocks, ...lackingLanguages.map((language) => `its text in ${language}`)];
    return {
      holds: lacking.length === 0,
      sentence:
        lacking.length === 0
          ? `The notice (${statement.document}, in ${statement.languages.join(' and ')}) contains ${blocks.join(', ')}.`
          : `The notice (${statement.document}, in ${statement.languages.join(' and ')}) lacks ${lacking.join(', ')}.`,
      facts: { document: statement.document, languages: statement.languages.join(', '), lacking: lacking.join(', ') },
      notBefore: null,
      noticeIsSpent: lacking.length > 0,
    };
  },
});
