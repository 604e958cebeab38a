/** Which way dependencies point. A broken rule fails `npm run lint`. */
/**
 * The rooms of functions/ by floor, lowest first. A room imports from floors below its own, never from its own floor or
 * from above.
 */
const FLOORS = require('./functions/floors.json');

const floorRule = (rooms, floor) => ({
  name: `floor-${floor}`,
  comment: `${rooms.join(', ')} may import from floors below only. Move what both need down, or what knows too much up.`,
  severity: 'error',
  from: { path: `^functions/(${rooms.join('|')})/` },
  to: { path: `^functions/(${FLOORS.slice(floor).flat().join('|')})/`, pathNot: '^functions/$1/' },
});

/** The stages of functions/validity, lowest first; a stage imports from those before it. Nothing imports the last two. */
const STAGES = [['law'], ['words'], ['checks'], ['pages'], ['decide'], ['build'], ['explain', 'render']];

const stageRule = (stages, place) => ({
  name: `validity-stage-${place}`,
  comment: `validity/${stages.join(', ')} may import from earlier stages only; functions/validity/README.md lists them.`,
  severity: 'error',
  from: { path: `^functions/validity/(${stages.join('|')})/` },
  to: {
    path: `^functions/validity/([^/]+$|(${STAGES.slice(place).flat().join('|')})/)`,
    pathNot: '^functions/validity/$1/',
  },
});

const adapters = '\\.(handler|env)\\.ts$|/(dynamodb|s3|secretsmanager|sfn|kms|sts|eventbridge|lambda)-[^/]+\\.ts$';

module.exports = {
  forbidden: [
    ...FLOORS.map(floorRule),
    ...STAGES.map(stageRule),
    {
      name: 'validity-stage-unknown',
      comment: 'Give a new stage its place in STAGES above and in functions/validity/README.md.',
      severity: 'error',
      from: {},
      to: { path: '^functions/validity/[^/]+/', pathNot: `^functions/validity/(${STAGES.flat().join('|')})/` },
    },
    {
      name: 'room-without-a-floor',
      comment: 'Give a new room its floor in the list above and in docs/design.md.',
      severity: 'error',
      from: {},
      to: { path: '^functions/', pathNot: `^functions/(${FLOORS.flat().join('|')})/` },
    },
    {
      name: 'no-circular',
      comment: 'A cycle has no beginning for a reader.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-decisions-stay-pure',
      comment: 'What decides imports neither the SDK nor the environment nor the file system.',
      severity: 'error',
      from: {
        path: '^functions/(validity/(law|words|checks|pages|decide|build|explain|render)/|validity/filing-checks|reporting/fold|retrieval/(scope|session-policy)|ledger/hash-chain|review/narrowing)',
      },
      to: { path: '@aws-sdk|^node:fs|(^|/)fs$|functions/shared/(clock|logger|dynamodb)\\.ts' },
    },
    {
      name: 'use-cases-take-no-sdk',
      comment: 'Use cases speak to ports; adapters and handlers speak to the SDK.',
      severity: 'error',
      from: { path: '^functions/', pathNot: `${adapters}|functions/shared/(ask-function|dynamodb)\\.ts|functions/retrieval/(assume-session|retrieval-session|read-with|reading-handler|query-by-key|connector|connectors/)` },
      to: { path: 'node_modules/@aws-sdk', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-stay-light',
      comment: 'Infrastructure loads every route, and a function the whole of its own: they take schemas and nothing that works.',
      severity: 'error',
      from: { path: '\\.route\\.ts$' },
      to: { path: '^functions/', pathNot: '\\.schema\\.ts$|^functions/shared/(problems?|route)\\.ts$|^functions/ledger/statuses\\.ts$' },
    },
    {
      name: 'nothing-imports-handlers',
      severity: 'error',
      from: { path: '^(functions|lib|local)/' },
      to: { path: '\\.handler\\.ts$' },
    },
    {
      name: 'lib-takes-contracts-only',
      comment: 'Infrastructure knows the functions by their environments, routes, tables and constants.',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: { path: '^functions/', pathNot: '\\.(env|route|table|tables|bucket)\\.ts$|functions/shared/(problem|route|cleared-route)\\.ts$|functions/ledger/(writers|demand-id)\\.ts$|functions/provider/services\\.ts$|functions/ledger/demand-record\\.schema\\.ts$' },
    },
    {
      name: 'laptop-knows-no-product',
      comment: 'The laptop plays a template; it takes from neither infrastructure nor functions.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(lib|functions|bin)/' },
    },
    {
      name: 'connector-package-stands-alone',
      comment: 'A package runs where this repository is not: it takes Node, and nothing of ours or of others.',
      severity: 'error',
      from: { path: '^packages/connector/' },
      to: { pathNot: '^packages/connector/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'pages-know-the-api',
      comment: 'The pages take the types of the API and libraries for browsers, and the verifier as browsers run it; what the service does, it does.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^(bin|lib|functions|local|rulebook|examples|scripts|packages|simulation|test)/|^node:', pathNot: '^examples/client/schema\.d\.ts$|^scripts/verify/browser/(worker|verdict)\.ts$' },
    },
    {
      name: 'service-knows-no-pages',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^web/' },
    },
    {
      name: 'functions-know-no-laptop',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(lib|bin|local|examples|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|\\.due-process|packages/connector/dist|web/dist)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
