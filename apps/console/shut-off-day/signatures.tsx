import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'react-aria-components';
import { answered, api, type Schemas } from '../api/client';
import { Deed } from '../look/deed';
import { useUtilityTime } from '../look/utility-time';
import { useSession } from '../session/session';
import { dollars } from '../words/figures';

interface Props {
  readonly of: Schemas['ShutOffDay'];
  readonly onDone: (told: string) => void;
}

/** Who signed the list, and what is not any more as it was signed. */
export function Signatures({ of, onDone }: Props) {
  const { operations } = useSession();
  const { moment } = useUtilityTime();
  // As it was when the dialog opened: nobody signs what came while the words were typed.
  const [seen, setSeen] = useState(of);
  const [approve, setApprove] = useState<readonly string[]>([]);
  const choose = (caseId: string, isChosen: boolean) => setApprove((chosen) => (isChosen ? [...chosen, caseId] : chosen.filter((each) => each !== caseId)));
  const sign = async ({ reason, idempotencyKey }: { readonly reason: string; readonly idempotencyKey: string }) => {
    const body = { day: seen.day, contentHash: seen.contentHash, note: reason, approve: approve.filter((caseId) => of.awaitingApproval.includes(caseId)) };
    const { record, approved, refused } = await answered(api.POST('/shut-off-day/signatures', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }));
    setApprove([]);
    const also = [approved.length === 0 ? '' : ` Approved: ${approved.join(', ')}.`, ...refused.map(({ caseId, says }) => ` Not approved: ${caseId}, ${says}`)].join('');
    return `Signed as record ${record.number}.${also}`;
  };
  const may = operations.includes('signShutOffDay') && of.closing === null && of.day >= of.today && Object.keys(of.stages).length > 0;
  return (
    <section aria-labelledby="signature">
      <h2 id="signature">3. Signature</h2>
      {of.signatures.length === 0 && <p>Nobody has signed the list.</p>}
      <ol className="reasons">
        {of.signatures.map(({ number, at, by, note, contentHash }) => (
          <li key={number}>
            {by} signed at {moment(at)}: {note} <span className="faint seal">Content {contentHash.slice(0, 16)}</span>
          </li>
        ))}
      </ol>
      {of.changedSince.length > 0 && (
        <>
          <h3>Changed since the signature</h3>
          <ul className="guards">
            {of.changedSince.map((change) => (
              <li key={change.caseId} className="unmet">
                <Link to="/cases/$caseId" params={{ caseId: change.caseId }}>
                  {change.caseId}
                </Link>{' '}
                {changeWords(change)}
              </li>
            ))}
          </ul>
        </>
      )}
      {may && (
        <Deed words="Sign the list" asks="What you looked at" onOpen={() => setSeen(of)} act={sign} onDone={onDone}>
          <p>
            {seen.listed} on the list; its content is {seen.contentHash.slice(0, 16)}. If it changes before you sign, nothing is signed.
          </p>
          {seen.contentHash !== of.contentHash && (
            <div role="alert" className="trouble">
              <p>The list has changed since you opened this: {of.listed} are on it now.</p>
              <Button className="button" onPress={() => setSeen(of)}>
                Look again
              </Button>
            </div>
          )}
          {of.awaitingApproval.length > 0 && <p>These need an approval of their own:</p>}
          {of.awaitingApproval.map((caseId) => (
            <Checkbox key={caseId} className="check" isSelected={approve.includes(caseId)} onChange={(isChosen) => choose(caseId, isChosen)}>
              <span className="box" aria-hidden="true" />
              Approve the lock-off of {caseId}
            </Checkbox>
          ))}
        </Deed>
      )}
    </section>
  );
}

function changeWords({ wasOn, isOn, thenCents, nowCents }: Schemas['ChangedSinceSigned']): string {
  const on = wasOn === null ? 'came on the list' : wasOn && !isOn ? 'came off the list' : !wasOn && isOn ? 'came on the list again' : '';
  const owes = thenCents !== null && nowCents !== null && thenCents !== nowCents ? `owed ${dollars(thenCents)}, now ${dollars(nowCents)}` : '';
  return `${[on, owes].filter((part) => part !== '').join('; ')}.`;
}
