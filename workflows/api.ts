/** The names by which workflows are addressed: whoever starts or wakes one takes them from here. */
export const workflowTypes = { delinquencyCase: 'delinquencyCase', businessDay: 'businessDay', taxRollSeason: 'taxRollSeason', bankruptcyMatter: 'bankruptcyMatter', bulkIntervention: 'bulkIntervention' } as const;

/** "Look again." It carries no data: what there is to see is in PostgreSQL, so that loss, doubling and disorder cost nothing. */
export const nudgeSignal = 'nudge';

export interface DelinquencyCaseInput {
  readonly utilityId: string;
  readonly caseId: string;
}

export interface BusinessDayInput {
  readonly utilityId: string;
}

/** The id carries the episode: a case that is closed and opened anew has another. */
export function caseWorkflowId({ utilityId, caseId }: DelinquencyCaseInput): string {
  return `case/${utilityId}/${caseId}`;
}

export function businessDayWorkflowId({ utilityId }: BusinessDayInput): string {
  return `business-day/${utilityId}`;
}

export interface TaxRollSeasonInput {
  readonly utilityId: string;
  /** `county-auditor.2027` */
  readonly seasonId: string;
}

export function taxRollSeasonWorkflowId({ utilityId, seasonId }: TaxRollSeasonInput): string {
  return `tax-roll/${utilityId}/${seasonId}`;
}

export interface BankruptcyMatterInput {
  readonly utilityId: string;
  /** As the court numbers it: `3:27-bk-30001` */
  readonly docket: string;
}

export function matterWorkflowId({ utilityId, docket }: BankruptcyMatterInput): string {
  return `docket/${utilityId}/${docket}`;
}

export interface BulkInterventionInput {
  readonly utilityId: string;
  readonly bulkId: string;
}

export function bulkWorkflowId({ utilityId, bulkId }: BulkInterventionInput): string {
  return `bulk/${utilityId}/${bulkId}`;
}
