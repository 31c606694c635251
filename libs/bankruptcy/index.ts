export { claimDocument } from './claim-document.ts';
export { claimDeadline, type ClaimDeadline } from '../account/claim-deadline.ts';
export { suitDeadline, type SuitDeadline } from './limitation.ts';
export { mattersOf, type Matter, type MatterAccount } from './matter.state.ts';
export { NoPetition, proofOfClaim, proofOfClaimSchema, type ProofOfClaim } from './proof-of-claim.ts';
export { repairOf, type Repair, type RepairLine } from './repair.ts';
export { docketOnAccount, factOf, matchRoles, nameOfDocket, petitionOnAccount, recordedOf, type AccountOfDocket, type DocketFact, type MatchRole } from './docket-facts.ts';
export { judgeDocket, personsReadingSchema, petitionQuestion, type DocketAct, type DocketAnswer, type DocketJudgement, type DocketQuestion, type PersonsReading, type RecordedMilestone } from './docket-judgement.ts';
