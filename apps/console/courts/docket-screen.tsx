import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Reasons } from '../case/reasons';
import { Trouble, Unanswered } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { day, dollars } from '../words/figures';
import { spelled } from '../words/glossary';
import type { Schemas } from '../api/client';
import { docketQuery } from './courts-queries';

/** One bankruptcy over all accounts that its petition names: its days, letters, what waits for a person, and what has to be put right. */
export function DocketScreen() {
  const { accountId, docket } = useParams({ from: '/dockets/$accountId/$docket' });
  const { data, error } = useQuery(docketQuery(accountId, docket));
  const { moment, age } = useUtilityTime();
  const title = <h1>Docket {docket}</h1>;
  if (data === undefined) {
    return (
      <>
        {title}
        <Unanswered error={error} />
      </>
    );
  }
  const { chapter, filedAt, ending, nextLookAt, accounts, assurance, claimDeadline, repair, claim } = data;
  return (
    <>
      {title}
      {error !== null && <Trouble error={error} />}
      <p>
        Chapter {chapter}, {filedAt === null ? 'the day of filing is not known' : `filed ${moment(filedAt)}`}. {ending === null ? 'It goes on.' : `It ended: ${spelled(ending).toLowerCase()}.`}
        {nextLookAt !== null && ` Looked at again ${moment(nextLookAt)}.`}
      </p>
      <section aria-labelledby="accounts">
        <h2 id="accounts">Accounts</h2>
        {accounts.map(({ accountId: named, role, reviews, letters }) => (
          <div key={named}>
            <h3>
              <Link to="/accounts/$accountId" params={{ accountId: named }}>
                {named}
              </Link>{' '}
              ({role === 'debtor' ? 'the debtor’s' : 'of who answers for the debtor'})
            </h3>
            <ul>
              {reviews.map(({ review, openedAt }) => (
                <li key={review} className="warning">
                  Waits for a person: {spelled(review).toLowerCase()}, for {age(openedAt)}
                </li>
              ))}
              {letters.map(({ noticeId, letter, status, mailedOn }) => (
                <li key={noticeId}>
                  {spelled(letter)}: {spelled(status).toLowerCase()}
                  {mailedOn !== null && `, mailed ${day(mailedOn)}`}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
      {assurance !== null && (
        <section aria-labelledby="assurance">
          <h2 id="assurance">Assurance of payment by {day(assurance.lastDayOn)}</h2>
          <Reasons reasons={assurance.because} />
        </section>
      )}
      {claimDeadline !== null && (
        <section aria-labelledby="claim">
          <h2 id="claim">Proof of claim by {day(claimDeadline.lastDayOn)}</h2>
          {claim !== null && (
            <p>
              {dollars(claim.claim.cents)} as of {day(claim.claim.asOf)}
              {claim.amendsClaimFiled && '; it amends the claim that was filed'}.
            </p>
          )}
          <Reasons reasons={claimDeadline.because} />
        </section>
      )}
      <Repair repair={repair} />
    </>
  );
}

function Repair({ repair: { because, needsCounsel, open, lines } }: { readonly repair: Schemas['DocketRepair'] }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="repair">
      <h2 id="repair">To be put right</h2>
      {lines.length === 0 && <p>Nothing was done against the stay.</p>}
      {lines.length > 0 && (
        <>
          <p>
            {open} of {lines.length} are open.{needsCounsel && ' Counsel has to look at it.'}
          </p>
          <ul>
            {lines.map(({ id, accountId, kind, at, cents, undone, proposal }) => (
              <li key={id}>
                {accountId}, {moment(at)}: {spelled(kind).toLowerCase()}
                {cents !== null && ` of ${dollars(cents)}`}. {undone ? 'Undone.' : proposal}
              </li>
            ))}
          </ul>
          <Reasons reasons={[because]} />
        </>
      )}
    </section>
  );
}
