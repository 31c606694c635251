import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { answered, api, newIdempotencyKey } from '../api/client';
import { useIdempotencyKey } from '../api/idempotency-key';
import { Choice } from '../look/choice';
import { Trouble } from '../look/notices';
import { useSession } from '../session/session';
import { viewOf, wishOfView, type CaseWish } from './case-wish';
import { viewsQuery } from './worklist-queries';

interface Props {
  readonly wish: CaseWish;
  readonly onWish: (wish: CaseWish) => void;
}

const none = 'none';
/** The order of its parts is no difference between two wishes. */
const same = (first: CaseWish, second: CaseWish) => JSON.stringify(Object.entries(first).sort()) === JSON.stringify(Object.entries(second).sort());

/** Filters with a name: one's own and the utility's; one of them is what the list opens with. */
export function Views({ wish, onWish }: Props) {
  const { operations } = useSession();
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  const shown = views.find((view) => same(wishOfView(view), wish));
  const options = { [none]: 'None', ...Object.fromEntries(views.map(({ viewId, name, isShared, isDefault }) => [viewId, `${name}${isShared ? ' (shared)' : ''}${isDefault ? ' (opens first)' : ''}`])) };
  const choose = (viewId: string) => {
    const view = views.find((known) => known.viewId === viewId);
    onWish(view === undefined ? { open: true } : wishOfView(view));
  };
  return (
    <div className="filters">
      <Choice label="View" options={options} chosen={shown?.viewId ?? none} onChoose={choose} />
      {operations.includes('saveView') && (
        <details className="more">
          <summary>Save or change views</summary>
          <SaveView wish={wish} />
          {shown !== undefined && <ChangeView viewId={shown.viewId} isDefault={shown.isDefault} name={shown.name} />}
        </details>
      )}
    </div>
  );
}

function useChanged() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
}

function SaveView({ wish }: { readonly wish: CaseWish }) {
  const { roles } = useSession();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const onSuccess = useChanged();
  const [idempotencyKey, onSettled] = useIdempotencyKey();
  const saving = useMutation({
    mutationFn: () => answered(api.POST('/views', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: { name, isShared, ...viewOf(wish) } })),
    onSuccess,
    onSettled,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form className="written" onSubmit={submit}>
      <TextField value={name} onChange={setName} isRequired maxLength={80}>
        <Label>Name of the view</Label>
        <Input />
      </TextField>
      {roles.includes('supervisor') && (
        <label>
          <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} /> For the whole utility
        </label>
      )}
      <Button type="submit" className="button" isDisabled={saving.isPending}>
        Save this view
      </Button>
      {saving.isSuccess && <p role="status">Saved.</p>}
      {saving.error !== null && <Trouble error={saving.error} />}
    </form>
  );
}

function ChangeView({ viewId, name, isDefault }: { readonly viewId: string; readonly name: string; readonly isDefault: boolean }) {
  const onSuccess = useChanged();
  const header = () => ({ 'Idempotency-Key': newIdempotencyKey() });
  const opening = useMutation({ mutationFn: () => answered(api.POST('/views/default', { params: { header: header() }, body: { viewId: isDefault ? null : viewId } })), onSuccess });
  const removing = useMutation({ mutationFn: () => answered(api.POST('/views/{viewId}/removal', { params: { path: { viewId }, header: header() }, body: {} })), onSuccess });
  const error = opening.error ?? removing.error;
  return (
    <div className="buttons">
      <Button className="button" isDisabled={opening.isPending} onPress={() => opening.mutate()}>
        {isDefault ? `Do not open with “${name}”` : `Open with “${name}”`}
      </Button>
      <Button className="button" isDisabled={removing.isPending} onPress={() => removing.mutate()}>
        Remove “{name}”
      </Button>
      {error !== null && <Trouble error={error} />}
    </div>
  );
}
