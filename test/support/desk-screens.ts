import type { Page } from 'playwright-core';
import type { Role } from '../../apps/api/roles.ts';

export interface DeskScreen {
  /** Names its pictures. */
  readonly name: string;
  /** As `apps/console/screens.tsx` has it. */
  readonly route: string;
  /** Where it is opened in the county of `desk-county.ts`. */
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
  { name: 'shut-off-day', route: '/shut-off-day', path: '/console/shut-off-day', heading: 'Shut-off day', shows: '6. Closing', roles: knowsCases, way: 'Shut-off day' },
  { name: 'crew', route: '/crew', path: '/console/crew', heading: 'Crew orders', shows: 'Every crew', roles: ['specialist', 'supervisor', 'field'], way: 'Crew orders' },
  { name: 'cases', route: '/cases', path: '/console/cases?open=true', heading: 'Cases', shows: 'P1.1', roles: knowsCases, way: 'Cases' },
  { name: 'case', route: '/cases/$caseId', path: '/console/cases/P1.1', heading: 'Case P1.1', shows: 'Balance', roles: knowsCases, way: null },
];

/** Goes to the screen by its address, and waits until it shows what it is for. */
export async function openScreen(page: Page, origin: string, { path, heading, shows }: DeskScreen): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor();
  await page.locator('main').getByText(shows).filter({ visible: true }).first().waitFor();
  await page.locator('main').getByText('One moment …').first().waitFor({ state: 'detached' });
}
