import type { Role } from '../../apps/api/roles.ts';

export interface DeskScreen {
  /** Names its pictures. */
  readonly name: string;
  /** As `apps/console/screens.tsx` has it. */
  readonly route: string;
  /** Where it is opened in the county of `desk-county.ts`; `{whatIf}` and its like stand for an id that came about there. */
  readonly path: string;
  /** Its first heading, whole. */
  readonly heading: string;
  /** Stands on it as soon as what it shows has come. */
  readonly shows: string;
  /** Who has the way to it; everybody where it says nothing. */
  readonly roles: readonly Role[];
  /** What it is called among the ways; null for a screen that one comes to from another. */
  readonly way: string | null;
}

const everybody: readonly Role[] = ['specialist', 'supervisor', 'cashier', 'field', 'counsel', 'auditor'];
const knowsCases: readonly Role[] = ['specialist', 'supervisor', 'counsel', 'auditor'];

/** Every screen of the console: what is looked at, drawn, and tried by role. One that is missing here fails `apps/console/screens.spec.ts`. */
export const deskScreens: readonly DeskScreen[] = [
  { name: 'today', route: '/', path: '/console/', heading: 'Today', shows: 'In numbers', roles: everybody, way: 'Today' },
  { name: 'stuck', route: '/stuck', path: '/console/stuck', heading: 'Stuck', shows: 'Billing silent', roles: knowsCases, way: 'Stuck' },
  { name: 'approvals', route: '/approvals', path: '/console/approvals', heading: 'Second signatures', shows: 'Many cases at once', roles: knowsCases, way: 'Second signatures' },
  { name: 'shut-off-day', route: '/shut-off-day', path: '/console/shut-off-day', heading: 'Shut-off day', shows: '6. Closing', roles: knowsCases, way: 'Shut-off day' },
  { name: 'crew', route: '/crew', path: '/console/crew', heading: 'Crew orders', shows: 'Every crew', roles: ['specialist', 'supervisor', 'field'], way: 'Crew orders' },
  { name: 'morning', route: '/morning', path: '/console/morning?kind=expiring-holds', heading: 'The morning', shows: 'Next:', roles: knowsCases, way: 'The morning' },
  { name: 'staff-review', route: '/staff-review', path: '/console/staff-review', heading: 'Review of work', shows: 'Drawn for review', roles: ['supervisor', 'auditor'], way: 'Review of work' },
  { name: 'cases', route: '/cases', path: '/console/cases?open=true', heading: 'Cases', shows: 'P1.1', roles: knowsCases, way: 'Cases' },
  { name: 'account', route: '/accounts/$accountId', path: '/console/accounts/P1', heading: 'Account P1', shows: 'Who calls', roles: ['specialist', 'supervisor', 'cashier', 'counsel'], way: null },
  { name: 'callbacks', route: '/callbacks', path: '/console/callbacks', heading: 'Callbacks', shows: 'Any day', roles: knowsCases, way: 'Callbacks' },
  { name: 'case', route: '/cases/$caseId', path: '/console/cases/P1.1', heading: 'Case P1.1', shows: 'Balance', roles: knowsCases, way: null },
  { name: 'bulks', route: '/bulk', path: '/console/bulk', heading: 'Many cases', shows: 'Waits for a second person', roles: knowsCases, way: 'Many cases' },
  { name: 'bulk', route: '/bulk/$bulkId', path: '/console/bulk/{bulk}', heading: 'Close the case in 5 cases', shows: 'Would be refused', roles: knowsCases, way: null },
  { name: 'policy', route: '/policy', path: '/console/policy', heading: 'Policy', shows: 'Versions', roles: knowsCases, way: 'Policy' },
  { name: 'operations', route: '/operations', path: '/console/operations', heading: 'Operations', shows: 'Ordered and not yet answered', roles: knowsCases, way: 'Operations' },
  { name: 'policy-version', route: '/policy/versions/$pack', path: '/console/policy/versions/OH-COUNTY@1', heading: 'OH-COUNTY@1', shows: 'OP-DEPOSIT', roles: knowsCases, way: null },
  { name: 'courts', route: '/courts', path: '/console/courts', heading: 'Courts', shows: 'May be a debtor’s account', roles: knowsCases, way: 'Courts' },
  { name: 'docket', route: '/dockets/$accountId/$docket', path: '/console/dockets/P6/27-30077', heading: 'Docket 27-30077', shows: 'To be put right', roles: knowsCases, way: null },
  { name: 'tax-roll', route: '/tax-roll', path: '/console/tax-roll', heading: 'Tax roll', shows: 'county-auditor', roles: knowsCases, way: 'Tax roll' },
  { name: 'tax-roll-season', route: '/tax-roll/$seasonId', path: '/console/tax-roll/{season}', heading: 'county-auditor, 2027', shows: 'It has to be filed by', roles: knowsCases, way: null },
  { name: 'messages', route: '/messages', path: '/console/messages', heading: 'Messages not understood', shows: 'To be repaired', roles: ['specialist', 'supervisor', 'auditor'], way: 'Messages' },
  { name: 'message', route: '/messages/$deadLetterId', path: '/console/messages/{message}', heading: 'No JSON', shows: 'As it came', roles: ['specialist', 'supervisor'], way: null },
  { name: 'what-if', route: '/policy/what-if/$whatIfId', path: '/console/policy/what-if/{whatIf}', heading: 'What if: OH-COUNTY@2 in place of OH-COUNTY@1', shows: 'What it means for bringing it into force', roles: ['supervisor', 'counsel', 'auditor'], way: null },
];

/** @param ids as `fillDesk` gave them */
export const pathOf = ({ path }: DeskScreen, ids: Readonly<Record<string, string>>) => path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? name);
