import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { useSession } from '../session/session';
import { deskSettingsQuery } from './staff-review-queries';

const settingWords: Readonly<Record<Schemas['DeskSetting']['setting'], string>> = {
  'review-percent': 'Change how many in a hundred are reviewed',
  'expiring-within-days': 'Change how many days ahead endings are listed',
};

/** A setting of the desk, for who may change it. */
export function DeskSetting({ setting, onDone }: { readonly setting: Schemas['DeskSetting']['setting']; readonly onDone: (told: string) => void }) {
  const { operations } = useSession();
  const { data } = useQuery({ ...deskSettingsQuery, enabled: operations.includes('listDeskSettings') });
  const [value, setValue] = useState<string | null>(null);
  const known = data?.items.find((each) => each.setting === setting);
  if (known === undefined || !operations.includes('changeDeskSetting')) return null;
  const change = async ({ idempotencyKey }: { readonly idempotencyKey: string }) => {
    const given = await answered(api.POST('/desk-settings/{setting}', { params: { path: { setting }, header: { 'Idempotency-Key': idempotencyKey } }, body: { value: Number(value ?? known.value) } }));
    setValue(null);
    return `From now on: ${given.value}.`;
  };
  return (
    <Deed words={settingWords[setting]} asks={null} act={change} onDone={onDone}>
      <p>{known.says}</p>
      <TextField type="number" value={value ?? String(known.value)} onChange={setValue} isRequired>
        <Label>
          From {known.least} to {known.most}
        </Label>
        <Input min={known.least} max={known.most} />
      </TextField>
    </Deed>
  );
}
