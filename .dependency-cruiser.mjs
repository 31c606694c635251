// The arrows of docs/architecture.md: each room may import what stands to its left, never to its right.
const order = ['kernel', 'calendar', 'docket', 'documents', 'policy', 'account', 'bankruptcy', 'case', 'tax-roll', 'whatif', 'procedures', 'contracts'];

const pureRooms = order.map((room, index) => ({
  name: `${room}-looks-left`,
  severity: 'error',
  comment: `libs/${room} imports only ${order.slice(0, index).join(', ') || 'nothing of ours'}.`,
  from: { path: `^libs/${room}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^(libs|apps|activities|workflows|infra|test)/', pathNot: `^libs/(${order.slice(0, index + 1).join('|')})/` },
}));

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...pureRooms,
    {
      name: 'specs-of-pure-rooms-stay-pure',
      severity: 'error',
      comment: 'A spec beside its code may use what test/support makes up, and no server.',
      from: { path: `^libs/(${order.join('|')})/.*\\.spec\\.ts$` },
      to: { path: '^(libs/(store|messaging|temporal|config|telemetry)|apps|activities|workflows|infra|test/(?!support/))' },
    },
    {
      name: 'store-and-messaging-look-left',
      severity: 'error',
      from: { path: '^libs/(store|messaging|config|telemetry)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps|activities|workflows|infra/local|test)/' },
    },
    {
      name: 'workflows-import-pure-libs-and-types',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^(libs/(store|messaging|config|telemetry)|apps|infra|test)/' },
    },
    {
      name: 'workflows-import-activities-as-types-only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'activities-below-apps', severity: 'error', from: { path: '^activities/', pathNot: '\\.spec\\.ts$' }, to: { path: '^(apps|infra|test)/' } },
    {
      name: 'apps-stand-alone',
      severity: 'error',
      comment: 'An app does not reach into another, nor into what only runs on a desk.',
      from: { path: '^apps/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps/(?!$1/)|infra/local/|test/)' },
    },
    {
      name: 'the-oracle-is-a-stranger',
      severity: 'error',
      comment: 'What judges the engine shares nothing with it, and no package either: it knows the rules and its own days.',
      from: { path: '^test/support/oracle/' },
      to: { pathNot: '^test/support/(oracle/|day-numbers\\.ts$)' },
    },
    {
      name: 'the-console-knows-the-api-alone',
      severity: 'error',
      comment: 'What runs in a browser knows of the server what docs/openapi.json says.',
      from: { path: '^apps/console/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|activities|workflows|infra|test)/' },
    },
    {
      name: 'react-only-in-the-console',
      severity: 'error',
      from: { pathNot: '^apps/console/' },
      to: { path: 'node_modules/(react|react-dom|react-aria-components|@tanstack|vite)/' },
    },
    {
      name: 'nest-only-in-the-api',
      severity: 'error',
      from: { pathNot: '^(apps/|test/)' },
      to: { path: 'node_modules/@nestjs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
