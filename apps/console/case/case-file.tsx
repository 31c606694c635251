import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day, dollars } from '../words/figures';
import { eventTitle, spelled } from '../words/glossary';
import { caseFileQuery } from './case-queries';
import { Reasons } from './reasons';

type File = Schemas['CaseFile'];

interface Props {
  readonly caseId: string;
  readonly asOf: string | undefined;
}

/** What lies in the file of the case: letters, visits, bankruptcies, arrangements. What there is none of is not named. */
export function CaseFile({ caseId, asOf }: Props) {
  const { data, error } = useQuery(caseFileQuery(caseId, asOf));
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return null;
  const { notices, visits, bankruptcies, protectedCents, arrangements } = data;
  return (
    <>
      {notices.length > 0 && <Notices caseId={caseId} notices={notices} />}
      {visits.length > 0 && <Visits visits={visits} />}
      {bankruptcies.length > 0 && <Bankruptcies bankruptcies={bankruptcies} protectedCents={protectedCents} />}
      {arrangements.length > 0 && <Arrangements arrangements={arrangements} />}
    </>
  );
}

function Notices({ caseId, notices }: { readonly caseId: string; readonly notices: File['notices'] }) {
  const { operations } = useSession();
  return (
    <section aria-labelledby="letters">
      <h2 id="letters">Letters and papers</h2>
      <ul className="reasons">
        {notices.map((notice) => (
          <li key={notice.noticeId}>
            <p>
              <strong>{spelled(notice.document ?? notice.kind)}</strong> {notice.noticeId}
            </p>
            <Proof notice={notice} />
            {notice.hasPaper && operations.includes('readCasePaper') && <Paper caseId={caseId} noticeId={notice.noticeId} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Proof({ notice: { orderedAt, mailedOn, deliveredOn, returnedAt, bouncedAt } }: { readonly notice: File['notices'][number] }) {
  const { moment } = useUtilityTime();
  const said = [
    `ordered ${moment(orderedAt)}`,
    ...(mailedOn === null ? [] : [`mailed ${day(mailedOn)}`]),
    ...(deliveredOn === null ? [] : [`delivered ${day(deliveredOn)}`]),
    ...(returnedAt === null ? [] : [`came back ${moment(returnedAt)}`]),
    ...(bouncedAt === null ? [] : [`refused by e-mail ${moment(bouncedAt)}`]),
  ];
  return <p className="faint">{said.join(', ')}</p>;
}

/** Fetched when it is asked for: it takes a second to lay a letter out. */
function Paper({ caseId, noticeId }: { readonly caseId: string; readonly noticeId: string }) {
  const { moment } = useUtilityTime();
  const paper = useMutation({
    mutationFn: async () => {
      const { pdf, ...told } = await answered(api.GET('/cases/{caseId}/papers/{noticeId}', { params: { path: { caseId, noticeId } } }));
      const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0));
      return { ...told, url: URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' })) };
    },
  });
  const { data, error, isPending } = paper;
  if (data === undefined) {
    return (
      <>
        {error !== null && <Trouble error={error} />}
        <Button className="button" isDisabled={isPending} aria-label={`Fetch the PDF of ${noticeId}`} onPress={() => paper.mutate()}>
          Fetch the PDF
        </Button>
      </>
    );
  }
  const printed = data.isWhatWasPrinted === null ? 'No print of it was noted: it is laid out from what was recorded.' : data.isWhatWasPrinted ? `The very bytes that were printed${data.printedAt === null ? '' : ` ${moment(data.printedAt)}`}.` : 'It differs from what was printed: what was recorded does not tell all of it.';
  return (
    <p>
      <a href={data.url} download={`${noticeId}.pdf`}>
        Save {noticeId}.pdf
      </a>{' '}
      ({data.pages === 1 ? 'one page' : `${data.pages} pages`}). {printed} <code className="seal">{data.sha256}</code>
    </p>
  );
}

function Visits({ visits }: { readonly visits: File['visits'] }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="visits">
      <h2 id="visits">Work orders</h2>
      <ul className="reasons">
        {visits.map(({ workOrderId, work, reports }) => (
          <li key={workOrderId}>
            <p>
              <strong>{workOrderId}</strong> {spelled(work)}
            </p>
            {reports.length === 0 && <p className="faint">Nothing was reported yet.</p>}
            {reports.map(({ eventId, type, at, result, by, photo, note }) => (
              <p key={eventId}>
                {moment(at)}: {result === null ? eventTitle(type) : spelled(result)}
                {by !== null && `, ${by}`}
                {photo !== null && `, photo ${photo}`}
                {note !== null && `. ${note}`}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bankruptcies({ bankruptcies, protectedCents }: { readonly bankruptcies: File['bankruptcies']; readonly protectedCents: number }) {
  const { moment } = useUtilityTime();
  return (
    <section aria-labelledby="bankruptcy">
      <h2 id="bankruptcy">Bankruptcy</h2>
      {protectedCents !== 0 && <p>{dollars(protectedCents)} is of before the filing: nobody may ask for it.</p>}
      {bankruptcies.map(({ docket, chapter, role, filedAt, ending, endedAt, holds, assurance, letters, endsBy }) => (
        <div key={docket}>
          <p>
            <strong>{docket}</strong> {chapter === '' ? 'chapter not known' : `chapter ${chapter}`}, as {spelled(role).toLowerCase()}.{' '}
            {filedAt === null ? 'The day of filing is not known.' : `Filed ${moment(filedAt)}.`} {ending !== null && `${spelled(ending)}${endedAt === null ? '' : ` ${moment(endedAt)}`}.`} {holds ? 'It holds everything.' : 'It holds nothing now.'}
          </p>
          {assurance.requestedCents !== null && (
            <p>
              Assurance asked for: {dollars(assurance.requestedCents)}, given {dollars(assurance.givenCents)}
              {assurance.lastDayOn !== null && `, last day ${day(assurance.lastDayOn)}`}.
            </p>
          )}
          {letters.map(({ noticeId, letter, orderedAt }) => (
            <p key={noticeId} className="faint">
              Letter: {spelled(letter)}, {moment(orderedAt)}, {noticeId}
            </p>
          ))}
          <Reasons reasons={[endsBy]} />
        </div>
      ))}
    </section>
  );
}

function Arrangements({ arrangements }: { readonly arrangements: File['arrangements'] }) {
  return (
    <section aria-labelledby="arrangements">
      <h2 id="arrangements">Arrangement</h2>
      {arrangements.map(({ arrangementId, kind, sentence, parts }) => (
        <table key={arrangementId}>
          <caption>
            {spelled(kind)} {arrangementId}. {sentence}
          </caption>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col">Amount</th>
              <th scope="col">Paid</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ dueOn, amountCents, paidCents }, index) => (
              <tr key={`${dueOn} ${index}`}>
                <th scope="row">{day(dueOn)}</th>
                <td>{dollars(amountCents)}</td>
                <td>{dollars(paidCents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}
