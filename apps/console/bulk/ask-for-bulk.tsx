import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, Radio, RadioGroup, Text, TextArea, TextField } from 'react-aria-components';
import { answered, api, Refused, type Schemas } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { wishOfView } from '../cases/case-wish';
import { caseCountQuery } from '../cases/worklist-queries';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { useSession } from '../session/session';
import { casesCounted, caseStuckKinds, interventionWords, statusWords, stuckWords } from '../words/glossary';
import type { Bulk, CaseFilter } from './bulk-queries';
import { bulkTitle, filterWords } from './bulk-words';

type Wish = Schemas['BulkWish'];

const kinds = ['PlaceHold', 'ReleaseHold', 'RetryObligation', 'SkipStep', 'RescheduleShutOff', 'PostNotice', 'AdvanceNow', 'RestartProcess', 'FinishReview', 'CloseCase'] as const satisfies readonly Wish['type'][];
const any = 'any';
const which = { open: 'Open', stuck: 'Stuck', held: 'On hold', mine: 'Assigned to me' } as const;

/** What is to be done, in which cases, and why. Nothing is done by asking: each case is looked at, and somebody else approves. */
export function AskForBulk({ earlier }: { readonly earlier: readonly Bulk[] }) {
  const { interventions } = useSession();
  const { filter: handedOver } = useSearch({ from: '/bulk' });
  const navigate = useNavigate();
  const mayDo = kinds.filter((kind) => interventions.includes(kind));
  const [kind, setKind] = useState<Wish['type']>(mayDo[0] ?? 'AdvanceNow');
  const [reason, setReason] = useState('');
  const [date, setDate] = useState('');
  const [placedBy, setPlacedBy] = useState('');
  const [way, setWay] = useState<string>('filter');
  const [filter, setFilter] = useState<CaseFilter>(handedOver ?? { open: true });
  const [list, setList] = useState('');
  const [perMinute, setPerMinute] = useState('');
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const caseIds = linesOf(list);
  const holds = Object.fromEntries(earlier.filter(({ wish: { type }, counts: { done } }) => type === 'PlaceHold' && done > 0).map((bulk) => [bulk.bulkId, `${bulkTitle(bulk)}: ${bulk.wish.reason}`]));
  const ask = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/bulks', {
          params: { header: { 'Idempotency-Key': idempotencyKey } },
          body: { wish: wishOf(kind, reason, date, placedBy), chosen: way === 'filter' ? { filter } : { caseIds: [...caseIds] }, ...(perMinute === '' ? {} : { perMinute: Number(perMinute) }) },
        }),
      ),
    onSuccess: ({ bulkId }) => navigate({ to: '/bulk/$bulkId', params: { bulkId } }),
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const isLacking = (kind === 'ReleaseHold' && placedBy === '') || (way === 'list' && caseIds.length === 0);
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">Ask for something in many cases</h2>
      <form onSubmit={submit} className="ask-for-bulk">
        <Choice label="What" options={Object.fromEntries(mayDo.map((each) => [each, interventionWords[each]]))} chosen={kind} onChoose={(key) => setKind(key as Wish['type'])} />
        {(kind === 'PlaceHold' || kind === 'RescheduleShutOff') && (
          <TextField value={date} onChange={setDate} type="date" isRequired={kind === 'RescheduleShutOff'}>
            <Label>{kind === 'PlaceHold' ? 'Until (may be left open)' : 'Not before'}</Label>
            <Input />
          </TextField>
        )}
        {kind === 'ReleaseHold' && (Object.keys(holds).length === 0 ? <p>No hold was placed in many cases that could be released.</p> : <Choice label="Which hold" options={{ '': 'Choose one', ...holds }} chosen={placedBy} onChoose={setPlacedBy} />)}
        {kind === 'RetryObligation' && <p className="faint">Whatever of a case could not be carried out is tried again.</p>}
        <TextField value={reason} onChange={setReason} isRequired minLength={3} maxLength={2000}>
          <Label>Why</Label>
          <TextArea rows={2} />
        </TextField>
        <RadioGroup value={way} onChange={setWay} orientation="horizontal" className="choices">
          <Label>Which cases</Label>
          <Radio value="filter">By a filter</Radio>
          <Radio value="list">By a list</Radio>
        </RadioGroup>
        {way === 'filter' ? <Filter filter={filter} onChange={setFilter} /> : <CaseList list={list} onChange={setList} lines={caseIds.length} error={ask.error} />}
        <TextField value={perMinute} onChange={setPerMinute} type="number">
          <Label>Cases a minute</Label>
          <Input min={1} max={6000} />
          <Text slot="description" className="faint">
            Left open, as this installation is set.
          </Text>
        </TextField>
        {ask.error !== null && <Trouble error={ask.error} />}
        <div className="buttons">
          <Button type="submit" className="button primary" isDisabled={ask.isPending || isLacking}>
            Look at the cases
          </Button>
          <span className="faint">Nothing is done yet: somebody else has to approve.</span>
        </div>
      </form>
    </section>
  );
}

function Filter({ filter, onChange }: { readonly filter: CaseFilter; readonly onChange: (filter: CaseFilter) => void }) {
  const { data } = useQuery(caseCountQuery(wishOfView({ filter, sort: 'case' })));
  const { open: _open, stuck: _stuck, held: _held, assignedTo, ...others } = filter;
  const chosen = filter.stuck ? 'stuck' : filter.held ? 'held' : assignedTo === '@me' ? 'mine' : filter.open ? 'open' : any;
  const flags: Readonly<Record<string, CaseFilter>> = { open: { open: true }, stuck: { open: true, stuck: true }, held: { open: true, held: true }, mine: { open: true, assignedTo: '@me' } };
  const without = (name: keyof CaseFilter) => Object.fromEntries(Object.entries(filter).filter(([known]) => known !== name)) as CaseFilter;
  return (
    <>
      <div className="filters">
        <Choice label="Which" options={{ ...which, [any]: 'Every case' }} chosen={chosen} onChoose={(key) => onChange({ ...others, ...flags[key] })} />
        <Choice label="Stands at" options={{ [any]: 'Anywhere', ...statusWords }} chosen={filter.status?.[0] ?? any} onChoose={(key) => onChange(key === any ? without('status') : { ...filter, status: [key as Schemas['CaseLine']['status']] })} />
        <Choice label="Stuck by" options={{ [any]: 'Anything', ...Object.fromEntries(caseStuckKinds.map((kind) => [kind, stuckWords[kind]])) }} chosen={filter.stuckKind ?? any} onChoose={(key) => onChange(key === any ? without('stuckKind') : { ...filter, stuckKind: key as (typeof caseStuckKinds)[number] })} />
      </div>
      <p role="status">
        {filterWords(filter)}
        {data !== undefined && `: ${casesCounted(data)}`}
      </p>
    </>
  );
}

function CaseList({ list, onChange, lines, error }: { readonly list: string; readonly onChange: (list: string) => void; readonly lines: number; readonly error: Error | null }) {
  const bad = error instanceof Refused ? (error.problem.faults ?? []).filter(({ path }) => path.startsWith('body.chosen.caseIds.')) : [];
  return (
    <>
      <TextField value={list} onChange={onChange} maxLength={900_000}>
        <Label>Cases, one on each line</Label>
        <TextArea rows={6} spellCheck="false" />
        <Text slot="description" className="faint">
          {lines} {lines === 1 ? 'line' : 'lines'}
        </Text>
      </TextField>
      {bad.length > 0 && (
        <ul className="bad-lines" aria-label="Lines to mend">
          {bad.map(({ path, message }) => (
            <li key={path}>
              Line {Number(path.split('.').at(-1)) + 1}: {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** As pasted from a spreadsheet or a letter: lines, commas or blanks between them. */
const linesOf = (list: string) => list.split(/[\s,;]+/).filter((line) => line !== '');

function wishOf(type: Wish['type'], reason: string, date: string, placedBy: string): Wish {
  switch (type) {
    case 'PlaceHold':
      return { type, reason, ...(date === '' ? {} : { untilOn: date }) };
    case 'RescheduleShutOff':
      return { type, reason, notBeforeOn: date };
    case 'ReleaseHold':
      return { type, reason, placedBy };
    default:
      return { type, reason };
  }
}
