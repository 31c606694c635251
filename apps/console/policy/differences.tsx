import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { differencesQuery } from './policy-queries';

/** What differs between two versions, in sentences. */
export function Differences({ published, inForce }: { readonly published: readonly string[]; readonly inForce: string }) {
  const [before, setBefore] = useState(inForce);
  const [after, setAfter] = useState(published.find((pack) => pack !== inForce) ?? inForce);
  const { data, error } = useQuery(differencesQuery(before, after));
  const options = Object.fromEntries(published.map((pack) => [pack, pack]));
  const sentences = data === undefined ? [] : [...data.sentences, ...data.untold];
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">What differs</h2>
      <div className="filters">
        <Choice label="From" options={options} chosen={before} onChoose={setBefore} />
        <Choice label="To" options={options} chosen={after} onChoose={setAfter} />
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && (
        <details open={sentences.length <= 12}>
          <summary>{sentences.length === 0 ? 'They say the same.' : `${sentences.length} difference(s)`}</summary>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
