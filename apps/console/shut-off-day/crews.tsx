import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { useSession } from '../session/session';

interface Props {
  readonly of: Schemas['ShutOffDay'];
  readonly onDone: (told: string) => void;
}

/** Who has how many orders; and giving one to another crew, or in another place among its orders. */
export function Crews({ of, onDone }: Props) {
  const { operations } = useSession();
  const [workOrderId, setWorkOrder] = useState('');
  const [crewId, setCrew] = useState('');
  const [place, setPlace] = useState('');
  const assign = async ({ reason, idempotencyKey }: { readonly reason: string; readonly idempotencyKey: string }) => {
    const body = { crewId, place: place === '' ? null : Number(place), reason };
    const given = await answered(api.POST('/work-orders/{workOrderId}/crew', { params: { path: { workOrderId: workOrderId.trim() }, header: { 'Idempotency-Key': idempotencyKey } }, body }));
    return `${given.workOrderId} is ${given.crewId}’s now${given.place === null ? '' : `, as number ${given.place}`}.`;
  };
  return (
    <section aria-labelledby="crews">
      <h2 id="crews">4. Crews</h2>
      {of.crews.length === 0 ? (
        <p>No crew is sent yet.</p>
      ) : (
        <ul className="plain">
          {of.crews.map(({ crewId: crew, orders, out }) => (
            <li key={crew}>
              {crew}: {orders === 1 ? 'one order' : `${orders} orders`}, {out} without an answer
            </li>
          ))}
        </ul>
      )}
      {operations.includes('assignCrew') && of.crews.length > 0 && (
        <Deed words="Give an order to another crew" act={assign} onDone={onDone}>
          <TextField value={workOrderId} onChange={setWorkOrder} isRequired>
            <Label>Order</Label>
            <Input />
          </TextField>
          <TextField value={crewId} onChange={setCrew} isRequired>
            <Label>Crew</Label>
            <Input list="crews-of-the-day" />
          </TextField>
          <datalist id="crews-of-the-day">
            {of.crews.map(({ crewId: crew }) => (
              <option key={crew} value={crew} />
            ))}
          </datalist>
          <TextField value={place} onChange={setPlace} type="number">
            <Label>Place among its orders (may be left open)</Label>
            <Input min={1} max={9999} />
          </TextField>
        </Deed>
      )}
    </section>
  );
}
