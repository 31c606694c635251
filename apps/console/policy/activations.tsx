import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { whatIfsQuery } from './policy-queries';

type Activation = Schemas['Activation'];

interface Props {
  readonly versions: Schemas['Versions'];
  readonly onDone: (told: string) => void;
}

/** What waits for signatures, and what was signed; and asking for another version. */
export function Activations({ versions, onDone }: Props) {
  const { operations } = useSession();
  const { activations } = versions;
  return (
    <section aria-labelledby="activations">
      <h2 id="activations">Bringing a version into force</h2>
      {activations.length === 0 && <p>Nobody has asked for another version.</p>}
      <ul className="reasons">
        {activations.map((activation) => (
          <li key={activation.activationId}>
            <OneActivation activation={activation} onDone={onDone} />
          </li>
        ))}
      </ul>
      {operations.includes('askActivation') && operations.includes('listWhatIfs') && <Ask versions={versions} onDone={onDone} />}
    </section>
  );
}

function OneActivation({ activation, onDone }: { readonly activation: Activation; readonly onDone: Props['onDone'] }) {
  const { subject, operations } = useSession();
  const { moment } = useUtilityTime();
  const { activationId, pack, against, fromOn, reason, whatIfId, exceeded, askedBy, askedAt, signatures, signaturesNeeded, status, inForceAt } = activation;
  const hasSigned = askedBy === subject || signatures.some(({ by }) => by === subject);
  const params = (idempotencyKey: string) => ({ params: { path: { activationId }, header: { 'Idempotency-Key': idempotencyKey } }, body: {} });
  const stands = { asked: `Waits for ${signaturesNeeded - signatures.length} more signature(s)`, stands: `Stands, in force from ${inForceAt === null ? '' : moment(inForceAt)}`, withdrawn: 'Withdrawn' }[status];
  return (
    <>
      <p>
        <strong>
          {pack} in place of {against}, from {day(fromOn)}.
        </strong>{' '}
        {stands}.
      </p>
      <p>{reason}</p>
      <p className="faint">
        Asked for by {askedBy}, {moment(askedAt)}. {signatures.map(({ by, at }) => `Signed by ${by}, ${moment(at)}. `)}
        {operations.includes('readWhatIf') && (
          <Link to="/policy/what-if/$whatIfId" params={{ whatIfId }}>
            Its what-if
          </Link>
        )}
      </p>
      {exceeded.length > 0 && (
        <>
          <p>Differences beyond the thresholds, so that two people have to sign:</p>
          <ul>
            {exceeded.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {status === 'asked' && operations.includes('signActivation') && (
        <div className="buttons">
          {hasSigned ? (
            <span className="faint">Somebody else has to sign.</span>
          ) : (
            <Deed words="Sign" of={pack} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => signedWords(await answered(api.POST('/packs/activations/{activationId}/approval', params(idempotencyKey))), moment)}>
              <p>
                From {day(fromOn)} on {pack} would be law here. Cases that are open stay under their own version, and ask this one as well.
              </p>
            </Deed>
          )}
          <Deed words="Withdraw" of={pack} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => `${(await answered(api.POST('/packs/activations/{activationId}/withdrawal', params(idempotencyKey)))).pack}: withdrawn.`}>
            <p>Nobody will be able to sign for it any more.</p>
          </Deed>
        </div>
      )}
    </>
  );
}

function signedWords({ pack, inForceAt, signatures, signaturesNeeded }: Activation, moment: (instant: string) => string): string {
  return inForceAt === null ? `Signed. ${pack} waits for ${signaturesNeeded - signatures.length} more.` : `Signed. ${pack} is in force from ${moment(inForceAt)}.`;
}

/** It names a what-if that was done: which versions may be asked for follows from those. */
function Ask({ versions: { published, inForce }, onDone }: Props) {
  const { data } = useQuery(whatIfsQuery);
  const [chosen, setChosen] = useState('');
  const [from, setFrom] = useState('');
  const [despiteDifferences, setDespite] = useState(false);
  const tried = (data?.items ?? []).filter(({ status, draft, current }) => status === 'done' && current.reference === inForce && published.includes(draft.reference));
  const whatIf = tried.find(({ whatIfId }) => whatIfId === chosen) ?? tried[0];
  const { moment } = useUtilityTime();
  if (whatIf === undefined) return <p className="faint">Whoever asks for another version names a what-if of it beside {inForce}: start one below.</p>;
  const body = (reason: string) => ({ pack: whatIf.draft.reference, from, whatIf: whatIf.whatIfId, reason, despiteDifferences });
  return (
    <Deed
      words="Ask for another version"
      // Another what-if that is done meanwhile is not what was looked at.
      onOpen={() => setChosen(whatIf.whatIfId)}
      onDone={onDone}
      act={async ({ reason, idempotencyKey }) => {
        const { pack, signaturesNeeded } = await answered(api.POST('/packs/activations', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: body(reason) }));
        return `${pack} is asked for, and waits for ${signaturesNeeded} signature(s) of others.`;
      }}
    >
      <Choice label="What-if" options={Object.fromEntries(tried.map(({ whatIfId, draft, startedAt }) => [whatIfId, `${draft.reference}, tried ${moment(startedAt)}`]))} chosen={whatIf.whatIfId} onChoose={setChosen} />
      <TextField value={from} onChange={setFrom} type="date" isRequired>
        <Label>In force from</Label>
        <Input />
      </TextField>
      <label>
        <input type="checkbox" checked={despiteDifferences} onChange={({ target }) => setDespite(target.checked)} /> Differences beyond the thresholds are wanted; two people will have to sign
      </label>
    </Deed>
  );
}
