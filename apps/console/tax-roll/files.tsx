import { useState } from 'react';
import { Button } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { saveFile } from '../look/saved-file';
import { useSession } from '../session/session';
import { day, dollars } from '../words/figures';

type Season = Schemas['RollSeason'];

const outgoing = { notices: 'Notices to be mailed', changes: 'Changes for the authority', unsecured: 'For the unsecured roll' } as const;
const incoming = { owners: 'Owners, from the county', mailed: 'Proofs of mailing', answers: 'Answers, line by line', settlement: 'A settlement' } as const;

interface FilesProps {
  readonly season: Season;
  readonly onDone: (told: string) => void;
}

/** What was filed, what may be written out, and what came back. */
export function Files({ season: { seasonId, files, settlements }, onDone }: FilesProps) {
  const { operations } = useSession();
  const [error, setError] = useState<Error | null>(null);
  const take = (kind: 'roll' | keyof typeof outgoing, nth?: number) =>
    void answered(api.GET('/tax-roll/seasons/{seasonId}/files/{kind}', { params: { path: { seasonId, kind }, query: nth === undefined ? {} : { nth } } }))
      .then(({ fileName, text }) => (setError(null), saveFile(fileName, 'text/plain', text)))
      .catch((failed: unknown) => setError(failed instanceof Error ? failed : new Error(String(failed))));
  return (
    <section aria-labelledby="files">
      <h2 id="files">Files</h2>
      {error !== null && <Trouble error={error} />}
      <ul>
        {files.map(({ fileName, on, lines, totalCents }, index) => (
          <li key={fileName}>
            {day(on)}: {fileName}, {lines.toLocaleString('en-US')} lines, {dollars(totalCents)}{' '}
            {operations.includes('readRollFile') && (
              <Button className="button quiet" onPress={() => take('roll', index + 1)}>
                Download {fileName}
              </Button>
            )}
          </li>
        ))}
        {settlements.map(({ settlementId, on, collectedCents, remittedCents }) => (
          <li key={settlementId}>
            {day(on)}: settlement {settlementId}, collected {dollars(collectedCents)}, remitted {dollars(remittedCents)}
          </li>
        ))}
      </ul>
      <div className="buttons">
        {operations.includes('readRollFile') &&
          Object.entries(outgoing).map(([kind, words]) => (
            <Button key={kind} className="button" onPress={() => take(kind as keyof typeof outgoing)}>
              {words}
            </Button>
          ))}
        {operations.includes('importRollFile') && <Import seasonId={seasonId} onDone={onDone} />}
      </div>
    </section>
  );
}

function Import({ seasonId, onDone }: { readonly seasonId: string; readonly onDone: (told: string) => void }) {
  const [kind, setKind] = useState<keyof typeof incoming>('answers');
  const [file, setFile] = useState<File | null>(null);
  return (
    <Deed
      words="Take in a file"
      asks={null}
      onDone={onDone}
      act={async ({ idempotencyKey }) => {
        if (file === null) throw new Error('Choose a file first.');
        const { records } = await answered(api.POST('/tax-roll/seasons/{seasonId}/imports', { params: { path: { seasonId }, header: { 'Idempotency-Key': idempotencyKey } }, body: { kind, text: await file.text() } }));
        return `${file.name}: ${records.toLocaleString('en-US')} records were taken in.`;
      }}
    >
      <Choice label="What it is" options={incoming} chosen={kind} onChoose={(chosen) => setKind(chosen as keyof typeof incoming)} />
      <label>
        The file <input type="file" required onChange={({ target }) => setFile(target.files?.[0] ?? null)} />
      </label>
      <p className="faint">A fault is told with its line and column, and nothing of the file is taken in then.</p>
    </Deed>
  );
}
