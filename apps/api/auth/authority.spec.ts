import { SignJWT, generateKeyPair, importJWK, type JWK } from 'jose';
import { readSecrets } from '../../../infra/local/issuer/secrets.ts';
import type { Intervention } from '../../../libs/case/interventions.ts';
import { TestApi, roles, type Reply } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';
import { uniqueName } from '../../../test/support/servers.ts';
import { features } from '../app.module.ts';
import { publicKey, routeKey, type OperationId, type Route } from '../http/route.ts';
import { allowedInterventions, allowedRoles } from '../roles.ts';
import { routes } from '../routes.ts';

const reason = 'asked for by phone';

/** A request for every operation that its roles may make and that changes little. */
const samples: Record<OperationId, { path: string; body?: unknown }> = {
  listAccounts: { path: '/accounts' },
  readAccount: { path: '/accounts/A1' },
  readCall: { path: '/accounts/A1/call' },
  recordContact: { path: '/accounts/A1/contacts', body: { channel: 'phone', caller: 'somebody-else', identifiedBy: [], said: reason, result: { kind: 'nothing' } } },
  listCallbacks: { path: '/callbacks' },
  countCallbacks: { path: '/callbacks/counts' },
  passCallbackOn: { path: '/accounts/A9/callbacks/c-none/pass-on', body: { to: 'local-supervisor', reason } },
  finishCallback: { path: '/accounts/A9/callbacks/c-none/done', body: { outcome: reason } },
  search: { path: '/search', body: { q: 'given' } },
  readAccountTimeline: { path: '/accounts/A1/timeline' },
  previewArrangement: { path: '/accounts/A1/arrangements/preview?instalments=3&firstDueOn=2027-05-03' },
  agreeArrangement: { path: '/accounts/A2/arrangements', body: { instalments: 3, firstDueOn: '2027-05-03' } },
  previewBreach: { path: '/accounts/A1/arrangements/a-none/breach' },
  listReviews: { path: '/accounts/A1/reviews' },
  readInterestWaiver: { path: '/accounts/A1/interest-waiver' },
  readCertifiable: { path: '/accounts/A1/certifiable' },
  grantExtension: { path: '/accounts/A9/extensions', body: { untilOn: '2027-04-02', reason } },
  reportPayment: { path: '/accounts/A9/reported-payments', body: { channel: 'online', confirmation: 'K-1', amountCents: 100 } },
  notePromise: { path: '/accounts/A9/promises', body: { amountCents: 100, on: '2027-04-02', outcome: reason } },
  answerGrant: { path: '/accounts/A9/grants/extension/e-none/answer', body: { answer: 'refused', reason } },
  agreePayerPlan: { path: '/payers/PY-1/plans', body: { accounts: ['A9'], instalments: 2, firstDueOn: '2027-05-03' } },
  placeHold: { path: '/accounts/A3/holds', body: { reason } },
  approveArrangement: { path: '/accounts/A3/arrangements/a-none/approval', body: { reason } },
  refuseArrangement: { path: '/accounts/A3/arrangements/a-none/refusal', body: { reason } },
  releaseHold: { path: '/accounts/A3/holds/h-none/release', body: { reason } },
  readDocket: { path: '/accounts/A1/dockets/d-none' },
  decideOnDocket: { path: '/accounts/A3/dockets/d-none/decisions', body: { decision: 'release-stay', reason } },
  fileClaim: { path: '/accounts/A3/dockets/d-none/claims', body: { filedOn: '2027-03-22' } },
  listCases: { path: '/cases' },
  countCases: { path: '/cases/count' },
  listApprovals: { path: '/approvals' },
  exportCases: { path: '/cases/export' },
  claimNextCase: { path: '/cases/next', body: { filter: { open: false } } },
  assignCase: { path: '/cases/A9.1/assignment', body: { do: 'claim' } },
  listAssignments: { path: '/cases/A1.1/assignments' },
  listDeskPeople: { path: '/desk/people' },
  setLanguages: { path: '/desk/people/@me/languages', body: { languages: ['es'] } },
  handOnCases: { path: '/desk/people/nobody/handing-on', body: { to: 'nobody', reason } },
  listViews: { path: '/views' },
  saveView: { path: '/views', body: { name: 'mine', filter: {} } },
  removeView: { path: '/views/none/removal', body: {} },
  setDefaultView: { path: '/views/default', body: { viewId: null } },
  listExports: { path: '/exports' },
  readCase: { path: '/cases/A1.1' },
  readCaseTimeline: { path: '/cases/A1.1/timeline' },
  readCaseNext: { path: '/cases/A1.1/next' },
  readCaseFile: { path: '/cases/A1.1/file' },
  readCasePaper: { path: '/cases/A1.1/papers/A1.1.n1' },
  intervene: { path: '/cases/A1.1/interventions', body: { type: 'PlaceHold', reason } },
  answerIntervention: { path: '/cases/A1.1/interventions/i-none/answer', body: { answer: 'refuse', reason } },
  previewInterventionAnswer: { path: '/cases/A1.1/interventions/i-none/answer/preview', body: { answer: 'refuse', reason } },
  previewIntervention: { path: '/cases/A1.1/interventions/preview', body: { type: 'PlaceHold', reason } },
  previewCaseMove: { path: '/cases/A1.1/move/preview', body: { to: 'OH-COUNTY@1' } },
  askBulk: { path: '/bulks', body: { wish: { type: 'PlaceHold', reason }, chosen: { caseIds: ['A9.1'] } } },
  approveBulk: { path: '/bulks/bulk-none/approval', body: {} },
  goOnWithBulk: { path: '/bulks/bulk-none/go-on', body: {} },
  pauseBulk: { path: '/bulks/bulk-none/pause', body: { reason } },
  stopBulk: { path: '/bulks/bulk-none/stop', body: { reason } },
  listBulks: { path: '/bulks' },
  readBulk: { path: '/bulks/bulk-none' },
  listBulkLines: { path: '/bulks/bulk-none/cases' },
  readBulkReport: { path: '/bulks/bulk-none/report' },
  explainEvent: { path: '/events/A1.1%231/why' },
  listStuck: { path: '/stuck' },
  countStuck: { path: '/stuck/counts' },
  readWorkOrder: { path: '/work-orders/A1.1.w2' },
  requestClearance: { path: '/work-orders/A1.1.w2/clearance', body: { meterSerial: 'M-A1' } },
  readShutOffDay: { path: '/shut-off-day' },
  listShutOffDay: { path: '/shut-off-day/lines' },
  signShutOffDay: { path: '/shut-off-day/signatures', body: { day: '2027-04-01', contentHash: '0'.repeat(64), note: reason } },
  closeShutOffDay: { path: '/shut-off-day/closing', body: { day: '2027-04-01', note: reason } },
  assignCrew: { path: '/work-orders/A9.1.w2/crew', body: { crewId: 'crew-9', reason } },
  listCrewOrders: { path: '/crew-orders' },
  listMorning: { path: '/morning/returned-mail' },
  readStaffReview: { path: '/staff-review' },
  listStaffReview: { path: '/staff-review/sample' },
  reviewAct: { path: '/staff-review/verdicts', body: { eventId: 'none', accountId: 'A1', verdict: 'signed-off', note: reason } },
  listDeskSettings: { path: '/desk-settings' },
  changeDeskSetting: { path: '/desk-settings/review-percent', body: { value: 20 } },
  listDeadLetters: { path: '/dead-letters' },
  readDeadLetter: { path: '/dead-letters/dl-none' },
  tryDeadLetter: { path: '/dead-letters/dl-none/trial', body: { event: {} } },
  replayDeadLetter: { path: '/dead-letters/dl-none/replay', body: { event: {} } },
  releaseDeadLetter: { path: '/dead-letters/dl-none/release', body: { accountIds: ['A1'], reason } },
  listVersions: { path: '/packs' },
  readPackVersion: { path: '/packs/versions/OH-COUNTY@1' },
  comparePacks: { path: '/packs/differences?before=OH-COUNTY@1&after=OH-COUNTY@2' },
  askActivation: { path: '/packs/activations', body: { pack: 'OH-COUNTY@1', from: '2027-06-01', whatIf: 'none', reason } },
  signActivation: { path: '/packs/activations/activation-none/approval', body: {} },
  withdrawActivation: { path: '/packs/activations/activation-none/withdrawal', body: {} },
  previewMigration: { path: '/packs/migrations/preview', body: { to: 'OH-COUNTY@1' } },
  askMigration: { path: '/packs/migrations', body: { to: 'OH-COUNTY@1', cohort: { caseIds: ['A9.1'] }, reason } },
  approveMigration: { path: '/packs/migrations/migration-none/approval', body: {} },
  undoMigration: { path: '/packs/migrations/migration-none/undo', body: { reason } },
  listMigrations: { path: '/packs/migrations' },
  readMigration: { path: '/packs/migrations/migration-none' },
  listMigratedCases: { path: '/packs/migrations/migration-none/cases' },
  listBreakers: { path: '/breakers' },
  requestBreakerReset: { path: '/breakers/notices/reset-requests', body: { reason } },
  approveBreakerReset: { path: '/breakers/notices/reset-requests/r-none/approval', body: { reason } },
  listDocketMatches: { path: '/docket-matches' },
  lookUpDocketMatch: { path: '/docket-matches/ohsb/27-50123/nobody/look-up', body: { found: reason } },
  releaseDocketMatch: { path: '/docket-matches/ohsb/27-50123/nobody/release', body: {} },
  holdDocketMatchAgain: { path: '/docket-matches/ohsb/27-50123/nobody/hold', body: {} },
  confirmDocketMatch: { path: '/docket-matches/ohsb/27-50123/nobody/confirm', body: { role: 'debtor' } },
  listDocketReviews: { path: '/docket-reviews' },
  decideDocketReview: { path: '/docket-reviews/ohsb/27-50123/20/dismissed/decide', body: { answer: 'so', round: 1, reason } },
  uploadDocketEntries: { path: '/dockets/entries', body: { court: 'ohsb', docketNumber: '27-50999', entries: [] } },
  tellBankruptcy: { path: '/accounts/nobody/bankruptcy-told', body: { toldBy: 'debtor', channel: 'phone' } },
  listMoratoriums: { path: '/moratoriums' },
  declareMoratorium: { path: '/moratoriums', body: { why: 'weather', area: { accounts: ['A9'] }, throughOn: null, evidence: 'proclamation-7', reason } },
  extendMoratorium: { path: '/moratoriums/mo-none/extension', body: { throughOn: '2027-06-01', reason } },
  requestMoratoriumEnd: { path: '/moratoriums/mo-none/end-requests', body: { reason } },
  approveMoratoriumEnd: { path: '/moratoriums/mo-none/end-requests/r-none/approval', body: { reason } },
  readClock: { path: '/utilities/county/clock' },
  moveClock: { path: '/utilities/county/clock', body: { to: '2027-04-02' } },
  setWords: { path: '/utilities/county/words', body: {} },
  readBoard: { path: '/board' },
  readOperations: { path: '/operations' },
  readSession: { path: '/session' },
  watchChanges: { path: '/live?forSeconds=0' },
  startWhatIf: { path: '/what-if', body: { files: {} } },
  listWhatIfs: { path: '/what-if' },
  readWhatIf: { path: '/what-if/none' },
  listRollSeasons: { path: '/tax-roll/seasons' },
  openRollSeason: { path: '/tax-roll/seasons', body: { authority: 'county-auditor', season: '2027' } },
  readRollSeason: { path: '/tax-roll/seasons/none' },
  listRollLines: { path: '/tax-roll/seasons/none/lines' },
  actOnRollSeason: { path: '/tax-roll/seasons/none/commands', body: { type: 'ReceiveObjection', lineId: 'A1', objectionId: 'O1', receivedOn: '2027-04-01', words: 'none' } },
  importRollFile: { path: '/tax-roll/seasons/none/imports', body: { kind: 'owners', text: '' } },
  fileRollCorrections: { path: '/tax-roll/seasons/none/corrections', body: {} },
  readRollFile: { path: '/tax-roll/seasons/none/files/roll' },
  readRollRegister: { path: '/tax-roll/seasons/none/register' },
  readPayoff: { path: '/accounts/A1/payoff?authority=county-auditor' },
};
const operations = Object.values(routes).map((route) => [route.operationId, route] as const);

const interventions: Record<Intervention['type'], Intervention> = {
  PlaceHold: { type: 'PlaceHold', reason },
  ReleaseHold: { type: 'ReleaseHold', reason, holdId: 'h-none' },
  RetryObligation: { type: 'RetryObligation', reason, obligation: 'none' },
  SkipStep: { type: 'SkipStep', reason },
  AccountForCrew: { type: 'AccountForCrew', reason, workOrderId: 'A9.1.w1' },
  RescheduleShutOff: { type: 'RescheduleShutOff', reason, notBeforeOn: '2027-06-01' as never },
  RewindCase: { type: 'RewindCase', reason, to: 'notice' },
  OverrideGuard: { type: 'OverrideGuard', reason, guard: 'no-hold-stands' },
  PostNotice: { type: 'PostNotice', reason },
  AdvanceNow: { type: 'AdvanceNow', reason },
  RestartProcess: { type: 'RestartProcess', reason },
  ApproveShutOff: { type: 'ApproveShutOff', reason },
  FinishReview: { type: 'FinishReview', reason },
  CloseCase: { type: 'CloseCase', reason },
};

describe('who may do what', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('shut-off-ordered', api.store, ['A1', 'A2', 'A3', 'A4']);
    await api.store.utility('village', '2027-04-01 09:00');
  });
  afterAll(() => api?.stop());

  async function send(route: Route, token: string | null): Promise<Reply> {
    const { path, body } = samples[route.operationId];
    const headers = { ...(token === null ? {} : { authorization: `Bearer ${token}` }), 'idempotency-key': uniqueName('walk'), 'content-type': 'application/json' };
    return api.ask(route.method, path, headers, body === undefined ? undefined : JSON.stringify(body));
  }

  it('is told for every handler of every feature, and nothing else is served', () => {
    const handlers = features.flatMap((feature) => (Reflect.getMetadata('controllers', feature) as { prototype: object }[]).flatMap(handlersOf));
    const served = handlers.map((handler) => (Reflect.getMetadata(routeKey, handler) as Route | undefined)?.operationId ?? (Reflect.getMetadata(publicKey, handler) === true ? 'public' : 'NOBODY'));
    expect(served).not.toContain('NOBODY');
    expect(served.filter((operation) => operation !== 'public').sort()).toEqual(Object.keys(allowedRoles).sort());
  });

  describe.each(operations)('%s', (_operationId, route) => {
    it.each(roles)('for a %s', async (role) => {
      const reply = await send(route, await api.tokenFor(role));
      if (route.roles.includes(role)) expect([200, 201, 202, 404, 409, 422]).toContain(reply.status);
      else expect(reply.body).toMatchObject({ status: 403, type: 'urn:arrears:problem:forbidden', detail: expect.stringContaining(route.roles.join(', ')) });
    });

    it('needs a token', async () => {
      const reply = await send(route, null);
      expect(reply.body).toMatchObject({ status: 401, type: 'urn:arrears:problem:unauthenticated' });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="arrears"');
    });

    it('takes no token that is expired, for another audience, of another issuer, or unsigned', async () => {
      for (const [fault, token] of Object.entries(await badTokens(api))) {
        const reply = await send(route, token);
        expect({ fault, status: reply.status }).toEqual({ fault, status: 401 });
        expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"');
      }
    });
  });

  describe.each(Object.values(interventions))('intervention $type', (intervention) => {
    it.each(roles)('for a %s', async (role) => {
      const reply = await api.post(role, '/cases/A4.1/interventions', intervention);
      if (allowedInterventions[intervention.type].includes(role)) expect([201, 409]).toContain(reply.status);
      else expect(reply.status).toBe(403);
    });
  });

  it('is nothing for a token without a utility, without roles, or with roles unknown here', async () => {
    const { sign } = await issuerKey(api);
    for (const claims of [{ roles: ['supervisor'] }, { utility: 'county' }, { utility: 'county', roles: ['emperor'] }, { utility: '*', roles: ['supervisor'] }, { utility: 'county', roles: 'supervisor' }]) {
      expect((await send(routes.readBoard, await sign({ claims }))).status).toBe(403);
    }
  });

  it('is nothing in a utility that is not set up', async () => {
    expect((await api.get('supervisor', '/board', 'nowhere')).body).toMatchObject({ status: 403, detail: 'The token names a utility that is not set up here.' });
  });

  it('is said with a bearer token alone', async () => {
    for (const authorization of ['Basic abc', 'Bearer', 'Bearer a.b', `Token ${await api.tokenFor('supervisor')}`]) {
      expect((await api.ask('GET', '/board', { authorization })).status).toBe(401);
    }
  });

  it('shows names to those who need them', async () => {
    for (const role of allowedRoles.readAccount) {
      const { body } = await api.get(role, '/accounts/A1');
      expect({ role, name: (body['customer'] as { name?: string } | null)?.name ?? null }).toEqual({ role, name: role === 'auditor' ? null : 'Given Name' });
    }
  });

  it('puts no name and no address into the log', () => {
    expect(api.log.length).toBeGreaterThan(100);
    expect(api.log.join('')).not.toMatch(/Given Name|Elm St/);
  });
});

function handlersOf(controller: { prototype: object }): object[] {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => prototype[name] as object)
    .filter((handler) => typeof handler === 'function' && Reflect.hasMetadata('path', handler));
}

interface Wish {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string;
}

const right = { utility: 'county', roles: [...roles] };

type Key = Parameters<SignJWT['sign']>[0];

async function signed(key: Key, header: { alg: string; kid?: string | undefined }, api: TestApi, wish: Wish): Promise<string> {
  const { claims = right, issuer = api.issuer.url, audience = api.issuer.audience, expires = '1h' } = wish;
  const { kid, alg } = header;
  return new SignJWT(claims).setProtectedHeader(kid === undefined ? { alg } : { alg, kid }).setSubject('somebody').setIssuer(issuer).setAudience(audience).setIssuedAt().setExpirationTime(expires).sign(key);
}

/** Signs as the real issuer does: so that one fault of a token stands alone. */
async function issuerKey(api: TestApi) {
  const [jwk] = (await readSecrets(api.issuerFolder)).keys as [JWK];
  const key = await importJWK(jwk, 'ES256');
  return { jwk, sign: (wish: Wish) => signed(key, { alg: 'ES256', kid: jwk.kid }, api, wish) };
}

async function badTokens(api: TestApi): Promise<Record<string, string>> {
  const { jwk, sign } = await issuerKey(api);
  const stranger = await generateKeyPair('ES256');
  const { d: _private, ...published } = jwk;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const good = await api.tokenFor('supervisor');
  return {
    expired: await sign({ expires: '-1m' }),
    'other audience': await sign({ audience: 'another-api' }),
    'other issuer': await sign({ issuer: 'https://login.example.org' }),
    "other issuer's key": await signed(stranger.privateKey, { alg: 'ES256', kid: jwk.kid }, api, {}),
    'unknown key': await signed(stranger.privateKey, { alg: 'ES256', kid: 'mine' }, api, {}),
    'the published key as a secret': await signed(new TextEncoder().encode(JSON.stringify(published)), { alg: 'HS256', kid: jwk.kid }, api, {}),
    'not signed': `${part({ alg: 'none' })}.${part({ ...right, sub: 'somebody', iss: api.issuer.url, aud: api.issuer.audience, exp: 4_000_000_000 })}.AAAA`,
    'other claims under the same signature': `${good.split('.')[0]}.${part({ ...right, sub: 'somebody', iss: api.issuer.url, aud: api.issuer.audience, exp: 4_000_000_000 })}.${good.split('.')[2]}`,
  };
}
