import { actsUnderStay, type ActUnderStay } from '../account/acts-under-stay.ts';
import { dollars } from '../kernel/money.ts';
import type { Because } from '../kernel/because.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { Matter } from './matter.state.ts';

/** One act that pressed the debtor after the filing, and what takes it back. */
export interface RepairLine extends ActUnderStay {
  readonly accountId: string;
  /** Who takes it back: Arrears by itself, or a person, who has to be told what to do. */
  readonly by: 'arrears' | 'person';
  readonly proposal: string;
}

export interface Repair {
  readonly docket: string;
  readonly lines: readonly RepairLine[];
  /** Lines that nothing has taken back yet. */
  readonly open: number;
  /** Counsel reads the list wherever there is one: damages are a matter of what was done, and not of what was undone. */
  readonly needsCounsel: boolean;
  readonly because: Because;
}

/**
 * What has to be put right when a filing came to be known late: every act since the filing over all accounts of the matter, what takes each
 * back, and whether that was done (BK-STAY). Penalties, fees, the water and the tax roll Arrears takes back itself; the rest is proposed.
 */
export function repairOf({ docket, accounts }: Matter, law: Law): Repair {
  const lines = accounts.flatMap(({ state, petition }) => actsUnderStay(state, petition, law).map((act): RepairLine => ({ accountId: state.accountId, ...act, ...remedyOf(act) })));
  const open = lines.filter(({ undone }) => !undone).length;
  const sentence = lines.length === 0 ? `Nothing pressed the debtor of docket ${docket} after the filing.` : `${lines.length} acts pressed the debtor of docket ${docket} after the filing; ${open} of them are not taken back yet.`;
  return { docket, lines, open, needsCounsel: lines.length > 0, because: because(law, law.pack.holds.bankruptcy.rule, sentence, { docket, acts: lines.length, open }) };
}

function remedyOf({ kind, id, cents }: ActUnderStay): Pick<RepairLine, 'by' | 'proposal'> {
  const sum = cents === null ? '' : ` of ${dollars(cents)}`;
  switch (kind) {
    case 'penalty':
      return { by: 'arrears', proposal: `Reverse the penalty${sum} on bill ${id}.` };
    case 'fee':
      return { by: 'arrears', proposal: `Reverse the fee${sum} ${id}.` };
    case 'shut-off':
      return { by: 'arrears', proposal: `Restore the service that was shut off on ${id}, at any hour.` };
    case 'certification':
      return { by: 'arrears', proposal: `Withdraw line ${id}${sum} from the auditor, and have it acknowledged.` };
    case 'notice':
      return { by: 'person', proposal: `Write to the debtor that notice ${id} is void.` };
    case 'door-tag':
      return { by: 'person', proposal: `Write to the debtor that the tag of ${id} is void.` };
    case 'transfer':
      return { by: 'person', proposal: `Have counsel say whether the transfer ${id}${sum} was a set-off that has to be taken back.` };
  }
}
