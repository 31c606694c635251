import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Trouble, Unanswered } from '../look/notices';
import { Table } from '../look/table';
import { day } from '../words/figures';
import { ruleStatusWords } from '../words/glossary';
import { versionQuery } from './policy-queries';

/** One version of a pack: its rules and how far each was confirmed, what lapses, and its manual. */
export function VersionScreen() {
  const { pack } = useParams({ from: '/policy/versions/$pack' });
  const { data, error } = useQuery(versionQuery(pack));
  if (data === undefined) {
    return (
      <>
        <h1>{pack}</h1>
        <Unanswered error={error} />
      </>
    );
  }
  const { title, effectiveFrom, rules, lapsing, packHash } = data;
  const unconfirmed = rules.filter(({ status }) => status === 'needs-counsel').length;
  return (
    <>
      <h1>{pack}</h1>
      {error !== null && <Trouble error={error} />}
      <p>
        {title}. It may be law from {day(effectiveFrom)} on.
      </p>
      <p>
        <a href={`/packs/versions/${pack}`} target="_blank" rel="noreferrer">
          The written manual of procedures (a page to read or print, in a new window)
        </a>
      </p>
      <p className="faint">
        Seal <code className="seal">{packHash}</code>
      </p>
      <section aria-labelledby="lapses">
        <h2 id="lapses">Lapses soon</h2>
        {lapsing.length === 0 && <p>No value of it has lapsed or lapses soon.</p>}
        <ul>
          {lapsing.map(({ name, validThrough, sentence }) => (
            <li key={name}>
              {day(validThrough)}: {sentence}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="rules">
        <h2 id="rules">Rules</h2>
        <p>{unconfirmed === 0 ? 'Every rule of law was confirmed in its source.' : `${unconfirmed} of ${rules.length} rules are not confirmed: counsel has to look at them before anybody relies on them.`}</p>
        <Table
          of={{ id: 'rules' }}
          ofTexts
          head={['Rule', 'How far confirmed', 'Where it is written']}
          rows={rules.map(({ rule, status, citation }) => ({ key: rule, cells: [rule, <span className={status === 'needs-counsel' ? 'warning' : undefined}>{ruleStatusWords[status]}</span>, citation] }))}
        />
      </section>
    </>
  );
}
