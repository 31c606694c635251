import { isGrpcServiceError, ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { bulkWorkflowId, businessDayWorkflowId, caseWorkflowId, matterWorkflowId, nudgeSignal, taxRollSeasonWorkflowId, workflowTypes, type BankruptcyMatterInput, type BulkInterventionInput, type BusinessDayInput, type DelinquencyCaseInput, type TaxRollSeasonInput } from '../../workflows/api.ts';

/** Wakes the processes of cases, dockets, seasons, bulks and business days. Each of these may be done twice, or for nothing. */
export interface Waker {
  /** Starts the process if it is not there. */
  wakeCase(which: DelinquencyCaseInput): Promise<void>;
  /** Ends the process as it is, and starts it anew. */
  restartCase(which: DelinquencyCaseInput): Promise<void>;
  wakeBusinessDay(which: BusinessDayInput): Promise<void>;
  /** Starts the process if it is not there. */
  wakeSeason(which: TaxRollSeasonInput): Promise<void>;
  /** Starts the process if it is not there. */
  wakeMatter(which: BankruptcyMatterInput): Promise<void>;
  /** Starts the process if it is not there. */
  wakeBulk(which: BulkInterventionInput): Promise<void>;
  /** Starts the process if it is not there, and leaves it alone otherwise. */
  ensureBusinessDay(which: BusinessDayInput): Promise<void>;
}

/** A server that is away is told of soon, so that no transaction is held open for it. */
const defaultDeadlineMs = 5_000;
const invalidArgument = 3;

export class TemporalWaker implements Waker {
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #callDeadlineMs: number;

  constructor(client: Client, taskQueue: string, callDeadlineMs = defaultDeadlineMs) {
    this.#client = client;
    this.#taskQueue = taskQueue;
    this.#callDeadlineMs = callDeadlineMs;
  }

  async wakeCase(which: DelinquencyCaseInput): Promise<void> {
    await this.#signal(workflowTypes.delinquencyCase, caseWorkflowId(which), which);
  }

  async restartCase(which: DelinquencyCaseInput): Promise<void> {
    await this.#within(async () => {
      try {
        await this.#client.workflow.getHandle(caseWorkflowId(which)).terminate('restarted by a person');
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    });
    await this.wakeCase(which);
  }

  async wakeBusinessDay(which: BusinessDayInput): Promise<void> {
    await this.#signal(workflowTypes.businessDay, businessDayWorkflowId(which), which);
  }

  async wakeSeason(which: TaxRollSeasonInput): Promise<void> {
    await this.#signal(workflowTypes.taxRollSeason, taxRollSeasonWorkflowId(which), which);
  }

  async wakeMatter(which: BankruptcyMatterInput): Promise<void> {
    await this.#signal(workflowTypes.bankruptcyMatter, matterWorkflowId(which), which);
  }

  async wakeBulk(which: BulkInterventionInput): Promise<void> {
    await this.#signal(workflowTypes.bulkIntervention, bulkWorkflowId(which), which);
  }

  async ensureBusinessDay(which: BusinessDayInput): Promise<void> {
    const workflowIdConflictPolicy = 'USE_EXISTING' as const;
    const options = { workflowId: businessDayWorkflowId(which), taskQueue: this.#taskQueue, args: [which], workflowIdConflictPolicy };
    await this.#within(() => this.#client.workflow.start(workflowTypes.businessDay, options));
  }

  /** A closed process is started again: PostgreSQL shows open business, or it would not be woken. */
  async #signal(workflowType: string, workflowId: string, input: object): Promise<void> {
    const workflowIdReusePolicy = 'ALLOW_DUPLICATE' as const;
    const options = { workflowId, taskQueue: this.#taskQueue, args: [input], signal: nudgeSignal, signalArgs: [], workflowIdReusePolicy };
    await this.#within(() => this.#client.workflow.signalWithStart(workflowType, options));
  }

  #within<T>(call: () => Promise<T>): Promise<T> {
    return this.#client.connection.withDeadline(Date.now() + this.#callDeadlineMs, call);
  }
}

/** Temporal will not take this nudge, now or later: for example since its id is too long. */
export function isNeverTaken(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && (cause.code as number) === invalidArgument;
}
