import { accountRoutes } from './accounts/accounts.routes.ts';
import { approvalRoutes } from './approvals/approvals.routes.ts';
import { arrangementRoutes } from './arrangements/arrangements.routes.ts';
import { boardRoutes } from './board/board.routes.ts';
import { grantRoutes } from './grants/grants.routes.ts';
import { payerRoutes } from './payers/payers.routes.ts';
import { entitlementRoutes } from './entitlements/entitlements.routes.ts';
import { bulkRoutes } from './bulk/bulk.routes.ts';
import { breakerRoutes } from './breakers/breakers.routes.ts';
import { moratoriumRoutes } from './moratoriums/moratoriums.routes.ts';
import { callbackRoutes } from './call/callbacks.routes.ts';
import { contactRoutes } from './call/contact.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { callRoutes } from './call/call.routes.ts';
import { caseFileRoutes } from './cases/case-file.routes.ts';
import { caseRoutes } from './cases/cases.routes.ts';
import { clockRoutes } from './clock/clock.routes.ts';
import { deadLetterRoutes } from './dead-letters/dead-letters.routes.ts';
import { docketRoutes } from './dockets/dockets.routes.ts';
import { courtRoutes } from './court/court.routes.ts';
import { eventRoutes } from './events/events.routes.ts';
import { holdRoutes } from './holds/holds.routes.ts';
import { serverPath, type OperationId, type Route } from './http/route.ts';
import { interventionRoutes } from './interventions/interventions.routes.ts';
import { migrationRoutes } from './packs/migrations.routes.ts';
import { operationsRoutes } from './operations/operations.routes.ts';
import { packRoutes } from './packs/packs.routes.ts';
import { publishedRoutes } from './packs/published.routes.ts';
import { liveRoutes } from './live/live.routes.ts';
import { sessionRoutes } from './session/session.routes.ts';
import { shutOffDayRoutes } from './shut-off-day/shut-off-day.routes.ts';
import { staffReviewRoutes } from './staff-review/staff-review.routes.ts';
import { morningRoutes } from './morning/morning.routes.ts';
import { stuckRoutes } from './stuck/stuck.routes.ts';
import { taxRollRoutes } from './tax-roll/tax-roll.routes.ts';
import { whatIfRoutes } from './what-if/what-if.routes.ts';
import { wordsRoutes } from './words/words.routes.ts';
import { worklistRoutes } from './worklist/worklist.routes.ts';
import { workOrderRoutes } from './work-orders/work-orders.routes.ts';

/** Every operation of the API. One that the table of roles names and this does not is an error of the compiler, and the other way round. */
export const routes: Readonly<Record<OperationId, Route>> = {
  ...accountRoutes,
  ...callRoutes,
  ...contactRoutes,
  ...callbackRoutes,
  ...searchRoutes,
  ...arrangementRoutes,
  ...holdRoutes,
  ...docketRoutes,
  ...caseRoutes,
  ...caseFileRoutes,
  ...worklistRoutes,
  ...approvalRoutes,
  ...interventionRoutes,
  ...bulkRoutes,
  ...stuckRoutes,
  ...morningRoutes,
  ...staffReviewRoutes,
  ...shutOffDayRoutes,
  ...eventRoutes,
  ...workOrderRoutes,
  ...deadLetterRoutes,
  ...packRoutes,
  ...publishedRoutes,
  ...migrationRoutes,
  ...clockRoutes,
  ...wordsRoutes,
  ...breakerRoutes,
  ...courtRoutes,
  ...entitlementRoutes,
  ...payerRoutes,
  ...grantRoutes,
  ...moratoriumRoutes,
  ...boardRoutes,
  ...operationsRoutes,
  ...sessionRoutes,
  ...liveRoutes,
  ...whatIfRoutes,
  ...taxRollRoutes,
};

/** Paths that need no token. */
export const publicPaths = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/.well-known/jwks.json', '/console', '/console/', '/console/sign-in', '/console/signed-in'] as const;

/** Where a body may have more bytes than elsewhere. */
export const bodyBounds: ReadonlyMap<string, number> = new Map(Object.values(routes).flatMap((route) => (route.mostBodyBytes === undefined ? [] : [[`${route.method} ${serverPath(route)}`, route.mostBodyBytes] as const])));

const patterns = Object.values(routes).map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

/** The methods that a path knows; none for a path that is not served. */
export function methodsAt(path: string): readonly string[] {
  if ((publicPaths as readonly string[]).includes(path)) return ['GET'];
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}
