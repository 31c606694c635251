import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { CallbackWish } from './callbacks/callback-queries';
import { wishFrom } from './cases/case-wish';
import type { Schemas } from './api/client';
import { Frame } from './look/frame';
import { Broken, Coming, NotHere } from './look/notices';
import { TodayScreen } from './today/today-screen';

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotHere });

const yes = (value: unknown) => (value === true ? true : undefined);
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

interface StuckSearch {
  readonly kind?: string | undefined;
}

interface CaseSearch {
  /** A past day: the case as it stood at its end. */
  readonly asOf?: string | undefined;
}

const dayIn = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);

interface BulkSearch {
  /** The cases that another list means. */
  readonly filter?: Schemas['CaseFilter'] | undefined;
}

/* What everybody opens first comes with the frame; each other screen is loaded when somebody goes there. */
const todayRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: TodayScreen });
const stuckRoute = createRoute({ getParentRoute: () => rootRoute, path: '/stuck', component: lazyRouteComponent(() => import('./stuck/stuck-screen'), 'StuckScreen'), validateSearch: (search: Record<string, unknown>): StuckSearch => ({ kind: text(search['kind']) }) });
const casesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases',
  component: lazyRouteComponent(() => import('./cases/cases-screen'), 'CasesScreen'),
  validateSearch: wishFrom,
});
const accountRoute = createRoute({ getParentRoute: () => rootRoute, path: '/accounts/$accountId', component: lazyRouteComponent(() => import('./account/account-screen'), 'AccountScreen') });
const caseRoute = createRoute({ getParentRoute: () => rootRoute, path: '/cases/$caseId', component: lazyRouteComponent(() => import('./case/case-screen'), 'CaseScreen'), validateSearch: (search: Record<string, unknown>): CaseSearch => ({ asOf: dayIn(search['asOf']) }) });
const callbacksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/callbacks',
  component: lazyRouteComponent(() => import('./callbacks/callbacks-screen'), 'CallbacksScreen'),
  validateSearch: (search: Record<string, unknown>): CallbackWish => ({ mine: yes(search['mine']), due: yes(search['due']) }),
});

const policyRoute = createRoute({ getParentRoute: () => rootRoute, path: '/policy', component: lazyRouteComponent(() => import('./policy/policy-screen'), 'PolicyScreen') });
const versionRoute = createRoute({ getParentRoute: () => rootRoute, path: '/policy/versions/$pack', component: lazyRouteComponent(() => import('./policy/version-screen'), 'VersionScreen') });
const whatIfRoute = createRoute({ getParentRoute: () => rootRoute, path: '/policy/what-if/$whatIfId', component: lazyRouteComponent(() => import('./policy/what-if-screen'), 'WhatIfScreen') });
const operationsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/operations', component: lazyRouteComponent(() => import('./operations/operations-screen'), 'OperationsScreen') });

const shutOffDayRoute = createRoute({ getParentRoute: () => rootRoute, path: '/shut-off-day', component: lazyRouteComponent(() => import('./shut-off-day/shut-off-day-screen'), 'ShutOffDayScreen'), validateSearch: (search: Record<string, unknown>): { readonly day?: string | undefined } => ({ day: text(search['day']) }) });
const crewRoute = createRoute({ getParentRoute: () => rootRoute, path: '/crew', component: lazyRouteComponent(() => import('./shut-off-day/crew-screen'), 'CrewScreen'), validateSearch: (search: Record<string, unknown>): { readonly crew?: string | undefined } => ({ crew: text(search['crew']) }) });
const staffReviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/staff-review',
  component: lazyRouteComponent(() => import('./staff-review/staff-review-screen'), 'StaffReviewScreen'),
  validateSearch: (search: Record<string, unknown>): { readonly week?: string | undefined; readonly person?: string | undefined } => ({ week: text(search['week']), person: text(search['person']) }),
});
const messagesRoute = createRoute({ getParentRoute: () => rootRoute, path: '/messages', component: lazyRouteComponent(() => import('./messages/messages-screen'), 'MessagesScreen'), validateSearch: (search: Record<string, unknown>): { readonly status?: string | undefined } => ({ status: text(search['status']) }) });
const messageRoute = createRoute({ getParentRoute: () => rootRoute, path: '/messages/$deadLetterId', component: lazyRouteComponent(() => import('./messages/message-screen'), 'MessageScreen') });
const courtsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/courts', component: lazyRouteComponent(() => import('./courts/courts-screen'), 'CourtsScreen') });
const docketRoute = createRoute({ getParentRoute: () => rootRoute, path: '/dockets/$accountId/$docket', component: lazyRouteComponent(() => import('./courts/docket-screen'), 'DocketScreen') });
const taxRollRoute = createRoute({ getParentRoute: () => rootRoute, path: '/tax-roll', component: lazyRouteComponent(() => import('./tax-roll/tax-roll-screen'), 'TaxRollScreen') });
const seasonRoute = createRoute({ getParentRoute: () => rootRoute, path: '/tax-roll/$seasonId', component: lazyRouteComponent(() => import('./tax-roll/season-screen'), 'SeasonScreen') });
const bulkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bulk',
  component: lazyRouteComponent(() => import('./bulk/bulk-screen'), 'BulkScreen'),
  validateSearch: (search: Record<string, unknown>): BulkSearch => ({ filter: typeof search['filter'] === 'object' && search['filter'] !== null ? search['filter'] : undefined }),
});
const oneBulkRoute = createRoute({ getParentRoute: () => rootRoute, path: '/bulk/$bulkId', component: lazyRouteComponent(() => import('./bulk/one-bulk-screen'), 'OneBulkScreen') });
const morningRoute = createRoute({ getParentRoute: () => rootRoute, path: '/morning', component: lazyRouteComponent(() => import('./morning/morning-screen'), 'MorningScreen'), validateSearch: (search: Record<string, unknown>): { readonly kind?: string | undefined } => ({ kind: text(search['kind']) }) });

const approvalsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/approvals', component: lazyRouteComponent(() => import('./approvals/approvals-screen'), 'ApprovalsScreen') });

const screens = [
  todayRoute,
  stuckRoute,
  casesRoute,
  approvalsRoute,
  caseRoute,
  accountRoute,
  callbacksRoute,
  bulkRoute,
  oneBulkRoute,
  policyRoute,
  versionRoute,
  whatIfRoute,
  shutOffDayRoute,
  crewRoute,
  operationsRoute,
  staffReviewRoute,
  messagesRoute,
  messageRoute,
  courtsRoute,
  docketRoute,
  taxRollRoute,
  seasonRoute,
  morningRoute,
] as const;

export function createConsoleRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren(screens),
    basepath: '/console',
    defaultPreload: false,
    scrollRestoration: true,
    defaultErrorComponent: Broken,
    defaultPendingComponent: Coming,
    // Another case, account or message is another screen: nothing that was typed or told for the one before is carried over.
    defaultRemountDeps: ({ params }) => params,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
