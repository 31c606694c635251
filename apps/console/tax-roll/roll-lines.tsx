import { useState } from 'react';
import type { Schemas } from '../api/client';
import { usePages } from '../api/pages';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { Rows } from '../look/rows';
import { dollars } from '../words/figures';
import { spelled } from '../words/glossary';
import { lineStatusWords } from './roll-words';
import { linesQuery, type LineStatus } from './tax-roll-queries';

type Line = Schemas['RollLine'];

const any = 'any';

/** Every line of a season with its state, and what was left out with its reason. */
export function RollLines({ season: { seasonId, lines } }: { readonly season: Schemas['RollSeason'] }) {
  const [chosen, setChosen] = useState<string>(any);
  const { data, error, items, more } = usePages(linesQuery(seasonId, chosen === any ? undefined : (chosen as LineStatus)));
  const options = { [any]: 'Any', ...Object.fromEntries(Object.entries(lineStatusWords).map(([status, words]) => [status, `${words} (${(lines[status] ?? 0).toLocaleString('en-US')})`])) };
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">Lines</h2>
      <div className="filters">
        <Choice label="State" options={options} chosen={chosen} onChoose={setChosen} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && items.length === 0 && <p>There are none.</p>}
      <Rows label="Lines of the tax roll" items={items} keyOf={({ lineId }) => lineId} row={(line) => <Row line={line} />} {...more} />
    </section>
  );
}

function Row({ line: { lineId, parcelId, status, amountCents, openCents, suspendedCents, exclusions, waitsForAnswer } }: { readonly line: Line }) {
  const says = [
    suspendedCents > 0 ? `${dollars(suspendedCents)} paid to the utility, not answered yet.` : null,
    waitsForAnswer.length > 0 ? `The authority has ${waitsForAnswer.length} change(s) to acknowledge.` : null,
    ...exclusions.map(({ service, reason, sentence }) => `${service === null ? 'Left out' : `${spelled(service)} left out`} (${spelled(reason).toLowerCase()}): ${sentence}`),
  ].filter((sentence) => sentence !== null);
  const amount = `${dollars(amountCents)}, open ${dollars(openCents)}`;
  return (
    <div className="line" tabIndex={0} role="group" aria-label={`${lineId}: ${lineStatusWords[status]}, ${amount}`}>
      <span className="of-kind">{lineStatusWords[status]}</span>
      <span className="id">{parcelId ?? 'no parcel'}</span>
      <span>{lineId}</span>
      <span className="says">
        {amount}. {says.join(' ')}
      </span>
    </div>
  );
}
