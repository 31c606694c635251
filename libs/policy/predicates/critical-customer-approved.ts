import { z } from 'zod';
import { predicate } from './predicate.ts';

/** A hospital or a care home is shut off only when a supervisor approved it for this case. */
export const criticalCustomerApproved = predicate({
  name: 'critical-customer-approved',
  args: z.strictObject({ classes: z.array(z.string()), rule: z.string() }),
  isAnsweredByAPerson: true,
  says: ({ classes }) => `A supervisor has approved it for this case, where the customer is a ${classes.join(' or a ')}.`,
  evaluate: ({ classes }, { customerClass, approvedBy }) => {
    const critical = classes.includes(customerClass);
    return {
      holds: !critical || approvedBy !== null,
      sentence: !critical
        ? `A ${customerClass} customer needs no approval.`
        : approvedBy === null
          ? `A ${customerClass} customer is shut off only with a supervisor's approval.`
          : `Approved by ${approvedBy}.`,
      facts: { customerClass, approvedBy },
      notBefore: null,
    };
  },
});
