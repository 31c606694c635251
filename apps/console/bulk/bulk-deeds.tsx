import { answered, api } from '../api/client';
import { Deed } from '../look/deed';
import { useSession } from '../session/session';
import type { Bulk } from './bulk-queries';

interface Props {
  readonly bulk: Bulk;
  readonly onDone: (told: string) => void;
}

/** What may be said to a bulk as it stands: approve, go on, pause, stop. */
export function BulkDeeds({ bulk, onDone }: Props) {
  const { subject, operations } = useSession();
  const { bulkId, status, askedBy, foreseen, counts, canary } = bulk;
  const params = (idempotencyKey: string) => ({ params: { path: { bulkId }, header: { 'Idempotency-Key': idempotencyKey } } });
  const isOver = status === 'done' || status === 'stopped';
  const isAtWork = status === 'canary' || status === 'running';
  return (
    <div className="buttons">
      {status === 'asked' && askedBy === subject && <span>Somebody else has to approve.</span>}
      {status === 'asked' && askedBy !== subject && operations.includes('approveBulk') && (
        <Deed words="Approve" asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/bulks/{bulkId}/approval', { ...params(idempotencyKey), body: {} })), 'Approved.')}>
          <p>
            {foreseen.wouldDo} would be done, {foreseen.refused} refused. The first {Math.min(canary, counts.waiting)} are done at once; the rest waits for the word to go on.
          </p>
        </Deed>
      )}
      {(status === 'canary-done' || status === 'paused') && operations.includes('goOnWithBulk') && (
        <Deed words="Go on" asks={null} onDone={onDone} act={async ({ idempotencyKey }) => (await answered(api.POST('/bulks/{bulkId}/go-on', { ...params(idempotencyKey), body: {} })), 'It goes on.')}>
          <p>{counts.waiting} are still to be taken up. Each is judged by the rules as it stands when its turn comes.</p>
        </Deed>
      )}
      {isAtWork && operations.includes('pauseBulk') && (
        <Deed words="Pause" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/bulks/{bulkId}/pause', { ...params(idempotencyKey), body: { reason } })), 'Paused: no further case is begun.')}>
          <p>What was done stays done.</p>
        </Deed>
      )}
      {!isOver && operations.includes('stopBulk') && (
        <Deed words="Stop" onDone={onDone} act={async ({ reason, idempotencyKey }) => (await answered(api.POST('/bulks/{bulkId}/stop', { ...params(idempotencyKey), body: { reason } })), 'Stopped.')}>
          <p>For good: {counts.waiting} are left as they are. What was done stays done.</p>
        </Deed>
      )}
    </div>
  );
}
