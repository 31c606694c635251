import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { spelled } from '../words/glossary';

type Asked = Schemas['DocketQuestion'];
type Milestone = Asked['kind'];

const milestones: Readonly<Record<Milestone, string>> = {
  petition: 'A petition',
  converted: 'A conversion',
  'plan-confirmed': 'A confirmed plan',
  dismissed: 'A dismissal',
  'dismissal-vacated': 'A dismissal taken back',
  discharged: 'A discharge',
  'discharge-denied': 'A denied discharge',
  'stay-relief': 'Relief from the stay',
  reopened: 'A reopening',
  closed: 'A closing',
};
/** Relief needs what it frees and a petition its chapter: those are read on the command line and over HTTP. */
const readHere = Object.fromEntries(Object.entries(milestones).filter(([kind]) => !['petition', 'converted', 'stay-relief'].includes(kind)));

interface QuestionProps {
  readonly question: Asked;
  readonly onDone: (told: string) => void;
}

/** An entry of a docket as it stands, what was understood, what speaks against it, and a person's answer. */
export function Question({ question, onDone }: QuestionProps) {
  const { age } = useUtilityTime();
  const { court, docketNumber, caseName, entryKey, kind, on, chapter, text, words, because, doubts, stands, holds, askedAt, accounts } = question;
  return (
    <>
      <p>
        <strong>
          {milestones[kind]}
          {chapter === null ? '' : `, chapter ${chapter}`}, {day(on)}?
        </strong>{' '}
        Case {docketNumber} of {court}
        {caseName !== null && `, ${caseName}`}; entry {entryKey}. Asked {age(askedAt)} ago.
      </p>
      {text !== null && <blockquote>{marked(text, words)}</blockquote>}
      <p>{because}</p>
      {doubts.length > 0 && <p className="warning">What speaks against it: {doubts.join(' ')}</p>}
      <p className="faint">
        {stands ? 'It was acted on before anything spoke against it. ' : ''}
        {holds ? 'The accounts are held until it is answered. ' : ''}
        Accounts: {accounts.map(({ accountId, role }) => `${accountId} (${spelled(role).toLowerCase()})`).join(', ') || 'none'}
      </p>
      <Answers question={question} onDone={onDone} />
    </>
  );
}

/** The words relied on stand out in the text. */
function marked(text: string, words: string) {
  const at = words === '' ? -1 : text.indexOf(words);
  if (at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{words}</mark>
      {text.slice(at + words.length)}
    </>
  );
}

function Answers({ question: { court, docketNumber, entryKey, kind, round, on }, onDone }: QuestionProps) {
  const { operations } = useSession();
  const [other, setOther] = useState<string>(Object.keys(readHere).find((known) => known !== kind) ?? 'closed');
  const [otherOn, setOtherOn] = useState(on);
  if (!operations.includes('decideDocketReview')) return null;
  const params = (idempotencyKey: string) => ({ params: { path: { court, docketNumber, entryKey, kind }, header: { 'Idempotency-Key': idempotencyKey } } });
  const told = `Entry ${entryKey} of ${docketNumber}: answered.`;
  const of = `entry ${entryKey} of ${docketNumber}`;
  const place = '/docket-reviews/{court}/{docketNumber}/{entryKey}/{kind}/decide';
  return (
    <div className="buttons">
      <Deed words="It is so" of={of} asks="How that is known" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST(place, { ...params(idempotencyKey), body: { answer: 'so', round, reason } })), told)}>
        <p>What was understood is acted on. Whatever ends a protection is for a supervisor or counsel.</p>
      </Deed>
      <Deed words="It is not" of={of} asks="How that is known" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST(place, { ...params(idempotencyKey), body: { answer: 'not-so', round, reason } })), told)}>
        <p>The entry is no such thing, and nothing comes of it.</p>
      </Deed>
      <Deed
        words="It is something else"
        of={of}
        asks="How that is known"
        onDone={onDone}
        act={async ({ reason, idempotencyKey }) => (await answered(api.POST(place, { ...params(idempotencyKey), body: { answer: 'other', round, reason, reading: { kind: other as Milestone, on: otherOn, debtor: 'both' } } })), told)}
      >
        <Choice label="It is" options={readHere} chosen={other} onChoose={setOther} />
        <TextField value={otherOn} onChange={setOtherOn} type="date" isRequired>
          <Label>Of</Label>
          <Input />
        </TextField>
      </Deed>
    </div>
  );
}
