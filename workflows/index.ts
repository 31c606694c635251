export { bankruptcyMatter } from './bankruptcy-matter/bankruptcy-matter.ts';
export { bulkIntervention } from './bulk-intervention/bulk-intervention.ts';
export { businessDay } from './business-day/business-day.ts';
export { delinquencyCase } from './delinquency-case/delinquency-case.ts';
export { taxRollSeason } from './tax-roll-season/tax-roll-season.ts';
