import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { Trouble, Unanswered } from '../look/notices';
import { day } from '../words/figures';
import { versionsQuery, whatIfQuery } from './policy-queries';
import { Period } from './what-if-period';
import { CalibrationTable, ChangedTable, SegmentsTable } from './what-if-tables';

type WhatIf = Schemas['WhatIf'];

/** A what-if: how far it is, and what came of it. */
export function WhatIfScreen() {
  const { whatIfId } = useParams({ from: '/policy/what-if/$whatIfId' });
  const { data, error } = useQuery(whatIfQuery(whatIfId));
  if (data === undefined) {
    return (
      <>
        <h1>What if</h1>
        <Unanswered error={error} />
      </>
    );
  }
  const { draft, current, status, accounts, ofAccounts, failure, report } = data;
  return (
    <>
      <h1>
        What if: {draft.reference} in place of {current.reference}
      </h1>
      {error !== null && <Trouble error={error} />}
      {status === 'running' && (
        <>
          <p role="status">Under way: {ofAccounts === null ? 'it begins' : `${accounts.toLocaleString('en-US')} of ${ofAccounts.toLocaleString('en-US')} accounts`}.</p>
          <progress aria-label="How far it is" {...(ofAccounts === null ? {} : { value: accounts, max: Math.max(1, ofAccounts) })} />
        </>
      )}
      {status === 'failed' && <p role="alert">It failed: {failure}</p>}
      {report !== null && <Report whatIf={data} report={report} />}
    </>
  );
}

function Report({ whatIf, report }: { readonly whatIf: WhatIf; readonly report: Schemas['WhatIfReport'] }) {
  const { whatIfId } = whatIf;
  return (
    <>
      <p>
        {report.draft.title}. {report.accounts.toLocaleString('en-US')} accounts with {report.facts.toLocaleString('en-US')} recorded facts were decided anew by both; {report.openCases.toLocaleString('en-US')} open cases were carried on.
      </p>
      <p>
        <a href={`/what-if/${whatIfId}`} target="_blank" rel="noreferrer">
          The report as one page, to print (in a new window)
        </a>
      </p>
      <Meaning whatIf={whatIf} />
      {report.failures.count > 0 && (
        <div className="trouble">
          <p>{report.failures.count} accounts could not be decided and are left out of both sides:</p>
          <ul>
            {report.failures.first.map(({ accountId, law, reason }) => (
              <li key={`${accountId} ${law}`}>
                {accountId} under the {law}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Period title="Over recorded history" says={`${day(report.history.fromAt.slice(0, 10))} to ${day(report.history.toAt.slice(0, 10))}`} period={report.history} />
      <Period title="Ahead, in open cases" says={`Through ${day(report.ahead.toAt.slice(0, 10))}, if nothing further is billed, paid or asked for`} period={report.ahead} />
      <SegmentsTable report={report} />
      <ChangedTable changed={report.changedMost} />
      <CalibrationTable calibration={report.calibration} />
      <section aria-labelledby="assumed">
        <h2 id="assumed">What was assumed</h2>
        <ul>
          {report.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What the differences mean for who wants to bring the draft into force. */
function Meaning({ whatIf: { twoMustSign, draft } }: { readonly whatIf: WhatIf }) {
  const { data } = useQuery(versionsQuery);
  const isPublished = data?.published.includes(draft.reference) ?? true;
  return (
    <section aria-labelledby="meaning">
      <h2 id="meaning">What it means for bringing it into force</h2>
      {!isPublished && <p>This draft is not published yet: it has to be, before anybody can ask for it.</p>}
      {twoMustSign?.length === 0 && <p>No difference passes a threshold. One other person has to sign.</p>}
      {twoMustSign !== null && twoMustSign.length > 0 && (
        <>
          <p>
            <strong>Differences pass the thresholds of the version in force. Whoever asks has to say that they are wanted, and two other people have to sign:</strong>
          </p>
          <ul>
            {twoMustSign.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link to="/policy">Ask for it, or sign, under Policy</Link>
      </p>
    </section>
  );
}
