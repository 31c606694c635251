import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { answered, api, newIdempotencyKey, type Schemas } from '../api/client';
import { Choice } from '../look/choice';
import { Deed } from '../look/deed';
import { Trouble } from '../look/notices';
import { Table } from '../look/table';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { day } from '../words/figures';
import { spelled, statusWords } from '../words/glossary';
import { migrationsQuery } from './policy-queries';

type Migration = Schemas['CaseMigration'];
type Status = Schemas['CaseLine']['status'];

interface Props {
  readonly versions: Schemas['Versions'];
  readonly onDone: (told: string) => void;
}

/** Moving open cases to another version: looked at case by case first, asked for by one and approved by another, and taken back. */
export function Migrations({ versions, onDone }: Props) {
  const { operations } = useSession();
  const { data, error } = useQuery(migrationsQuery);
  return (
    <section aria-labelledby="migrations">
      <h2 id="migrations">Moving open cases</h2>
      {error !== null && <Trouble error={error} />}
      {data?.items.length === 0 && <p>No case was moved to another version.</p>}
      <ul className="reasons">
        {data?.items.map((migration) => (
          <li key={migration.migrationId}>
            <OneMigration migration={migration} onDone={onDone} />
          </li>
        ))}
      </ul>
      {operations.includes('previewMigration') && <Preview versions={versions} onDone={onDone} />}
    </section>
  );
}

const migrationWords: Readonly<Record<Migration['status'], string>> = { asked: 'Waits for a second person', moving: 'Cases are being moved', moved: 'Done', undoing: 'Cases are being moved back', undone: 'Moved back', withdrawn: 'Withdrawn' };

function OneMigration({ migration: { migrationId, to, cohort, reason, askedBy, askedAt, approvedBy, status, counts }, onDone }: { readonly migration: Migration; readonly onDone: Props['onDone'] }) {
  const { subject, operations } = useSession();
  const { moment } = useUtilityTime();
  const params = (idempotencyKey: string) => ({ params: { path: { migrationId }, header: { 'Idempotency-Key': idempotencyKey } }, body: {} });
  const told = Object.entries(counts).map(([what, count]) => `${spelled(what).toLowerCase()} ${count}`);
  return (
    <>
      <p>
        <strong>
          {cohortWords(cohort)} to {to}.
        </strong>{' '}
        {migrationWords[status]}. Cases: {told.join(', ')}.
      </p>
      <p>{reason}</p>
      <p className="faint">
        Asked for by {askedBy}, {moment(askedAt)}. {approvedBy !== null && `Approved by ${approvedBy}.`}
      </p>
      <div className="buttons">
        {status === 'asked' && operations.includes('approveMigration') && (askedBy === subject ? <span className="faint">Somebody else has to approve.</span> : (
          <Deed words="Approve" of={`moving to ${to}`} asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/packs/migrations/{migrationId}/approval', params(idempotencyKey))), `Approved: cases are moved to ${to}.`)}>
            <p>Each case is moved by an event of its own, and decided under {to} from then on.</p>
          </Deed>
        ))}
        {(status === 'moving' || status === 'moved' || status === 'asked') && operations.includes('undoMigration') && (
          <Deed words={status === 'asked' ? 'Take it back' : 'Move them back'} of={`from ${to}`} onDone={onDone} act={async ({ reason: why, idempotencyKey }) => (await answered(api.POST('/packs/migrations/{migrationId}/undo', { ...params(idempotencyKey), body: { reason: why, alsoCaseIds: [] } })), `Taken back.`)}>
            <p>Cases in which something adverse was decided since are kept.</p>
          </Deed>
        )}
      </div>
    </>
  );
}

function cohortWords({ statuses, caseIds, percent }: Migration['cohort']): string {
  const parts = [statuses?.map((status) => statusWords[status]).join(', '), caseIds && (caseIds.length === 1 ? `Case ${caseIds[0]}` : `${caseIds.length} named cases`), percent === undefined ? undefined : `${percent} % of them`].filter(Boolean);
  return parts.length === 0 ? 'All open cases' : parts.join('; ');
}

const everywhere = 'everywhere';

function Preview({ versions: { versions }, onDone }: Props) {
  const { operations } = useSession();
  const known = [...new Set(versions.map(({ pack }) => pack))];
  const [to, setTo] = useState(known.at(-1) ?? '');
  const [status, setStatus] = useState<string>(everywhere);
  const [percent, setPercent] = useState('100');
  const cohort = { ...(status === everywhere ? {} : { statuses: [status as Status] }), ...(percent === '100' ? {} : { percent: Number(percent) }) };
  const look = useMutation({ mutationFn: () => answered(api.POST('/packs/migrations/preview', { params: { header: { 'Idempotency-Key': newIdempotencyKey() } }, body: { to, cohort, limit: 50 } })) });
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    look.reset();
  };
  if (known.length < 2) return <p className="faint">There is one version here: nothing to move to.</p>;
  return (
    <>
      <div className="filters">
        <Choice label="To" options={Object.fromEntries(known.map((pack) => [pack, pack]))} chosen={to} onChoose={changed(setTo)} />
        <Choice label="Cases that stand at" options={{ [everywhere]: 'Anywhere', ...Object.fromEntries(Object.entries(statusWords).filter(([key]) => key !== 'closed')) }} chosen={status} onChoose={changed(setStatus)} />
        <TextField value={percent} onChange={changed(setPercent)} type="number">
          <Label>Percent of them</Label>
          <Input min={0} max={100} />
        </TextField>
        <Button className="button" onPress={() => look.mutate()} isDisabled={look.isPending}>
          Show what would change
        </Button>
        {look.data !== undefined && operations.includes('askMigration') && (
          <Deed words="Ask for the move" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/packs/migrations', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { to, cohort, reason } })), 'Asked for: a second person has to approve.')}>
            <p>
              {look.data.cases} case(s) would go to {to}.
            </p>
          </Deed>
        )}
      </div>
      {look.error !== null && <Trouble error={look.error} />}
      {look.data !== undefined && <PreviewTable preview={look.data} />}
    </>
  );
}

function PreviewTable({ preview: { cases, previews } }: { readonly preview: Schemas['MigrationPreview'] }) {
  return (
    <>
      <p role="status">
        {cases} case(s); of the first {previews.length}, {previews.filter(({ changes }) => changes).length} would change.
      </p>
      <Table
        of={{ name: 'What would change, case by case' }}
        ofTexts
        head={['Case', 'From', 'Now', 'Afterwards', 'Decided at once']}
        rows={previews.map(({ caseId, from, refused, before, after, decidesAtOnce }) => ({
          key: caseId,
          cells: [
            <Link to="/cases/$caseId" params={{ caseId }}>
              {caseId}
            </Link>,
            from,
            outlookWords(before),
            refused !== null ? `Not moved: ${refused}` : after === null ? '–' : outlookWords(after),
            decidesAtOnce.length === 0 ? 'nothing' : decidesAtOnce.join(', '),
          ],
        }))}
      />
    </>
  );
}

function outlookWords({ status, shutOffPlannedOn, keptBackBy }: Schemas['CaseOutlook']): string {
  const held = keptBackBy.length === 0 ? 'nothing keeps the next step back' : `kept back by ${keptBackBy.join(', ')}`;
  return `${statusWords[status]}${shutOffPlannedOn === null ? '' : `, lock-off ${day(shutOffPlannedOn)}`}; ${held}`;
}
