import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useLive } from '../api/live';
import { clockQuery } from '../api/queries';
import { FindAccount } from '../find/find-account';
import { SignOut, useSession } from '../session/session';
import { moment } from '../words/figures';
import { roleWords } from '../words/glossary';
import { useArrival } from './arrival';
import { Ways } from './ways';

/** What stands around every screen. */
export function Frame() {
  const { subject, roles, operations } = useSession();
  const isHeard = useLive(operations.includes('watchChanges'));
  useArrival();
  return (
    <div className="frame">
      <a className="skip" href="#screen">
        Skip to the screen
      </a>
      <header className="bar">
        <Link to="/" className="product">
          Arrears
        </Link>
        {operations.includes('search') && <FindAccount />}
        {operations.includes('readCase') && <GoToCase />}
        <div className="who">
          <span role="status">{isHeard ? '' : 'Not live'}</span>
          <UtilityTime />
          <span>
            {subject} · {roles.map((role) => roleWords[role]).join(', ')}
          </span>
          <SignOut />
        </div>
      </header>
      <Ways />
      <main id="screen" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function GoToCase() {
  const navigate = useNavigate();
  const [caseId, setCaseId] = useState('');
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (caseId.trim() !== '') void navigate({ to: '/cases/$caseId', params: { caseId: caseId.trim() } });
  };
  return (
    <form role="search" className="go" onSubmit={go}>
      <TextField value={caseId} onChange={setCaseId}>
        <Label>Case</Label>
        <Input />
      </TextField>
      <Button type="submit" className="button">
        Go
      </Button>
    </form>
  );
}

function UtilityTime() {
  const { data } = useQuery(clockQuery(useSession().utilityId));
  return <span>{data === undefined ? '' : moment(data.now, data.zone)}</span>;
}
