// The walls of the house (docs/architecture.md): which room may import which.
const ROOMS = {
  contracts: [],
  'firmware-adapters': ['contracts'],
  analytics: ['contracts'],
  storage: ['contracts'],
  broker: ['contracts'],
  ingest: ['contracts', 'storage'],
  'edge-agent': ['contracts', 'firmware-adapters', 'analytics'],
  api: ['contracts', 'storage', 'analytics'],
  'dashboards/grafana': ['contracts'],
  'dashboards/web': ['contracts'],
  testing: [],
  proof: [
    'contracts',
    'firmware-adapters',
    'analytics',
    'storage',
    'broker',
    'ingest',
    'edge-agent',
    'api',
    'testing',
    'cli',
  ],
};
const PURE = '^(contracts|firmware-adapters|analytics)/src/';
const TESTS = '\\.(test|contract|fixture)\\.tsx?$';

const walls = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `wall-of-${room.replace('/', '-')}`,
  severity: 'error',
  comment: `${room} may import ${['itself', ...allowed].join(', ')}`,
  from: { path: `^${room}/src/`, pathNot: TESTS },
  to: {
    path: `^(${[...Object.keys(ROOMS), 'cli', 'proof'].join('|')})/`,
    pathNot: `^(${[room, ...allowed].join('|')})/`,
  },
}));

export default {
  forbidden: [
    ...walls,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'two files that need each other are one idea in two places',
      from: { path: '/src/' },
      to: { circular: true },
    },
    {
      name: 'no-deep-imports',
      severity: 'error',
      comment: "a room is entered through its package's exports",
      from: { path: '^([^/]+|dashboards/[^/]+)/src/' },
      to: { path: '^([^/]+|dashboards/[^/]+)/src/', pathNot: ['^$1/src/', '/src/index\\.ts$'] },
    },
    {
      name: 'contracts-import-zod-only',
      severity: 'error',
      comment: 'the language spoken depends on nothing else',
      from: { path: '^contracts/src/', pathNot: TESTS },
      to: { pathNot: ['^contracts/src/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      comment: 'contracts, firmware-adapters and analytics take values and return values',
      from: { path: PURE, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      comment: 'real parts are started by tests, proofs and benchmarks only',
      from: { path: '/src/', pathNot: [TESTS, '^testing/', '^proof/', '/e2e/'] },
      to: { path: '^testing/' },
    },
    {
      name: 'nobody-needs-the-proof',
      severity: 'error',
      comment: 'the proof looks at the house from outside: nothing in it may lean on the proof',
      from: { pathNot: '^proof/' },
      to: { path: '^proof/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'an import that cannot be found hides a wall',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
