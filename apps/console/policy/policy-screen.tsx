import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { Activations } from './activations';
import { Differences } from './differences';
import { Migrations } from './migrations';
import { versionsQuery } from './policy-queries';
import { WhatIfs } from './what-ifs';

/** Which law is in force here, which will be, and what is tried and asked for. */
export function PolicyScreen() {
  const { operations } = useSession();
  const { data, error } = useQuery(versionsQuery);
  const [told, setTold] = useState<string | null>(null);
  return (
    <>
      <h1>Policy</h1>
      {error !== null && <Trouble error={error} />}
      {told !== null && <p role="status">{told}</p>}
      {data !== undefined && (
        <>
          <Versions versions={data} />
          <Activations versions={data} onDone={setTold} />
          {data.published.length > 1 && <Differences published={data.published} inForce={data.inForce} />}
          {operations.includes('listWhatIfs') && <WhatIfs versions={data} />}
          <Migrations versions={data} onDone={setTold} />
        </>
      )}
    </>
  );
}

function Versions({ versions: { inForce, versions, published, pinned } }: { readonly versions: Schemas['Versions'] }) {
  const { moment } = useUtilityTime();
  const openCases = (pack: string) => pinned.find((known) => known.pack === pack)?.openCases ?? 0;
  const others = published.filter((pack) => !versions.some((known) => known.pack === pack));
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <div className="wide" data-scrolls tabIndex={0} role="group" aria-labelledby="versions">
        <table className="texts">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Here</th>
              <th scope="col">Open cases under it</th>
              <th scope="col">Title</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ pack, title, inForceAt }) => (
              <tr key={`${pack} ${inForceAt}`}>
                <th scope="row">
                  <PackLink pack={pack} />
                </th>
                <td>{`${pack === inForce ? 'In force' : 'Known'}${inForceAt === null ? ', the first one' : `, from ${moment(inForceAt)}`}`}</td>
                <td>{openCases(pack).toLocaleString('en-US')}</td>
                <td>{title}</td>
              </tr>
            ))}
            {others.map((pack) => (
              <tr key={pack}>
                <th scope="row">
                  <PackLink pack={pack} />
                </th>
                <td>Published, never in force here</td>
                <td>0</td>
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function PackLink({ pack }: { readonly pack: string }) {
  return (
    <Link to="/policy/versions/$pack" params={{ pack }}>
      {pack}
    </Link>
  );
}
