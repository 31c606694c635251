import type { Law } from '../facts.ts';
import { citedRules } from './cited-rules.ts';
import { courtHolidays } from './court-holidays.ts';
import { endings } from './endings.ts';
import type { Finding } from './fault.ts';
import { knownDays } from './known-days.ts';
import { lapsingPeriods } from './lapsing-periods.ts';
import { penaltyCap } from './penalty-cap.ts';
import { severity } from './severity.ts';
import { stepsReached } from './steps-reached.ts';
import { visitLeaves } from './visit-leaves.ts';
import { writtenPolicy } from './written-policy.ts';

const checks: readonly ((law: Law) => Finding[])[] = [citedRules, stepsReached, severity, endings, knownDays, courtHolidays, lapsingPeriods, penaltyCap, writtenPolicy, visitLeaves];

/** What is wrong with a law that its schema lets through. Paths are those of the pack. */
export function lawFindings(law: Law): Finding[] {
  return checks.flatMap((check) => check(law));
}
