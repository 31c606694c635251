import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { day } from '../words/figures';

interface Props {
  readonly caseId: string;
  readonly asOf: string | undefined;
}

/** Goes to the case as it stood at the end of a past day, and says so there. */
export function AsOf({ caseId, asOf }: Props) {
  const navigate = useNavigate();
  const [on, setOn] = useState(asOf ?? '');
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (on !== '') void navigate({ to: '/cases/$caseId', params: { caseId }, search: { asOf: on } });
  };
  return (
    <>
      {asOf !== undefined && (
        <div role="status" className="past">
          <strong>You are looking at the past.</strong> This is the case at the end of {day(asOf)}, by what was known then. Nothing can be done in it.{' '}
          <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
            Back to today
          </Link>
        </div>
      )}
      <form className="as-of" onSubmit={go}>
        <TextField value={on} onChange={setOn} type="date">
          <Label>As of</Label>
          <Input />
        </TextField>
        <Button type="submit" className="button">
          Show that day
        </Button>
      </form>
    </>
  );
}
