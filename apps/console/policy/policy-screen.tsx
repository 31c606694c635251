import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Trouble } from '../look/notices';
import { Table } from '../look/table';
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
      <Table
        of={{ id: 'versions' }}
        ofTexts
        head={['Version', 'Here', 'Open cases under it', 'Title']}
        rows={[
          ...versions.map(({ pack, title, inForceAt }) => ({
            key: `${pack} ${inForceAt}`,
            cells: [<PackLink pack={pack} />, `${pack === inForce ? 'In force' : 'Known'}${inForceAt === null ? ', the first one' : `, from ${moment(inForceAt)}`}`, openCases(pack).toLocaleString('en-US'), title],
          })),
          ...others.map((pack) => ({ key: pack, cells: [<PackLink pack={pack} />, 'Published, never in force here', '0', ''] })),
        ]}
      />
    </section>
  );
}

function PackLink({ pack }: { readonly pack: string }) {
  return (
    <Link to="/policy/versions/$pack" params={{ pack }}>
      {pack}
    </Link>
  );
}
