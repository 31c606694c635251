import { Link } from '@tanstack/react-router';
import { usePages } from '../api/pages';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { AskForBulk } from './ask-for-bulk';
import './bulk.css';
import { bulksQuery, type Bulk } from './bulk-queries';
import { bulkStatusWords, bulkTitle } from './bulk-words';

/** What was asked for in many cases at once, and the form that asks for it. */
export function BulkScreen() {
  const { operations } = useSession();
  const { data, error, items, more } = usePages(bulksQuery);
  return (
    <>
      <h1>Many cases</h1>
      {operations.includes('askBulk') && <AskForBulk earlier={items} />}
      <section aria-labelledby="asked">
        <h2 id="asked">Asked for</h2>
        {error !== null && <Trouble error={error} />}
        {data !== undefined && items.length === 0 && <p>Nothing was asked for in many cases yet.</p>}
        <Rows label="Asked for in many cases" items={items} keyOf={({ bulkId }) => bulkId} row={(bulk) => <BulkRow bulk={bulk} />} {...more} />
      </section>
    </>
  );
}

function BulkRow({ bulk }: { readonly bulk: Bulk }) {
  const { age } = useUtilityTime();
  const { bulkId, counts, status, askedBy, askedAt, wish } = bulk;
  return (
    <Link to="/bulk/$bulkId" params={{ bulkId }} className="line">
      <span className="of-kind">{bulkStatusWords[status]}</span>
      <span className="faint">{age(askedAt)} ago</span>
      <span>{askedBy}</span>
      <span className="says">
        {bulkTitle(bulk)}: {wish.reason} ({counts.done} done, {counts.waiting} to do)
      </span>
    </Link>
  );
}
