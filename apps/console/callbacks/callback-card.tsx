import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { callbackCountsQuery } from './callback-queries';

/** Among what needs a person today: the callbacks that are due. Nothing where none is. */
export function CallbackCard() {
  const { data } = useQuery(callbackCountsQuery);
  if (data === undefined || data.due === 0) return null;
  return (
    <li>
      <Link to="/callbacks" search={{ due: true }} className="card">
        <span className="figure">{data.due}</span>
        <span>To call back</span>
        <span className="faint">
          {data.mineDue} yours, {data.overdue} overdue
        </span>
      </Link>
    </li>
  );
}
