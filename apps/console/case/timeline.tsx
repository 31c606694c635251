import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { accountOf, nextQuery, timelineQuery, whyQuery } from '../api/queries';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { day } from '../words/figures';
import { eventTitle } from '../words/glossary';
import { Assumed, StepAhead } from './ahead';
import { Reasons } from './reasons';
import { saying } from '../words/spoken';

type Line = Schemas['TimelineLine'];

/** What may come, what happened and what was decided on one line of time, the latest first; each line of the past says why. */
export function Timeline({ caseId, asOf }: { readonly caseId: string; readonly asOf?: string | undefined }) {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(timelineQuery(caseId, asOf));
  // The API tells from the beginning; a case has few pages.
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const { data: next, isPending } = useQuery(nextQuery(caseId, asOf));
  // Shown with what is ahead, which stands above: nothing moves away from under who presses "Why?".
  const lines = isPending ? [] : (data?.pages.flatMap((page) => page.items).reverse() ?? []);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">What happened</h2>
      {error !== null && <Trouble error={error} />}
      {next !== undefined && <Assumed ahead={next.ahead} />}
      <ol className="timeline" reversed>
        {next?.ahead.steps
          .map((step, index) => (
            <li key={`ahead ${index}`} className="ahead">
              <StepAhead step={step} />
            </li>
          ))
          .reverse()}
        {lines.map((line) => (
          <TimelineRow key={`${line.streamId} ${line.version}`} line={line} accountId={accountOf(caseId)} />
        ))}
      </ol>
    </section>
  );
}

function TimelineRow({ line, accountId }: { readonly line: Line; readonly accountId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const title = eventTitle(line.type);
  return (
    <li className={line.because.length > 0 ? 'decided' : 'told'}>
      <p>
        <time dateTime={line.at}>{day(line.on)}</time> <strong>{title}</strong>
      </p>
      <p>{saying(line.says)}</p>
      <Button className="button quiet" aria-expanded={isOpen} aria-label={`${isOpen ? 'Enough' : 'Why'}: ${title}, ${day(line.on)}`} onPress={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Enough' : 'Why?'}
      </Button>
      {isOpen && <Why eventId={line.eventId} accountId={accountId} />}
    </li>
  );
}

/** Everything that is known of why an event was recorded. */
function Why({ eventId, accountId }: { readonly eventId: string; readonly accountId: string }) {
  const { data, error } = useQuery(whyQuery(eventId, accountId));
  const { moment } = useUtilityTime();
  if (error !== null) return <Trouble error={error} />;
  if (data === undefined) return <p>One moment …</p>;
  return (
    <div className="why">
      {data.because.length > 0 ? <Reasons reasons={data.because} /> : <p>A fact: others decided it, and it was told here.</p>}
      <dl className="facts">
        <div>
          <dt>Took effect</dt>
          <dd>{moment(data.at)}</dd>
        </div>
        <div>
          <dt>Known here since</dt>
          <dd>{moment(data.recordedAt)}</dd>
        </div>
        <div>
          <dt>Brought about by</dt>
          <dd>{data.cause}</dd>
        </div>
        <div>
          <dt>Recorded as</dt>
          <dd>{data.eventId}</dd>
        </div>
        {data.inputs !== null && (
          <div>
            <dt>Decided from</dt>
            <dd>
              account as of its event {data.inputs.accountVersion}, case as of its event {data.inputs.caseVersion}, build {data.inputs.code}, law {data.inputs.packHash.slice(0, 12)}
            </dd>
          </div>
        )}
        <div>
          <dt>Seal</dt>
          <dd>
            <code className="seal">{data.hash}</code>
          </dd>
        </div>
      </dl>
    </div>
  );
}
