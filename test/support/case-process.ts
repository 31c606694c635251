import type { WorkflowHandle } from '@temporalio/client';
import { caseWorkflowId, type DelinquencyCaseInput } from '../../workflows/api.ts';
import { PaperOffice } from './paper-office.ts';
import { uniqueName } from './servers.ts';
import type { Story } from './story.ts';
import type { SkippingTime } from './time-skipping.ts';

/** The process of a case, as the relay and a person with Temporal's web interface can reach it. */
export class CaseProcess {
  readonly which: DelinquencyCaseInput;
  readonly #time: SkippingTime;

  constructor(time: SkippingTime, which: DelinquencyCaseInput) {
    this.#time = time;
    this.which = which;
  }

  /** Starts it if it is not there, and lets it do what there is to do. */
  async wake(times = 1): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => this.#time.waker.wakeCase(this.which)));
    await this.#time.rests();
  }

  async restart(): Promise<void> {
    await this.#time.waker.restartCase(this.which);
    await this.#time.rests();
  }

  async terminate(): Promise<void> {
    await this.#handle.terminate();
  }

  async ended(): Promise<unknown> {
    return this.#handle.result();
  }

  async isRunning(): Promise<boolean> {
    return (await this.#handle.describe()).status.name === 'RUNNING';
  }

  get #handle(): WorkflowHandle {
    return this.#time.env.client.workflow.getHandle(caseWorkflowId(this.which));
  }
}

/** The story stands at that local time, and its case's process begins. */
export async function givenProcess(time: SkippingTime, when: string, story: Story, play: (office: PaperOffice, process: CaseProcess) => Promise<void>): Promise<void> {
  const utilityId = uniqueName('county');
  await time.startsAt(when);
  const office = new PaperOffice(story, time.now);
  time.serve(utilityId, office.activities);
  const process = new CaseProcess(time, { utilityId, caseId: 'A1.1' });
  await process.wake();
  try {
    await play(office, process);
  } finally {
    await process.terminate().catch(() => undefined);
  }
}
