import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { whatIfsQuery } from './policy-queries';

const ofFiles = 'files';

/** What was tried, and trying a draft on recorded history and open cases. */
export function WhatIfs({ versions }: { readonly versions: Schemas['Versions'] }) {
  const { operations } = useSession();
  const { data, error } = useQuery(whatIfsQuery);
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="what-ifs">
      <h2 id="what-ifs">What if</h2>
      {error !== null && <Trouble error={error} />}
      {data?.items.length === 0 && <p>Nothing was tried yet.</p>}
      <ul>
        {data?.items.map(({ whatIfId, status, draft, current, startedBy, startedAt }) => (
          <li key={whatIfId}>
            <Link to="/policy/what-if/$whatIfId" params={{ whatIfId }}>
              {draft.reference} in place of {current.reference}
            </Link>
            : {{ running: 'under way', done: 'done', failed: 'failed' }[status]}; started by {startedBy}, {moment(startedAt)}
          </li>
        ))}
      </ul>
      {operations.includes('startWhatIf') && <Start versions={versions} />}
    </section>
  );
}

function Start({ versions: { published, inForce } }: { readonly versions: Schemas['Versions'] }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [of, setOf] = useState(published.find((pack) => pack !== inForce) ?? ofFiles);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [since, setSince] = useState('');
  const [ahead, setAhead] = useState('90');
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const starting = useMutation({
    mutationFn: async () => {
      const draft = of === ofFiles ? { files: Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await file.text()] as const))) } : { pack: of };
      const body = { ...draft, ...(since === '' ? {} : { sinceOn: since }), aheadDays: Number(ahead) };
      return answered(api.POST('/what-if', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }));
    },
    onSuccess: async ({ whatIfId }) => {
      await queries.invalidateQueries({ queryKey: ['lists', 'what-ifs'] });
      await navigate({ to: '/policy/what-if/$whatIfId', params: { whatIfId } });
    },
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    starting.mutate();
  };
  const options = { ...Object.fromEntries(published.filter((pack) => pack !== inForce).map((pack) => [pack, pack])), [ofFiles]: 'A draft, from files' };
  return (
    <form onSubmit={submit} aria-labelledby="start-what-if">
      <h3 id="start-what-if">Try a draft</h3>
      <p className="faint">It decides recorded history and open cases anew, beside {inForce}. Nothing is changed by it.</p>
      <div className="filters">
        <Choice label="Try" options={options} chosen={of} onChoose={setOf} />
        {of === ofFiles && (
          <label>
            Files of the pack <input type="file" multiple required accept=".yaml,.yml,.json" onChange={({ target }) => setFiles([...(target.files ?? [])])} />
          </label>
        )}
        <TextField value={since} onChange={setSince} type="date">
          <Label>History since (two years unless told)</Label>
          <Input />
        </TextField>
        <TextField value={ahead} onChange={setAhead} type="number" isRequired>
          <Label>Days ahead</Label>
          <Input min={1} max={730} />
        </TextField>
        <Button type="submit" className="button" isDisabled={starting.isPending}>
          Start the what-if
        </Button>
      </div>
      {starting.error !== null && <Trouble error={starting.error} />}
    </form>
  );
}
