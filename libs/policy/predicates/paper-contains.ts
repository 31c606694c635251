import { z } from 'zod';
import { languageSchema } from '../../documents/index.ts';
import { fullestPaper, paperNames } from '../paper-statement.ts';
import { predicate, type Finding } from './predicate.ts';

/**
 * A paper that a step brings to the premises says what the law asks for, in the languages that it asks for. Like `notice-contains` it reads
 * what the document states of itself.
 */
export const paperContains = predicate({
  name: 'paper-contains',
  args: z.strictObject({
    paper: z.enum(paperNames),
    blocks: z.array(z.string()).min(1),
    /** Behind a master meter these too (PUC 10009.1). */
    behindMasterMeter: z.array(z.string()).min(1).optional(),
    languages: z.array(languageSchema).optional(),
    rule: z.string(),
  }),
  says: ({ paper, blocks, behindMasterMeter = [], languages = [] }) =>
    `The paper of the step ${paper} contains ${blocks.join(', ')}${behindMasterMeter.length > 0 ? `, behind a master meter also ${behindMasterMeter.join(', ')}` : ''}${languages.length > 0 ? `, in ${languages.join(', ')}` : ''}.`,
  impossible: ({ paper, blocks, behindMasterMeter = [], languages = [] }, law) => {
    // Documents that could not be read are told of by themselves.
    if (law.documents === null && law.pack.documents !== undefined) return null;
    const best = fullestPaper(law, paper);
    if (best === null) return `The pack names no document under "documents.steps.${paper}".`;
    const lacking = [...blocks, ...behindMasterMeter].filter((block) => !best.contains.includes(block));
    const untold = languages.filter((language) => !best.languages.includes(language));
    if (lacking.length > 0) return `The document "${best.document}" never contains ${lacking.join(', ')}.`;
    return untold.length > 0 ? `The document "${best.document}" is not written in ${untold.join(', ')} for every household.` : null;
  },
  evaluate: ({ paper, blocks, behindMasterMeter = [], languages = [] }, { paperStatement, tenancy }): Finding => {
    const statement = paperStatement(paper);
    if (statement === null) return { holds: false, sentence: `The pack has no document for the step ${paper}.`, facts: { paper }, notBefore: null };
    const asked = tenancy?.dwelling === 'master-meter' ? [...blocks, ...behindMasterMeter] : blocks;
    const lacking = [...asked.filter((block) => !statement.contains.includes(block)), ...languages.filter((language) => !statement.languages.includes(language)).map((language) => `its text in ${language}`)];
    const paperInWords = `The paper of the step ${paper} (${statement.document}, in ${statement.languages.join(', ')})`;
    return {
      holds: lacking.length === 0,
      sentence: lacking.length === 0 ? `${paperInWords} contains ${asked.join(', ')}.` : `${paperInWords} lacks ${lacking.join(', ')}.`,
      facts: { document: statement.document, lacking: lacking.join(', ') },
      notBefore: null,
    };
  },
});
