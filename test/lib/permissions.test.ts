import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { WRITER_NAMES } from '../../functions/ledger/writers.ts';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { readingEnv } from '../../functions/retrieval/reading.env.ts';
import { Env as AttemptsEnv } from '../../functions/shared/attempts.env.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { rightsOf, roleOf, statementsOf } from './permissions.ts';
import { functionsOf, ROOT, resourcesOf, templateOf } from './templates.ts';

const stages = ['dev', 'prod'] as const;
const handlersOf = (stage: 'dev' | 'prod') =>
  functionsOf(templateOf(stage)).map(([, { Properties }]) => String(Properties.Description));

/** Actions on `*`, each with why it cannot name a resource. */
const ON_EVERYTHING: Record<string, string> = {
  'logs:CreateLogDelivery': 'log deliveries of a state machine have no resources to name',
  'logs:DeleteLogDelivery': 'the same',
  'logs:GetLogDelivery': 'the same',
  'logs:ListLogDeliveries': 'the same',
  'logs:UpdateLogDelivery': 'the same',
  'logs:DescribeLogGroups': 'the same',
  'logs:DescribeResourcePolicies': 'the same',
  'logs:PutResourcePolicy': 'the same',
  'ec2:AssignPrivateIpAddresses':
    'an interface has no name before it is made; the function’s code is denied it',
  'ec2:CreateNetworkInterface': 'the same',
  'ec2:DeleteNetworkInterface': 'the same',
  'ec2:DescribeNetworkInterfaces': 'the same',
  'ec2:DescribeSubnets': 'the same',
  'ec2:UnassignPrivateIpAddresses': 'the same',
  'xray:PutTelemetryRecords': 'segments of X-Ray are written to the account',
  'xray:PutTraceSegments': 'the same',
  'xray:GetSamplingRules': 'the same',
  'xray:GetSamplingTargets': 'the same',
};

describe.each(stages)('in %s', (stage) => {
  const template = templateOf(stage);
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(([id]) => id);
  const statements = roles.flatMap((role) => statementsOf(template, role));

  it('no action is a wildcard', () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('nothing is allowed on everything but what can name no resource', () => {
    const onEverything = statements
      .filter(({ effect, resources }) => effect === 'Allow' && resources.includes('*'))
      .flatMap(({ actions }) => actions);
    expect([...new Set(onEverything)].filter((action) => !(action in ON_EVERYTHING))).toEqual([]);
  });

  it('nobody scans a table, and nothing deletes from one', () => {
    const dynamo = statements
      .flatMap(({ actions }) => actions)
      .filter((action) => action.startsWith('dynamodb:'));
    expect([...new Set(dynamo)].sort()).toEqual([
      // In the work table: the log takes away what it took in, sweeps what they had put off and did.
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteItem',
      'dynamodb:DescribeStream',
      'dynamodb:GetItem',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  it('roles have no policies of their own making and one of AWS', () => {
    const managed = resourcesOf(template, 'AWS::IAM::Role').filter(
      ([, { Properties }]) => Properties.ManagedPolicyArns,
    );
    // The second empties buckets where nothing outlives its stack.
    const emptier = stage === 'dev' ? [expect.stringContaining('CustomS3AutoDeleteObjects')] : [];
    expect(managed.map(([id]) => id)).toEqual([expect.stringContaining('ApiCloudWatchRole'), ...emptier]);
  });
});

/** The functions that answer people about demands: each is there twice. */
const PEOPLES = [
  'desk/read-demands',
  'ledger/read-events',
  'review/decide-review',
  'review/clarify',
  'review/withdraw',
  'review/decide-release',
  'disclosure/fetch-disclosure',
];

describe('the demands table', () => {
  const template = templateOf('prod');
  const able = (pattern: RegExp) =>
    handlersOf('prod').filter((handler) => rightsOf(template, handler).some((right) => pattern.test(right)));

  it('is not for those who need no demand (one that needs none is added here)', () => {
    expect(
      [...new Set(handlersOf('prod'))].filter((handler) => !able(/ <LedgerDemands/).includes(handler)).sort(),
    ).toEqual([
      'desk/draw-paper',
      'desk/list-attempts',
      'desk/serve-openapi',
      'intake/authorize',
      'intake/scan-document',
      'intake/upload-document',
      'log/run-epoch',
      'log/serve-log',
      'reporting/read-interim',
      'reporting/read-reports',
      ...SERVICE_NAMES.map((service) => `retrieval/read-${service}`).sort(),
      'validity/check-draft',
      'validity/serve-rulebook',
    ]);
  });

  it('is written by the recorder, and by nothing else in any way', () => {
    const writing = /(PutItem|UpdateItem|DeleteItem|BatchWriteItem|PartiQL\w+|\*) <(Ledger|Cleared)Demands/;
    expect([...new Set(able(writing))]).toEqual(['ledger/record']);
  });

  it('is changed for each writer through the alias that is called after it', () => {
    // Of stages that name a timestamp authority, one more: timestamps.test.ts.
    for (const name of WRITER_NAMES.filter((writer) => writer !== 'timestamp')) {
      const asking = handlersOf('prod').filter((handler) =>
        rightsOf(template, handler).some(
          (right) => right.startsWith('lambda:InvokeFunction ') && right.endsWith(`:${name}`),
        ),
      );
      expect([name, ...new Set(asking.map((handler) => handler.split('/')[1]))]).toEqual([name, name]);
    }
  });

  it('is reached by people through functions that reach one compartment only', () => {
    const people = functionsOf(template).filter(([, { Properties }]) =>
      PEOPLES.includes(String(Properties.Description)),
    );
    expect(people).toHaveLength(2 * PEOPLES.length);
    for (const [, { Properties }] of people) {
      const role = JSON.stringify(Properties.Role);
      const [id] = resourcesOf(template, 'AWS::IAM::Role').find(([name]) => role.includes(`"${name}"`)) ?? [];
      const resources = statementsOf(template, id ?? '').flatMap(({ resources: named }) => named);
      const reached = [
        'LedgerDemands',
        'ClearedDemands',
        'LedgerWork',
        'ClearedWork',
        'KeysLedger',
        'KeysCleared',
      ]
        .filter((word) => resources.some((resource) => resource.includes(word)))
        // What scanners said of documents, before anyone filed them, stands in one place: cleared people read it too.
        .filter((word) => !(id?.includes('Cleared') && ['LedgerWork', 'KeysLedger'].includes(word)))
        .map((word) => (word.includes('Cleared') ? 'cleared' : 'open'));
      expect([id, [...new Set(reached)]]).toEqual([id, [id?.includes('Cleared') ? 'cleared' : 'open']]);
    }
  });

  it('shows to reporting and to the bus nothing but its stream', () => {
    for (const handler of ['reporting/count-events', 'ledger/publish-events'])
      expect(rightsOf(template, handler).filter((right) => right.includes('LedgerDemands'))).toEqual([
        expect.stringMatching(/^dynamodb:DescribeStream <LedgerDemands\w+\.StreamArn>$/),
        expect.stringMatching(/^dynamodb:GetRecords <LedgerDemands\w+\.StreamArn>$/),
        expect.stringMatching(/^dynamodb:GetShardIterator <LedgerDemands\w+\.StreamArn>$/),
        expect.stringMatching(/^dynamodb:ListStreams <LedgerDemands\w+\.Arn>\/stream\/\*$/),
      ]);
  });

  it('shows to who publishes how many there are and how far each ledger is, and nothing that they say', () => {
    const reads = statementsOf(template, roleOf(template, 'reporting/publish-report')).filter(
      ({ resources }) => resources.some((resource) => /<(Ledger|Cleared)Demands/.test(resource)),
    );
    expect(reads).toEqual([
      {
        effect: 'Allow',
        actions: ['dynamodb:Query'],
        resources: [
          expect.stringMatching(/<ClearedDemands\w+\.Arn>\/index\/byStatus$/),
          expect.stringMatching(/<LedgerDemands\w+\.Arn>\/index\/byStatus$/),
        ],
        condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'status', 'filedAt', 'version'] },
          StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
          Null: { 'dynamodb:Attributes': 'false' },
        },
      },
    ]);
  });

  it('has its indexes read by who lists demands, who looks for forgeries, and what is due by who sweeps and by the desk', () => {
    expect([...new Set(able(/\/index\/byStatus$/))].sort()).toEqual([
      'desk/read-demands',
      'reporting/publish-report',
    ]);
    // What an office filed before tells its forgeries.
    expect([...new Set(able(/\/index\/byAuthority$/))].sort()).toEqual([
      'desk/read-demands',
      'validity/check-validity',
    ]);
    expect([...new Set(able(/\/index\/byDue$/))].sort()).toEqual([
      'desk/read-demands',
      'notice/send-due',
      'watch/sweep',
    ]);
  });
});

describe('what draws papers', () => {
  const template = templateOf('prod');

  it('may do nothing at all, since it runs what strangers wrote', () => {
    const tracing = Object.keys(ON_EVERYTHING);
    expect(
      rightsOf(template, 'desk/draw-paper').filter(
        (right) => !tracing.includes(right.split(' ', 1)[0] ?? ''),
      ),
    ).toEqual([]);
  });

  it('is asked by who shows them alone', () => {
    const asking = handlersOf('prod').filter((handler) =>
      rightsOf(template, handler).some((right) => /^lambda:InvokeFunction .*DrawPaper/.test(right)),
    );
    expect([...new Set(asking)]).toEqual(['desk/read-demands']);
  });
});

describe('the workflow', () => {
  const template = templateOf('prod');
  const able = (action: string) =>
    handlersOf('prod').filter((handler) =>
      rightsOf(template, handler).some((right) => right.startsWith(`${action} `)),
    );

  it('is started by who files and by the sweep', () => {
    expect(able('states:StartExecution').sort()).toEqual(['intake/file-demand', 'watch/sweep']);
  });

  it('is answered by who decides, by the waits themselves and by the sweep', () => {
    expect([...new Set(able('states:SendTaskSuccess'))].sort()).toEqual([
      'review/await-release',
      'review/await-review',
      'review/clarify',
      'review/decide-release',
      'review/decide-review',
      'review/withdraw',
      'watch/sweep',
    ]);
  });
});

const FLOORS: string[][] = JSON.parse(readFileSync(join(ROOT, 'functions/floors.json'), 'utf8'));

/** The function that answers a route: of its own name, unless one answers several. */
function handlerOf(room: string, verb: string): string {
  const route = verb.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  const file = globSync(`${room}/*.handler.ts`, { cwd: join(ROOT, 'functions') }).find((name) =>
    new RegExp(`answering\\(\\s*${route}Route`).test(readFileSync(join(ROOT, 'functions', name), 'utf8')),
  );
  return file?.replace('.handler.ts', '') ?? '';
}

/** The schema of a function's variables: what its handler reads, or for a connector what the entry of its service makes it. */
async function envOf(handler: string): Promise<{ shape: object }> {
  const service = SERVICE_NAMES.find((name) => handler === `retrieval/read-${name}`);
  if (service) return readingEnv(service);
  const file = join(ROOT, `functions/${handler}.handler.ts`);
  const source = readFileSync(file, 'utf8');
  const [, name = '', env] = /import \{ (\w*Env)\b[^}]*\} from '([^']+)'/.exec(source) ?? [];
  return env === undefined ? { shape: {} } : (await import(join(file, '..', env)))[name];
}

describe('the functions', () => {
  const rooms = [
    ...readFileSync(join(ROOT, 'docs/design.md'), 'utf8').matchAll(
      /^\| \d \| (\w+) \| ([a-z][a-z-]+(?:, [A-Za-z-]+)*) \|/gm,
    ),
  ].filter(([, room = '']) => FLOORS.flat().includes(room));
  /** The design writes `read-SERVICE` for the function of each service. */
  const designed = rooms.flatMap(([, room, verbs]) =>
    (verbs ?? '')
      .split(', ')
      .flatMap((verb) =>
        verb.includes('SERVICE') ? SERVICE_NAMES.map((name) => verb.replace('SERVICE', name)) : [verb],
      )
      .map((verb) => `${room}/${verb}`),
  );

  it('are those of the design, in every stage', () => {
    expect(designed.length).toBeGreaterThan(30);
    // The sample provider has functions of its own; a provider brings others.
    const here = designed.filter((handler) => handler !== 'disclosure/timestamp');
    const own = here.filter((handler) => !handler.startsWith('provider/'));
    const distinct = (stage: 'dev' | 'prod') => [...new Set(handlersOf(stage))].sort();
    expect(distinct('dev')).toEqual([...here].sort());
    expect(distinct('prod')).toEqual(own.sort());
  });

  /** Those that answer whom the authorizer let in. */
  const tracing = new Set(
    ALL_ROUTES.filter(({ route }) => route.roles !== 'public').map(({ room, verb }) =>
      handlerOf(room, verb.replace(/-cleared$/, '')),
    ),
  );

  it('write down attempts where they answer whom the authorizer let in, and nowhere else', () => {
    for (const handler of handlersOf('prod')) {
      const rights = rightsOf(templateOf('prod'), handler).filter((right) =>
        right.includes('IntakeAttempts'),
      );
      const wanted = [
        ...(tracing.has(handler) ? ['dynamodb:PutItem'] : []),
        ...(handler === 'desk/list-attempts' ? ['dynamodb:Query'] : []),
      ];
      expect([handler, ...new Set(rights.map((right) => right.split(' ', 1)[0]).sort())]).toEqual([
        handler,
        ...wanted,
      ]);
    }
  });

  const functions = functionsOf(templateOf('dev')).map(
    ([, { Properties }]) => [String(Properties.Description), Properties] as const,
  );

  it.each(functions)('%s has exactly the variables of its own schema', async (handler, { Environment }) => {
    const { Variables } = Environment as { Variables: Record<string, unknown> };
    const { POWERTOOLS_SERVICE_NAME, ...own } = Variables;
    expect(POWERTOOLS_SERVICE_NAME).toBe(handler);
    const pure = ['desk/serve-openapi', 'validity/check-draft', 'validity/serve-rulebook'].includes(handler);
    const named = [
      ...(pure ? [] : Object.keys((await envOf(handler)).shape)),
      ...(tracing.has(handler) ? Object.keys(AttemptsEnv.shape) : []),
    ];
    expect(Object.keys(own).sort()).toEqual([...new Set(named)].sort());
  });

  it.each(functions)('%s runs on Node 24 on ARM, with a log group of its own', (_, properties) => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: expect.anything() },
    });
  });

  it('keep their logs for a time, under a key of ours', () => {
    for (const stage of stages)
      for (const [, { Properties }] of resourcesOf(templateOf(stage), 'AWS::Logs::LogGroup'))
        expect(Properties).toMatchObject({
          RetentionInDays: expect.any(Number),
          KmsKeyId: expect.anything(),
        });
  });
});
