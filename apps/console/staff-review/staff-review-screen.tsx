import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day as dayOf } from '../words/figures';
import { eventTitle } from '../words/glossary';
import { saying } from '../words/spoken';
import { DeskSetting } from './desk-setting';
import { reviewSampleQuery, reviewWeekQuery } from './staff-review-queries';

const everybody = 'everybody';
const verdictWords: Readonly<Record<Schemas['SaidOfAct']['verdict'], string>> = { 'signed-off': 'Signed off', questioned: 'Questioned' };

/** What people did in a week: how much of it was drawn for review, and what a supervisor who did not do it says of it. */
export function StaffReviewScreen() {
  const { week, person } = useSearch({ from: '/staff-review' });
  const navigate = useNavigate();
  const [done, setDone] = useState<string | null>(null);
  const { data, error } = useQuery(reviewWeekQuery(week));
  const { items: acts, more, ...sample } = usePages(reviewSampleQuery(week, person));
  const people = [...new Set(data?.groups.map((group) => group.person) ?? [])];
  return (
    <>
      <h1>Review of work</h1>
      <div className="filters">
        <TextField className="choice" type="date" value={week ?? data?.week ?? ''} onChange={(to) => void navigate({ to: '/staff-review', search: { week: to === '' ? undefined : to, person } })}>
          <Label>Week of</Label>
          <Input />
        </TextField>
        <Choice label="Person" options={{ [everybody]: 'Everybody', ...Object.fromEntries(people.map((id) => [id, id])) }} chosen={person ?? everybody} onChoose={(id) => void navigate({ to: '/staff-review', search: { week, person: id === everybody ? undefined : id } })} />
        <DeskSetting setting="review-percent" onDone={setDone} />
      </div>
      {error !== null && <Trouble error={error} />}
      {done !== null && <p role="status">{done}</p>}
      {data !== undefined && <Week of={data} />}
      <section aria-labelledby="sample">
        <h2 id="sample">Drawn for review</h2>
        {sample.error !== null && <Trouble error={sample.error} />}
        {sample.data !== undefined && acts.length === 0 && <p>Nobody did anything that is reviewed.</p>}
        <ul className="reasons">
          {acts.map((act) => (
            <ActLine key={`${act.accountId} ${act.eventId}`} act={act} onDone={setDone} />
          ))}
        </ul>
        {more.hasMore && (
          <Button className="button" isDisabled={more.isAsking} onPress={more.askMore}>
            More
          </Button>
        )}
      </section>
    </>
  );
}

function Week({ of }: { readonly of: Schemas['StaffReview'] }) {
  return (
    <section aria-labelledby="week">
      <h2 id="week">The week from {dayOf(of.week)}</h2>
      <p className="faint">Of each person and each kind {of.percent} in a hundred are drawn, one at least; by lot, and the same whoever looks.</p>
      {of.groups.length > 0 && (
        <div className="wide" data-scrolls tabIndex={0} role="group" aria-labelledby="week">
          <table>
            <thead>
              <tr>
                {['Person', 'Kind', 'Done', 'Drawn', 'Signed off', 'Questioned'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {of.groups.map(({ person, type, acts, sampled, signedOff, questioned }) => (
                <tr key={`${person} ${type}`}>
                  <th scope="row">{person}</th>
                  <th scope="row">{eventTitle(type)}</th>
                  <td>{acts}</td>
                  <td>{sampled}</td>
                  <td>{signedOff}</td>
                  <td>{questioned}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ActLine({ act, onDone }: { readonly act: Schemas['SampledAct']; readonly onDone: (told: string) => void }) {
  const { subject, operations } = useSession();
  const { moment } = useUtilityTime();
  const caseId = act.caseId;
  const say = (verdict: Schemas['SaidOfAct']['verdict']) => async ({ reason, idempotencyKey }: { readonly reason: string; readonly idempotencyKey: string }) => {
    await answered(api.POST('/staff-review/verdicts', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { eventId: act.eventId, accountId: act.accountId, verdict, note: reason } }));
    return `${verdictWords[verdict]}: ${eventTitle(act.type)} by ${act.person}.`;
  };
  return (
    <li>
      <strong>{eventTitle(act.type)}</strong> by {act.person}, {moment(act.at)},{' '}
      {caseId === null ? (
        act.accountId
      ) : (
        <Link to="/cases/$caseId" params={{ caseId }}>
          {caseId}
        </Link>
      )}
      <p>{saying(act.says)}</p>
      {act.said.map(({ verdict, note, at, by }) => (
        <p key={at + verdict + note}>
          <strong>{verdictWords[verdict]}</strong> by {by}, {moment(at)}: {note}
        </p>
      ))}
      {operations.includes('reviewAct') && act.person !== subject && (
        <div className="buttons">
          <Deed words="Sign off" of={act.eventId} asks="What you looked at" act={say('signed-off')} onDone={onDone} />
          <Deed words="Question" of={act.eventId} asks="What you ask" act={say('questioned')} onDone={onDone} />
        </div>
      )}
    </li>
  );
}
