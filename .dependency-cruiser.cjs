/** Which way dependencies point. A broken rule fails `npm run lint`. */
const adapters = '\\.(handler|env)\\.ts$|/(dynamodb|s3|sfn|kms|sts|eventbridge)-[^/]+\\.ts$';

module.exports = {
  forbidden: [
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
        path: '^functions/(validity/(decide|checks/|compile-rulebook|page)|reporting/fold|retrieval/(scope|session-policy)|ledger/hash-chain|intake/intake-checks|review/narrowing)',
      },
      to: { path: '@aws-sdk|^node:fs|(^|/)fs$|functions/shared/(clock|logger|dynamodb)\\.ts' },
    },
    {
      name: 'use-cases-take-no-sdk',
      comment: 'Use cases speak to ports; adapters and handlers speak to the SDK.',
      severity: 'error',
      from: { path: '^functions/', pathNot: `${adapters}|functions/shared/dynamodb\\.ts|functions/retrieval/(retrieval-session|read-with|reading-handler|query-by-key|connector|connectors/)` },
      to: { path: 'node_modules/@aws-sdk', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-handlers',
      severity: 'error',
      from: { path: '^(functions|lib|local)/' },
      to: { path: '\\.handler\\.ts$' },
    },
    {
      name: 'lib-takes-contracts-only',
      comment: 'Infrastructure knows the functions by their environments, tables and constants.',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: { path: '^functions/', pathNot: '\\.(env|table|tables)\\.ts$|functions/retrieval/services\\.ts$|functions/ledger/demand-record\\.schema\\.ts$' },
    },
    {
      name: 'laptop-knows-no-product',
      comment: 'The laptop plays a template; it takes from neither infrastructure nor functions.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(lib|functions|bin)/' },
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
    exclude: { path: '^(cdk\\.out|\\.due-process)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
