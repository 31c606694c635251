import type { BillingRequest } from '../../../libs/contracts/outgoing.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Instant } from '../../../libs/kernel/time.ts';

/** Billing posts what Arrears asks for and says so, once for each request. */
export class BillingDesk {
  readonly #utilityId: string;
  #unanswered: BillingRequest[] = [];

  constructor(utilityId: string) {
    this.#utilityId = utilityId;
  }

  take(request: BillingRequest): void {
    this.#unanswered.push(request);
  }

  acknowledge(now: Instant): CloudEvent[] {
    const requests = this.#unanswered;
    this.#unanswered = [];
    return requests.map(({ requestId, accountId }) =>
      cloudEvent({
        type: 'ChargeAcknowledged',
        id: `${requestId}/posted`,
        utility: this.#utilityId,
        account: accountId,
        time: now,
        data: { requestId },
      }),
    );
  }
}
