import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { useUtilityTime } from '../look/utility-time';
import { saying } from '../words/spoken';
import { standingWords } from './day-words';

/** Whose water is off although something speaks for it since: before everything else, since each hour counts. */
export function OffAlthough({ off }: { readonly off: readonly Schemas['OffThough'][] }) {
  const { moment } = useUtilityTime();
  if (off.length === 0) return null;
  return (
    <section aria-labelledby="off-although" className="off-although">
      <h2 id="off-although">Off, although something speaks for it since</h2>
      <ul className="guards">
        {off.map(({ caseId, premiseAddress, standing, restoration, because }) => (
          <li key={caseId} className={standing === 'stays-off' ? 'met' : 'unmet'}>
            <Link to="/cases/$caseId" params={{ caseId }}>
              {caseId}
            </Link>{' '}
            {premiseAddress ?? ''} <strong>{standingWords[standing]}</strong>
            {restoration !== null && ` (${restoration.workOrderId}, by ${moment(restoration.windowToAt)})`}.{' '}
            {because.map(({ rule, sentence }) => (
              <span key={`${rule} ${sentence}`}>
                {saying(sentence)} <span className="faint">Rule {rule}.</span>{' '}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
