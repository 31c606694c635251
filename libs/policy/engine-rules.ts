/**
 * The rules that the code itself cites when it decides, whatever the pack: each pack has to list them, with its own citation and
 * status. `engine-rules.spec.ts` reads the code and says when this list does not follow it.
 */
export const engineRules = [
  'BK-DISCHARGE',
  'BK-RESTORE',
  'BK-STAY',
  'CASE-PATH',
  'CRITICAL-CUSTOMER',
  'GEN-COUNT',
  'GEN-EXEC',
  'GEN-HOLDS',
  'MESSAGE-PARKED',
  'OP-DOORTAG',
  'OP-NSF',
  'OP-RECEIPT',
  'OP-RECONNECT',
] as const;
