import './shut-off-day.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { day as dayOf } from '../words/figures';
import { crewStatusWords, workWords } from './day-words';
import { crewOrdersQuery } from './shut-off-day-queries';

const everyCrew = 'every crew';
const doorWords = { dog: 'Dog', threat: 'Threat: do not go alone' } as const;

/** A crew leader's day on a tablet: where to go, what to do there, and whether it still holds. No names, no amounts. */
export function CrewScreen() {
  const { crew } = useSearch({ from: '/crew' });
  const navigate = useNavigate();
  const { data, error, items: orders, more } = usePages(crewOrdersQuery(crew));
  const first = data?.pages[0];
  const crews = [...new Set([...(first?.crews ?? []), ...(crew === undefined ? [] : [crew])])];
  return (
    <>
      <h1>Crew orders</h1>
      {first !== undefined && <p>Of {dayOf(first.day)}</p>}
      <div className="filters">
        <Choice label="Crew" options={{ [everyCrew]: 'Every crew', ...Object.fromEntries(crews.map((id) => [id, id])) }} chosen={crew ?? everyCrew} onChoose={(id) => void navigate({ to: '/crew', search: { crew: id === everyCrew ? undefined : id } })} />
      </div>
      {error !== null && <Trouble error={error} />}
      {first !== undefined && orders.length === 0 && <p>There is no order for today.</p>}
      <ol className="orders">
        {orders.map((order) => (
          <Order key={order.workOrderId} order={order} />
        ))}
      </ol>
      {more.hasMore && (
        <Button className="button" isDisabled={more.isAsking} onPress={more.askMore}>
          More orders
        </Button>
      )}
    </>
  );
}

function Order({ order }: { readonly order: Schemas['CrewOrder'] }) {
  const { moment } = useUtilityTime();
  return (
    <li className={`order ${order.status}`}>
      <h2>
        {workWords[order.work]}: {order.premiseAddress}
      </h2>
      <p className="stands">
        <strong>{crewStatusWords[order.status]}</strong>
        {order.clearedUntilAt !== null && ` until ${moment(order.clearedUntilAt)}`}
      </p>
      {order.atTheDoor.length > 0 && <p className="warning">At the door: {order.atTheDoor.map((what) => doorWords[what]).join('; ')}</p>}
      <dl className="facts">
        <div>
          <dt>Order</dt>
          <dd>{order.workOrderId}</dd>
        </div>
        <div>
          <dt>Meter</dt>
          <dd>{order.meterSerial ?? 'not known'}</dd>
        </div>
        <div>
          <dt>Crew</dt>
          <dd>
            {order.crewId}
            {order.place === null ? '' : `, number ${order.place}`}
          </dd>
        </div>
        <div>
          <dt>Between</dt>
          <dd>
            {moment(order.windowFromAt)} and {moment(order.windowToAt)}
          </dd>
        </div>
      </dl>
    </li>
  );
}
