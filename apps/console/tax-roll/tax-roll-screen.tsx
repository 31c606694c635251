import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api } from '../api/client';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { useSession } from '../session/session';
import { lineStatusWords, seasonStatusWords } from './roll-words';
import { seasonsQuery, type LineStatus } from './tax-roll-queries';

/** The seasons of the tax roll. */
export function TaxRollScreen() {
  const { operations } = useSession();
  const { data, error } = useQuery(seasonsQuery);
  const [told, setTold] = useState<string | null>(null);
  const [authority, setAuthority] = useState('county-auditor');
  const [season, setSeason] = useState('');
  return (
    <>
      <h1>Tax roll</h1>
      {told !== null && <p role="status">{told}</p>}
      {error !== null && <Trouble error={error} />}
      {data?.items.length === 0 && <p>No season was opened yet.</p>}
      <ul className="cards">
        {data?.items.map(({ seasonId, authority: of, season: year, status, lines }) => (
          <li key={seasonId}>
            <Link to="/tax-roll/$seasonId" params={{ seasonId }} className="card">
              <span className="figure">{year}</span>
              <span>{of}</span>
              <span>{seasonStatusWords[status]}</span>
              <span className="faint">
                {Object.entries(lines)
                  .map(([what, count]) => `${lineStatusWords[what as LineStatus]} ${count.toLocaleString('en-US')}`)
                  .join(', ') || 'no lines yet'}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {operations.includes('openRollSeason') && (
        <Deed words="Open a season" asks={null} onDone={setTold} act={async ({ idempotencyKey }) => `${(await answered(api.POST('/tax-roll/seasons', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { authority, season } }))).seasonId} is open.`}>
          <p>Its days are those of the policy in force.</p>
          <TextField value={authority} onChange={setAuthority} isRequired maxLength={100}>
            <Label>Authority</Label>
            <Input />
          </TextField>
          <TextField value={season} onChange={setSeason} isRequired maxLength={100}>
            <Label>Season (like 2027)</Label>
            <Input />
          </TextField>
        </Deed>
      )}
    </>
  );
}
