import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { useUtilityTime } from '../look/utility-time';
import { day as dayOf, dollars } from '../words/figures';
import { spelled } from '../words/glossary';
import { saying } from '../words/spoken';
import { stageWords } from './day-words';
import { dayLinesQuery } from './shut-off-day-queries';

/** Every lock-off of the day, by crew and in the order of its work, as it stands at this moment. */
export function Board({ day }: { readonly day: string | undefined }) {
  const { data, error, items, more } = usePages(dayLinesQuery(day));
  return (
    <section aria-labelledby="board" className="board">
      <h2 id="board">5. Board</h2>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>There is nothing to show.</p>}
      {items.length > 0 && <Rows label="Lock-offs of the day" items={items} keyOf={({ caseId }) => caseId} row={(line) => <BoardRow line={line} />} {...more} />}
    </section>
  );
}

function BoardRow({ line }: { readonly line: Schemas['DayLine'] }) {
  const { moment } = useUtilityTime();
  const words = line.awaitsApproval ? 'Waits for approval' : line.stage === 'ordered' && line.dispatchedAt !== null ? 'Crew on its way' : stageWords[line.stage];
  return (
    <Link to="/cases/$caseId" params={{ caseId: line.caseId }} className="line">
      <span className="of-kind">{words}</span>
      <span className="id">{line.workOrderId ?? line.caseId}</span>
      <span>
        {line.crewId}
        {line.place === null ? '' : ` · ${line.place}`}
      </span>
      <span className="says">
        {line.premiseAddress === null ? '' : `${line.premiseAddress}, `}
        {dollars(line.balanceCents)}. Since {moment(line.since)}. {whyWords(line)}
      </span>
    </Link>
  );
}

/** Why it went otherwise, or may yet. */
function whyWords({ result, because, doubts, promises }: Schemas['DayLine']): string {
  const said = [
    result === null ? '' : `${spelled(result)}.`,
    because === null ? '' : `${saying(because.sentence)} (${because.rule})`,
    ...doubts.map(({ sentence, rule }) => `May yet come off: ${saying(sentence)} (${rule})`),
    ...promises.map(({ on, amountCents }) => `Promised ${dollars(amountCents)} for ${dayOf(on)}; a promise holds nothing.`),
  ];
  return said.filter((part) => part !== '').join(' ');
}
