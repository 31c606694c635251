import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { docketName } from './docket-name';

type DocketMatch = Schemas['DocketMatchBeside'];
type Role = Schemas['DocketQuestion']['accounts'][number]['role'];

const roleWords: Readonly<Record<Role, string>> = { debtor: 'The debtor', joint: 'The joint debtor', both: 'Both spouses, who filed together', 'co-debtor': 'Answers for the debtor' };

interface MatchProps {
  readonly match: DocketMatch;
  readonly onDone: (told: string) => void;
}

/** An account beside the docket whose debtor it may be, and what people said of it. */
export function Match({ match, onDone }: MatchProps) {
  const { moment } = useUtilityTime();
  const { court, docketNumber, accountId, agrees, differs, matchedAt, confirmed, lookedUp, releasedAt } = match;
  return (
    <>
      <p>
        <strong>
          <Link to="/accounts/$accountId" params={{ accountId }}>
            {accountId}
          </Link>{' '}
          and {court === 'told' ? 'a bankruptcy that somebody told of' : `case ${docketNumber} of ${court}`}
        </strong>
        , held since {moment(matchedAt)}
        {releasedAt !== null && `, let go ${moment(releasedAt)}`}
      </p>
      <Beside match={match} />
      <p className="good">{agrees.join(' ')}</p>
      {differs.length > 0 && <p className="warning">{differs.join(' ')}</p>}
      {confirmed !== null && (
        <p>
          {roleWords[confirmed.role]}: {confirmed.by === 'certain' ? 'name and address leave no doubt' : `says ${confirmed.by}, ${moment(confirmed.at)}`}.{' '}
          <Link to="/dockets/$accountId/$docket" params={{ accountId, docket: docketName(court, docketNumber) }}>
            The docket’s page
          </Link>
        </p>
      )}
      {lookedUp !== null && (
        <p>
          Looked up by {lookedUp.by}, {moment(lookedUp.at)}: {lookedUp.found}
        </p>
      )}
      <Answers match={match} onDone={onDone} />
    </>
  );
}

/** Names and addresses side by side; nothing for who may not see them. */
function Beside({ match: { accountId, customer, debtors, caseName } }: { readonly match: DocketMatch }) {
  if (customer === null && debtors.length === 0 && caseName === null) return null;
  return (
    <div className="wide" data-scrolls tabIndex={0} role="group" aria-label={`${accountId} beside the docket`}>
      <table className="texts">
        <thead>
          <tr>
            <td />
            <th scope="col">The account</th>
            <th scope="col">The docket</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Name</th>
            <td>{customer?.name ?? 'none'}</td>
            <td>{debtors.length > 0 ? debtors.map(({ name }) => name).join(' and ') : (caseName ?? 'none')}</td>
          </tr>
          <tr>
            <th scope="row">Address</th>
            <td>{customer === null ? 'none' : [...new Set([customer.mailingAddress, customer.premiseAddress])].join(' / ')}</td>
            <td>{debtors.flatMap(({ address }) => address ?? []).join(' / ') || 'not told'}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Answers({ match: { court, docketNumber, accountId, confirmed, lookedUp, releasedAt }, onDone }: MatchProps) {
  const { subject, operations } = useSession();
  const [role, setRole] = useState<Role>('debtor');
  const params = (idempotencyKey: string) => ({ params: { path: { court, docketNumber, accountId }, header: { 'Idempotency-Key': idempotencyKey } } });
  const of = `${accountId}, ${docketNumber}`;
  return (
    <div className="buttons">
      {confirmed === null && court !== 'told' && operations.includes('confirmDocketMatch') && (
        <Deed words="It is the debtor’s" of={of} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/docket-matches/{court}/{docketNumber}/{accountId}/confirm', { ...params(idempotencyKey), body: { role } })), `${accountId}: confirmed. What the docket says for certain is acted on.`)}>
          <Choice label="The customer is" options={roleWords} chosen={role} onChoose={(key) => setRole(key as Role)} />
        </Deed>
      )}
      {releasedAt === null && operations.includes('lookUpDocketMatch') && (
        <Deed words="It is not: looked up" of={of} asks="What the docket shows" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/docket-matches/{court}/{docketNumber}/{accountId}/look-up', { ...params(idempotencyKey), body: { found: reason } })), `${accountId}: looked up. The hold stands until a second person agrees.`)}>
          <p>The hold stands until a second person agrees.</p>
        </Deed>
      )}
      {releasedAt === null && lookedUp !== null && operations.includes('releaseDocketMatch') &&
        (lookedUp.by === subject ? (
          <span className="faint">Somebody else has to agree.</span>
        ) : (
          <Deed words="Agree, and let go" of={of} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/docket-matches/{court}/{docketNumber}/{accountId}/release', { ...params(idempotencyKey), body: {} })), `${accountId}: let go. Other holds stay.`)}>
            <p>
              {lookedUp.by} found: {lookedUp.found}
            </p>
          </Deed>
        ))}
      {releasedAt !== null && operations.includes('holdDocketMatchAgain') && (
        <Deed words="Hold again" of={of} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/docket-matches/{court}/{docketNumber}/{accountId}/hold', { ...params(idempotencyKey), body: {} })), `${accountId}: held again.`)}>
          <p>The account is held again at once.</p>
        </Deed>
      )}
    </div>
  );
}
