import type { Law } from '../../policy/facts.ts';
import type { SignableIntervention } from '../../policy/second-person.ts';
import { statement, type Section } from '../statement.ts';

const does: Readonly<Record<SignableIntervention, string>> = {
  SkipStep: 'give up the step that a case waits for',
  AccountForCrew: 'account for a crew that never answered',
  RewindCase: 'take a case back to an earlier step',
  PostNotice: 'post a notice at the door before its last day',
  FinishReview: 'finish a review',
  CloseCase: 'close a case',
};

export function secondPerson({ pack: { secondPerson: law } }: Law): Section {
  return {
    id: 'second-person',
    title: 'What needs a second person',
    about: 'Most of what staff do in a case is done at once, with a reason. For some of it one person asks and another signs. It is judged anew when it is signed, and the case goes on by itself until then.',
    groups: [
      {
        id: 'second-signatures',
        title: 'Second signatures',
        statements: (law?.interventions ?? []).map((intervention) => statement(`secondPerson.${intervention}`, `To ${does[intervention]}, one person asks and another signs.`, law?.rule ?? '')),
      },
    ],
  };
}
