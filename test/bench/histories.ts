import { Client, Connection } from '@temporalio/client';
import { inParallel } from '../../apps/relay/send-nudges.ts';
import { pollUntil } from '../../infra/local/servers/poll.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';

/** What Temporal has written down of some workflows. */
export interface Written {
  readonly events: number;
  readonly signals: number;
  /** Local activities that came to an end. */
  readonly looks: number;
  readonly lastTaskAtMs: number;
}

export class Histories {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #namespace: string;

  private constructor(connection: Connection, namespace: string) {
    this.#connection = connection;
    this.#namespace = namespace;
    this.#client = new Client({ connection, namespace });
  }

  static async connect({ temporal }: Stack): Promise<Histories> {
    return new Histories(await Connection.connect({ address: temporal.address }), temporal.namespace);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Waits until none of them has a task that it has not done. */
  async areIdle(workflowIds: readonly string[], deadlineMs = 180_000): Promise<void> {
    let busy = [...workflowIds];
    const lookAround = async () => {
      const stillBusy: string[] = [];
      await inParallel(busy, async (workflowId) => {
        if (await this.#isBusy(workflowId)) stillBusy.push(workflowId);
      });
      busy = stillBusy;
      if (busy.length > 0) throw new Error(`${busy.length} workflows have something to do, such as ${busy[0]}`);
    };
    await pollUntil(lookAround, { what: 'Temporal', deadlineMs, everyMs: 250 });
  }

  async #isBusy(workflowId: string): Promise<boolean> {
    const request = { namespace: this.#namespace, execution: { workflowId } };
    const { pendingWorkflowTask } = await this.#connection.workflowService.describeWorkflowExecution(request);
    return pendingWorkflowTask !== null && pendingWorkflowTask !== undefined;
  }

  async written(workflowIds: readonly string[]): Promise<Written> {
    let [events, signals, looks, lastTaskAtMs] = [0, 0, 0, 0];
    await inParallel(workflowIds, async (workflowId) => {
      const history = await this.#client.workflow.getHandle(workflowId).fetchHistory();
      for (const event of history.events ?? []) {
        events += 1;
        if (event.workflowExecutionSignaledEventAttributes) signals += 1;
        if (event.markerRecordedEventAttributes) looks += 1;
        if (event.workflowTaskCompletedEventAttributes) lastTaskAtMs = Math.max(lastTaskAtMs, millisecondsOf(event.eventTime));
      }
    });
    return { events, signals, looks, lastTaskAtMs };
  }
}

function millisecondsOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1_000_000;
}
