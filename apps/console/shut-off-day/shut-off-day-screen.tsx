import './shut-off-day.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { day as dayOf } from '../words/figures';
import { saying } from '../words/spoken';
import { Board } from './board';
import { Closing } from './closing';
import { Crews } from './crews';
import { OffAlthough } from './off-although';
import { stageWords } from './day-words';
import { Signatures } from './signatures';
import { dayQuery } from './shut-off-day-queries';

type Day = Schemas['ShutOffDay'];

/** A day of lock-offs as a supervisor lives it: files, list, signature, crews, the board, the closing. */
export function ShutOffDayScreen() {
  const { day } = useSearch({ from: '/shut-off-day' });
  const navigate = useNavigate();
  const { data, error } = useQuery(dayQuery(day));
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      <div className="heading">
        <h1>Shut-off day</h1>
        {data?.closing != null && <span className="badge good">Closed</span>}
      </div>
      <div className="filters">
        <TextField className="choice" type="date" value={day ?? data?.today ?? ''} onChange={(to) => void navigate({ to: '/shut-off-day', search: { day: to === '' || to === data?.today ? undefined : to } })}>
          <Label>Day</Label>
          <Input />
        </TextField>
      </div>
      {error !== null && <Trouble error={error} />}
      {done !== null && <p role="status">{done}</p>}
      {data !== undefined && (
        <>
          <OffAlthough off={data.off} />
          <Files of={data} />
          <List of={data} />
          <Signatures of={data} onDone={setDone} />
          <Crews of={data} onDone={setDone} />
          <Board day={day} />
          <Closing of={data} onDone={setDone} />
        </>
      )}
    </>
  );
}

/** Through when each feed has told everything; nobody is locked off on stale facts. */
function Files({ of }: { readonly of: Day }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="files">
      <h2 id="files">1. Files of the night</h2>
      {of.feeds.length === 0 && <p>No feed has to be waited for.</p>}
      <ul className="guards">
        {of.feeds.map(({ name, throughAt, limitHours, isStale }) => (
          <li key={name} className={isStale ? 'unmet' : 'met'}>
            <strong>{name}</strong> {isStale ? 'stale' : 'loaded'}: {throughAt === null ? 'has never said that it is complete' : `complete through ${moment(throughAt)}`}, at most {limitHours} hours old.
          </li>
        ))}
      </ul>
      {of.heldBackByFeeds > 0 && <p className="warning">This holds back {of.heldBackByFeeds === 1 ? 'one lock-off' : `${of.heldBackByFeeds} lock-offs`} that are on the list and not ordered.</p>}
    </section>
  );
}

function List({ of }: { readonly of: Day }) {
  const { moment } = useUtilityTime();
  const stages = Object.entries(of.stages) as [keyof typeof stageWords, number][];
  return (
    <section aria-labelledby="list">
      <h2 id="list">2. The list of {dayOf(of.day)}</h2>
      {of.hindrances.length > 0 && (
        <>
          <h3>{of.listed === 0 ? 'Why nobody is on it' : 'What stands against the whole day'}</h3>
          <ul className="reasons">
            {of.hindrances.map(({ rule, citation, sentence }) => (
              <li key={sentence}>
                {saying(sentence)} <span className="faint">Rule {rule}: {citation}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {stages.length === 0 && of.hindrances.length === 0 && <p>Nobody is on the list: no waiting time ends on this day.</p>}
      {stages.length > 0 && (
        <dl className="figures">
          {stages.map(([stage, count]) => (
            <div key={stage}>
              <dt>{stageWords[stage]}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="faint">
        Valves may be closed from {moment(of.window.opensAt)} to {moment(of.window.closesAt)}.
      </p>
    </section>
  );
}
