import type { Schemas } from '../api/client';

type Line = Schemas['DeadLetterLine'];

export const reasonWords: Readonly<Record<Line['reason'], string>> = {
  'not-json': 'No JSON',
  'not-a-cloud-event': 'No event',
  'unknown-type': 'Type not known',
  'unknown-version': 'Version not known',
  'wrong-schema': 'Fields that do not fit',
  'null-key': 'No key',
  'too-large': 'Too large',
  'key-disagrees': 'Key and body disagree',
  'unknown-account': 'Account not known',
  'id-reused': 'Id used twice',
  'not-integer-cents': 'Amount not in whole cents',
  'no-such-date': 'No such date',
  'ahead-of-clock': 'From the future',
  'unknown-utility': 'Utility not known',
  undecidable: 'Could not be decided',
};

export const messageStatusWords: Readonly<Record<Line['status'], string>> = { open: 'To be repaired', resent: 'Sent again, not taken in yet', repaired: 'Repaired' };
