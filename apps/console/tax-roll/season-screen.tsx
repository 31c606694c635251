import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { Trouble, Unanswered } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day, dollars } from '../words/figures';
import { Files } from './files';
import { RollLines } from './roll-lines';
import { seasonStatusWords } from './roll-words';
import { registerQuery, seasonQuery } from './tax-roll-queries';

type Season = Schemas['RollSeason'];

/** One season: where it stands, what is next and until when, its lines, its register to the cent, and its files. */
export function SeasonScreen() {
  const { seasonId } = useParams({ from: '/tax-roll/$seasonId' });
  const { operations } = useSession();
  const { data, error } = useQuery(seasonQuery(seasonId));
  const [told, setTold] = useState<string | null>(null);
  if (data === undefined) {
    return (
      <>
        <h1>Season {seasonId}</h1>
        <Unanswered error={error} />
      </>
    );
  }
  return (
    <>
      <div className="heading">
        <h1>
          {data.authority}, {data.season}
        </h1>
        <span className="badge">{seasonStatusWords[data.status]}</span>
      </div>
      {error !== null && <Trouble error={error} />}
      {told !== null && <p role="status">{told}</p>}
      <Stage season={data} onDone={setTold} />
      {operations.includes('readRollRegister') && <Register seasonId={seasonId} />}
      <Files season={data} onDone={setTold} />
      <RollLines season={data} />
    </>
  );
}

function Stage({ season: { seasonId, status, waitsFor, nextLookAt, days, ownershipCheckedOn, hearingHeldOn, approvals }, onDone }: { readonly season: Season; readonly onDone: (told: string) => void }) {
  const { subject, operations } = useSession();
  const { moment } = useUtilityTime();
  const dates: readonly (readonly [string, string | undefined])[] = [
    ['Candidates are drawn up', days?.candidatesOn],
    ['The list is frozen', days?.frozenOn],
    ['It has to be filed by', days?.fileBy],
    ['Changes may be filed by', days?.amendBy],
    ...(days?.settlementsBy ?? []).map((by) => ['A settlement is due by', by] as const),
  ];
  return (
    <section aria-labelledby="stage">
      <h2 id="stage">What is next</h2>
      {waitsFor !== null && <p className="warning">It waits: {waitsFor}</p>}
      {nextLookAt !== null && <p>Looked at again {moment(nextLookAt)}.</p>}
      <dl className="facts">
        {dates.map(([words, on]) =>
          on === undefined ? null : (
            <div key={`${words} ${on}`}>
              <dt>{words}</dt>
              <dd>{day(on)}</dd>
            </div>
          ),
        )}
        {ownershipCheckedOn !== null && (
          <div>
            <dt>Owners checked</dt>
            <dd>{day(ownershipCheckedOn)}</dd>
          </div>
        )}
        {hearingHeldOn !== null && (
          <div>
            <dt>Hearing held</dt>
            <dd>{day(hearingHeldOn)}</dd>
          </div>
        )}
      </dl>
      <p>{approvals.length === 0 ? 'Nobody has approved the list.' : `Approved by ${approvals.join(' and ')}.`} Two different people approve it.</p>
      {status === 'frozen' && operations.includes('actOnRollSeason') && !approvals.includes(subject) && approvals.length < 2 && (
        <Deed
          words="Approve the list"
          onDone={onDone}
          act={async ({ reason, idempotencyKey }) => {
            const { approvals: signed } = await answered(api.POST('/tax-roll/seasons/{seasonId}/commands', { params: { path: { seasonId }, header: { 'Idempotency-Key': idempotencyKey } }, body: { type: 'ApproveRoll', reason } }));
            return signed.length >= 2 ? 'The list is approved by two, and will be certified.' : 'You approved the list. A second person has to approve it.';
          }}
        >
          <p>The list as it is frozen goes to the authority once two people have approved it.</p>
        </Deed>
      )}
    </section>
  );
}

const figureWords = { broughtCents: 'Brought forward', certifiedCents: 'Certified', amendedCents: 'Amended', withdrawnCents: 'Withdrawn', collectedCents: 'Collected', remittedCents: 'Remitted', openCents: 'Open' } as const;

function Register({ seasonId }: { readonly seasonId: string }) {
  const { data, error } = useQuery(registerQuery(seasonId));
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return null;
  return (
    <section aria-labelledby="register">
      <h2 id="register">Register</h2>
      <table>
        <tbody>
          {Object.entries(figureWords).map(([name, words]) => (
            <tr key={name} className={name === 'openCents' ? 'total' : undefined}>
              <th scope="row">{words}</th>
              <td>{dollars(data.total[name as keyof typeof figureWords])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">Over {data.rows.length.toLocaleString('en-US')} parcels.</p>
    </section>
  );
}
