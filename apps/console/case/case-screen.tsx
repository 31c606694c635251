import './case.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { accountOf, accountQuery, caseQuery } from '../api/queries';
import { WhoHasIt } from '../cases/who-has-it';
import { Trouble, Unanswered } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { statusWords } from '../words/glossary';
import { AsOf } from './as-of';
import { Awaited } from './awaited';
import { CaseFile } from './case-file';
import { Interventions } from './interventions';
import { Money } from './money';
import { Timeline } from './timeline';
import { WhatNext } from './what-next';

/** One case: where it stands and why, what comes next, and what a person may do about it. */
export function CaseScreen() {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const { asOf } = useSearch({ from: '/cases/$caseId' });
  const { operations } = useSession();
  const { data, error } = useQuery(caseQuery(caseId, asOf));
  const account = useQuery({ ...accountQuery(accountOf(caseId), asOf), enabled: operations.includes('readAccount') });
  const { moment } = useUtilityTime();
  if (data === undefined) {
    return (
      <>
        <h1>Case {caseId}</h1>
        {error !== null && <AsOf caseId={caseId} asOf={asOf} />}
        <Unanswered error={error} />
      </>
    );
  }
  return (
    <>
      <div className="heading">
        <h1>Case {caseId}</h1>
        <span className="badge">{statusWords[data.status]}</span>
        {data.isStuck && <span className="badge warning">Stuck</span>}
        {data.heldBy.length > 0 && <span className="badge good">On hold</span>}
      </div>
      {error !== null && <Trouble error={error} />}
      {account.error !== null && <Trouble error={account.error} />}
      <p>
        {account.data?.customer != null && `${account.data.customer.name}, ${account.data.customer.premiseAddress} · `}
        {operations.includes('readCall') ? (
          <Link to="/accounts/$accountId" params={{ accountId: data.accountId }}>
            Account {data.accountId}
          </Link>
        ) : (
          `Account ${data.accountId}`
        )}
      </p>
      <AsOf key={asOf} caseId={caseId} asOf={asOf} />
      <p className="faint">
        Opened {moment(data.openedAt)}. Under {data.pack}. {data.closedAt === null ? '' : `Closed ${moment(data.closedAt)}.`}
      </p>
      {asOf === undefined && <WhoHasIt caseId={caseId} assignment={data.assignment} isClosed={data.status === 'closed'} />}
      <Awaited of={data} isPast={asOf !== undefined} />
      {data.failure !== null && <p role="alert">The last decision failed: {data.failure}</p>}
      <div className="columns">
        <div>
          <WhatNext caseId={caseId} asOf={asOf} />
          <Timeline caseId={caseId} asOf={asOf} />
        </div>
        <div>
          {asOf === undefined && operations.includes('intervene') && <Interventions of={data} holds={account.data?.holds} />}
          <CaseFile caseId={caseId} asOf={asOf} />
          {account.data !== undefined && <Money account={account.data} />}
        </div>
      </div>
    </>
  );
}
