import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api } from '../api/client';
import { clockQuery } from '../api/queries';
import { Deed } from '../look/deed';
import { useSession } from '../session/session';
import { moment } from '../words/figures';

/** What time it is for the utility. A sandbox's clock stands where the work stands, and is told how far to go. */
export function TheClock({ onDone }: { readonly onDone: (told: string) => void }) {
  const { utilityId, operations } = useSession();
  const { data } = useQuery(clockQuery(utilityId));
  const [to, setTo] = useState('');
  if (data === undefined) return null;
  const { mode, now, zone, targetAt } = data;
  return (
    <section aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p>
        {moment(now, zone)} ({zone}). {mode === 'real' ? 'It is the real time.' : `A sandbox: it stops at everything on the way. ${targetAt === null ? '' : `It was told to go on to ${moment(targetAt, zone)}.`}`}
      </p>
      {mode === 'stepped' && operations.includes('moveClock') && (
        <Deed
          words="Move the clock on"
          asks={null}
          onDone={onDone}
          act={async ({ idempotencyKey }) => {
            const { targetAt: target } = await answered(api.POST('/utilities/{utilityId}/clock', { params: { path: { utilityId }, header: { 'Idempotency-Key': idempotencyKey } }, body: { to } }));
            return target === null ? 'The clock is there already.' : `The clock goes on to ${moment(target, zone)}.`;
          }}
        >
          <TextField value={to} onChange={setTo} type="date" isRequired autoFocus>
            <Label>To the beginning of</Label>
            <Input />
          </TextField>
        </Deed>
      )}
    </section>
  );
}
