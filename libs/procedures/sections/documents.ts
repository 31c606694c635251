import type { Law } from '../../policy/facts.ts';
import { statement, type Section } from '../statement.ts';
import { listed, spoken } from '../words.ts';

const rule = 'GEN-CRAFT';

/** A copy to whom the customer named goes with the notice; it is no step of its own. */
function gets(step: string, { steps }: Law['pack']): string {
  if (step === 'third-party-notice') return 'With the notice, whom the customer named gets';
  return `At the step “${steps[step as keyof typeof steps]?.says ?? spoken(step)}” the household gets`;
}

export function documents({ pack }: Law): Section {
  const named = pack.documents;
  const sent = Object.entries(named?.steps ?? {});
  return {
    id: 'documents',
    title: 'Letters and postings',
    about: 'A document states what it contains; a step that demands contents reads that statement.',
    groups: [
      {
        id: 'document-list',
        title: 'Documents',
        statements: [
          ...(named === undefined
            ? [statement('documents', 'The pack names no documents.', rule)]
            : [
                statement('documents.languages', `Notices are written in ${named.languages[0]} and beside it in the customer's own language, where it is one of ${listed(named.languages)}.`, rule),
                statement('documents.texts', `Their texts are those of ${listed(named.texts)}.`, rule),
              ]),
          ...(pack.phoneNotice === undefined
            ? []
            : [statement('phoneNotice', `A call to the customer that covers ${listed(pack.phoneNotice.covers.map((block) => spoken(block).toLowerCase()))} stands in place of the letter.`, pack.phoneNotice.rule)]),
          ...sent.map(([step, document]) => statement(`documents.steps.${step}`, `${gets(step, pack)}: ${spoken(document).toLowerCase()}.`, rule)),
          ...Object.entries(named?.values ?? {}).map(([name, value]) => statement(`documents.values.${name}`, `For “${spoken(name).toLowerCase()}” they say: ${value.endsWith('.') ? value : `${value}.`}`, rule)),
        ],
      },
    ],
  };
}
