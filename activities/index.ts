import type { Database, Outlook, SealSigner } from '../libs/store/index.ts';
import { createCaseActivities, type CaseActivities } from './cases/case-activities.ts';
import { createBulkActivities, type BulkActivities } from './bulk/bulk-activities.ts';
import { createSweepActivities, type SweepActivities } from './cases/sweep-activities.ts';
import { createMatterActivities, type MatterActivities } from './matter/matter-activities.ts';
import { createTaxRollActivities, type TaxRollActivities } from './tax-roll/tax-roll-activities.ts';
import { createCorrespondenceActivities, type CorrespondenceActivities, type CorrespondenceOptions } from './correspondence/correspondence-activities.ts';

export { SmtpMailer } from './correspondence/notice-mailer.ts';
export { SentMail } from './correspondence/sent-mail.ts';
export { FolderPrinter } from './correspondence/folder-printer.ts';
export { PdfThread } from './correspondence/pdf-thread.ts';
export type { LetterPrinter, LetterSlip } from './correspondence/letter-printer.ts';
export type { LetterOutcome, LetterReference } from './correspondence/correspondence-activities.ts';

/** Everything that workflows may ask for. */
export type Activities = CaseActivities & BulkActivities & SweepActivities & TaxRollActivities & MatterActivities & CorrespondenceActivities;

export interface ActivitiesOptions extends Pick<CorrespondenceOptions, 'printer' | 'printDocument' | 'eMail' | 'onLetter'> {
  readonly db: Database;
  /** Seals the streams each day; without one no day is sealed. */
  readonly sealer?: SealSigner | undefined;
  readonly onAdvanced?: (utilityId: string, outlooks: readonly Outlook[]) => void;
  readonly tuning?: Partial<typeof defaults>;
}

const defaults = {
  /** A process whose deadline waits for a feed asks again after so long; the feed's mark sends no nudge. */
  lookAgainAfterSeconds: 300,
  /** Deadlines that fall together are spread over so many seconds. */
  spreadSeconds: 20,
  sweepPageSize: 500,
  rollPageSize: 50,
  bulk: { turnMs: 20_000, shortWaitMs: 1_000 },
  /** What was seen to be best: see docs/benchmarks.md. */
  together: { most: 50, windowMs: 3, atOnce: 2 },
};

export function createActivities({ db, sealer, printer, printDocument, eMail, onLetter, onAdvanced, tuning }: ActivitiesOptions): Activities {
  const { lookAgainAfterSeconds: afterSeconds, spreadSeconds, sweepPageSize, rollPageSize, bulk, together } = { ...defaults, ...tuning };
  const lookout = { afterSeconds, spreadSeconds };
  return {
    ...createCaseActivities({ db, lookout, together, ...(onAdvanced && { onAdvanced }) }),
    ...createSweepActivities({ db, lookout, pageSize: sweepPageSize, sealer }),
    ...createTaxRollActivities({ db, pageSize: rollPageSize }),
    ...createMatterActivities({ db }),
    ...createBulkActivities({ db, ...bulk }),
    ...createCorrespondenceActivities({ db, printer, printDocument, eMail, ...(onLetter && { onLetter }) }),
  };
}
