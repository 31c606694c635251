import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api, type Schemas } from '../api/client';
import { accountOf } from '../api/queries';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { breakersQuery } from './operations-queries';

type Breaker = Schemas['Breaker'];

/** What stops orders of a kind when a day brings more than usual: which one is open, why, and its reset by two people. */
export function Breakers({ onDone }: { readonly onDone: (told: string) => void }) {
  const { data, error } = useQuery(breakersQuery);
  const inOrder = [...(data?.items ?? [])].sort((one, other) => Number(other.trip !== null) - Number(one.trip !== null));
  return (
    <section aria-labelledby="breakers">
      <h2 id="breakers">Breakers</h2>
      {error !== null && <Trouble error={error} />}
      <ul className="reasons">
        {inOrder.map((breaker) => (
          <li key={breaker.kind}>
            <OneBreaker breaker={breaker} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneBreaker({ breaker, onDone }: { readonly breaker: Breaker; readonly onDone: (told: string) => void }) {
  const { kind, says, rule, countedToday, bound, usual, boundFrom, trip, waitingCases, moreWait } = breaker;
  const { moment } = useUtilityTime();
  return (
    <>
      <p>
        <strong>{says}:</strong> {countedToday.toLocaleString('en-US')} today, {bound.toLocaleString('en-US')} at most ({boundFrom === 'learnt' ? `learnt from usual days, ${usual} each` : 'set by the policy'}).{' '}
        <span className={trip === null ? 'good' : 'warning'}>{trip === null ? 'Closed: orders go on.' : 'Open: nothing of it is ordered.'}</span>
      </p>
      {trip !== null && (
        <>
          <p>
            Since {moment(trip.trippedAt)}: {trip.sentence}
          </p>
          {waitingCases.length > 0 && (
            <details>
              <summary>
                {waitingCases.length}
                {moreWait ? ' or more' : ''} case(s) wait for it alone
              </summary>
              <ul className="plain">
                {waitingCases.map((caseId) => (
                  <li key={caseId}>
                    <Link to="/cases/$caseId" params={{ caseId }} title={`Account ${accountOf(caseId)}`}>
                      {caseId}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <Reset kind={kind} trip={trip} says={says} onDone={onDone} />
        </>
      )}
      <p className="faint">
        Rule <code>{rule}</code>
      </p>
    </>
  );
}

function Reset({ kind, trip: { request }, says, onDone }: { readonly kind: Breaker['kind']; readonly trip: NonNullable<Breaker['trip']>; readonly says: string; readonly onDone: (told: string) => void }) {
  const { subject, operations } = useSession();
  const { moment } = useUtilityTime();
  const header = (idempotencyKey: string) => ({ 'Idempotency-Key': idempotencyKey });
  if (request === null) {
    return operations.includes('requestBreakerReset') ? (
      <Deed
        words="Ask for a reset"
        of={says}
        onDone={onDone}
        act={async ({ reason, idempotencyKey }) => {
          await answered(api.POST('/breakers/{kind}/reset-requests', { params: { path: { kind }, header: header(idempotencyKey) }, body: { reason } }));
          return 'The reset is asked for: another supervisor has to approve.';
        }}
      >
        <p>It stays open until another supervisor approves. Look first at what was ordered today: a breaker trips because something is unusual.</p>
      </Deed>
    ) : null;
  }
  return (
    <>
      <p>
        {request.askedBy} asked for a reset, {moment(request.askedAt)}: {request.reason}
      </p>
      {operations.includes('approveBreakerReset') &&
        (request.askedBy === subject ? (
          <p className="faint">Another supervisor has to approve.</p>
        ) : (
          <Deed
            words="Approve the reset"
            of={says}
            onDone={onDone}
            act={async ({ reason, idempotencyKey }) => {
              const { cases } = await answered(api.POST('/breakers/{kind}/reset-requests/{requestId}/approval', { params: { path: { kind, requestId: request.requestId }, header: header(idempotencyKey) }, body: { reason } }));
              return `The breaker is closed. ${cases} case(s) are looked at again.`;
            }}
          >
            <p>The day is counted on from here, and what waited is looked at again.</p>
          </Deed>
        ))}
    </>
  );
}
