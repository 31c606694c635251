import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { accountQuery } from '../api/queries';
import { Money } from '../case/money';
import { Trouble, Unanswered } from '../look/notices';
import { useSession } from '../session/session';
import { saying } from '../words/spoken';
import { callQuery } from './account-queries';
import { Amounts } from './amounts';
import { ContactForm } from './contact-form';
import { LastContacts } from './last-contacts';
import { Offer } from './offer';
import { People } from './people';
import { Script } from './script';
import { WhereItStands } from './where-it-stands';
import { WhoCalls } from './who-calls';
import { mayHear, nobodyYet, type OnTheLine } from './who-is-on-the-line';
import './account.css';

/** An account on one page, for whoever has somebody on the phone about it. */
export function AccountScreen() {
  const { accountId } = useParams({ from: '/accounts/$accountId' });
  const { operations } = useSession();
  const { data, error } = useQuery(callQuery(accountId));
  const account = useQuery({ ...accountQuery(accountId), enabled: operations.includes('readAccount') });
  const [line, setLine] = useState<OnTheLine>(nobodyYet);
  if (data === undefined) {
    return (
      <>
        <h1>Account {accountId}</h1>
        <Unanswered error={error} />
      </>
    );
  }
  const customer = account.data?.customer ?? null;
  const hears = mayHear(data, line);
  return (
    <>
      <div className="heading">
        {/* The heading is the window's title, and stays in the browser's history: no name stands in it. */}
        <h1>Account {accountId}</h1>
        <span>
          {customer !== null && (
            <>
              <strong>{customer.name}</strong> · {customer.premiseAddress}
            </>
          )}
          {data.phone !== null && ` · ${data.phone}`}
        </span>
        <Flags call={data} />
        {data.state.caseId !== null && operations.includes('readCase') && (
          <Link to="/cases/$caseId" params={{ caseId: data.state.caseId }}>
            Case {data.state.caseId}
          </Link>
        )}
      </div>
      {error !== null && <Trouble error={error} />}
      {account.error !== null && <Trouble error={account.error} />}
      <div className="call">
        <div>
          {data.mayNotSay.length > 0 && <MayNotSay reasons={data.mayNotSay} />}
          {hears === 'nothing' ? (
            <section aria-labelledby="amounts" className="veiled">
              <h2 id="amounts">Nothing is told yet</h2>
              <p>What is owed, what comes next and what can be offered is shown here once it is clear who calls, and to who may hear it.</p>
            </section>
          ) : (
            <>
              {hears !== 'that-it-may-be-shut-off' && <Amounts call={data} />}
              <WhereItStands call={data} />
              {hears === 'everything' && <Offer call={data} />}
            </>
          )}
        </div>
        <div>
          <WhoCalls call={data} customer={customer} line={line} onChange={setLine} />
          {operations.includes('recordContact') && account.data !== undefined && <ContactForm call={data} bills={account.data.bills} line={line} />}
        </div>
      </div>
      {hears === 'everything' && (
        <div className="columns">
          <div>
            <LastContacts contacts={data.contacts} />
            {data.script !== null && <Script script={data.script} />}
          </div>
          <div>
            {account.data !== undefined && <Money account={account.data} />}
            <People people={data.people} />
          </div>
        </div>
      )}
    </>
  );
}

const flagWords: Readonly<Record<string, string>> = { 'do-not-call': 'Do not call', dog: 'Dog', threat: 'Threat at the door' };

function Flags({ call: { flags, language, interpreter, largePrint, noticesBy } }: { readonly call: Schemas['CallPage'] }) {
  const inWords = new Intl.DisplayNames(['en'], { type: 'language' });
  return (
    <>
      {flags.map((flag) => (
        <span key={flag} className="badge warning">
          {flagWords[flag] ?? flag}
        </span>
      ))}
      {interpreter !== null && <span className="badge">Interpreter: {inWords.of(interpreter)}</span>}
      {language !== null && language !== 'en' && <span className="badge">Writes in {inWords.of(language)}</span>}
      {largePrint && <span className="badge">Large print</span>}
      {noticesBy === 'e-mail' && <span className="badge">Notices by e-mail</span>}
    </>
  );
}

function MayNotSay({ reasons }: { readonly reasons: readonly Schemas['Because'][] }) {
  return (
    <section aria-labelledby="may-not" className="trouble">
      <h2 id="may-not">Do not say</h2>
      {reasons.map(({ rule, citation, sentence }) => (
        <p key={`${rule} ${sentence}`}>
          {saying(sentence)}{' '}
          <span className="faint">
            (<code>{rule}</code>: {citation})
          </span>
        </p>
      ))}
    </section>
  );
}
